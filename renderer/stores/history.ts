import { apply, between, invert, isEmpty, squash, type DocumentDiff } from '../../shared/graph/diff.ts';
import type { GraphDocument } from '../../shared/graph/document.ts';

/** Undo and redo: steps a person would call one, each a diff. The newest step of each list is last. */
export interface History<Label> {
  readonly past: readonly Step<Label>[];
  readonly future: readonly Step<Label>[];
}

export interface Step<Label> {
  readonly label: Label;
  readonly diff: DocumentDiff;
  /** Steps in a row with the same object here are one step: a whole drag, a word being typed. */
  readonly merge: unknown;
}

/** The oldest steps are forgotten beyond this. */
export const MOST_STEPS = 500;

export const emptyHistory = <Label>(): History<Label> => ({ past: [], future: [] });

/** The history after an edit took `before` to `after`; what could be redone is gone. */
export function record<Label>(
  history: History<Label>,
  label: Label,
  before: GraphDocument,
  after: GraphDocument,
  merge: unknown = null,
): History<Label> {
  const diff = between(before, after);
  if (isEmpty(diff)) return history;
  const last = history.past.at(-1);
  if (merge === null || last === undefined || last.merge !== merge || history.future.length > 0) {
    return { past: [...history.past, { label, diff, merge }].slice(-MOST_STEPS), future: [] };
  }
  const whole = squash(last.diff, diff);
  const rest = history.past.slice(0, -1);
  // A drag that ended where it began is no step.
  return { past: isEmpty(whole) ? rest : [...rest, { label, diff: whole, merge }], future: [] };
}

/** One step back: the document before it. Null when there is none. */
export function undo<Label>(
  history: History<Label>,
  document: GraphDocument,
): { readonly history: History<Label>; readonly document: GraphDocument } | null {
  const step = history.past.at(-1);
  if (step === undefined) return null;
  return {
    document: apply(invert(step.diff), document),
    history: { past: history.past.slice(0, -1), future: [...history.future, { ...step, merge: null }] },
  };
}

/** One step forth again. Null when there is none. */
export function redo<Label>(
  history: History<Label>,
  document: GraphDocument,
): { readonly history: History<Label>; readonly document: GraphDocument } | null {
  const step = history.future.at(-1);
  if (step === undefined) return null;
  return {
    document: apply(step.diff, document),
    history: { past: [...history.past, step], future: history.future.slice(0, -1) },
  };
}
