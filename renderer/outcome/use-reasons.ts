import { useEffect, useState } from 'react';
import type { GraphDocument } from '../../shared/graph/document.ts';
import type { Outcome } from '../../shared/ir/outcome.ts';
import { explainOutcome } from '../../shared/text/explain.ts';
import type { Locale } from '../../shared/text/format.ts';

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
    void import('../../shared/compile/compile.ts').then(({ compile }) => {
      if (late) return;
      const { program } = compile(document);
      const known = explainOutcome(outcome, locale).split('\n').length;
      const reasons = explainOutcome(outcome, locale, program).split('\n').slice(known);
      setFound({ outcome, locale, reasons });
    });
    return () => {
      late = true;
    };
  }, [outcome, document, locale]);
  return found.outcome === outcome && found.locale === locale ? found.reasons : NONE;
}
