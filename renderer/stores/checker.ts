import type { Finding } from '../../shared/compile/findings.ts';
import type { GraphDocument } from '../../shared/graph/document.ts';
import { writeDocument } from '../../shared/graph/file.ts';
import { documents } from './document-store.ts';
import { findings } from './findings-store.ts';

/** Looks a text over: a worker's job. */
export type Check = (text: string) => Promise<readonly Finding[]>;

/** How long the document must have been still, in milliseconds. */
const STILL = 150;

/** Keeps the findings up to date while the window lives. Calls `check` for one document at a time. */
export function followDocument(check: Check, later: (run: () => void) => void = afterStill()): () => void {
  let looking = false;
  let next: GraphDocument | null = null;

  const look = async (): Promise<void> => {
    if (looking) return;
    looking = true;
    while (next !== null) {
      const document: GraphDocument = next;
      next = null;
      const found = await check(writeDocument(document));
      if (documents.get().open) findings.set(document, found);
    }
    looking = false;
  };

  return documents.subscribe((state, before) => {
    if (state.document === before.document && state.open === before.open) return;
    if (!state.open) {
      next = null;
      findings.set(null, []);
      return;
    }
    next = state.document;
    later(() => void look());
  });
}

function afterStill(): (run: () => void) => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return (run) => {
    clearTimeout(timer);
    timer = setTimeout(run, STILL);
  };
}
