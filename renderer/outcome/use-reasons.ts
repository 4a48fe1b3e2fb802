import { useEffect, useState } from 'react';
import type { GraphDocument } from '../../shared/graph/document.ts';
import type { Outcome } from '../../shared/ir/outcome.ts';
import { writeDocument } from '../../shared/graph/file.ts';
import type { Locale } from '../../shared/text/format.ts';
import { reasonsOf } from '../stores/check-in-worker.ts';

const NONE: readonly string[] = [];

/** For every object somebody waits on: who could have helped, and why they do not. The compiler says who could. */
export function useReasons(
  outcome: Outcome,
  document: GraphDocument | null,
  locale: Locale,
): readonly string[] {
  const [found, setFound] = useState({ outcome, locale, reasons: NONE });
  useEffect(() => {
    if (document === null || outcome.end !== 'deadlock') return;
    let late = false;
    void reasonsOf(writeDocument(document), outcome, locale).then((reasons) => {
      if (!late) setFound({ outcome, locale, reasons });
    });
    return () => {
      late = true;
    };
  }, [outcome, document, locale]);
  return found.outcome === outcome && found.locale === locale ? found.reasons : NONE;
}
