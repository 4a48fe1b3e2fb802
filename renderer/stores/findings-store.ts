import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { EdgeId, NodeId } from '../../shared/base/ids.ts';
import type { Finding } from '../../shared/compile/findings.ts';
import type { GraphDocument } from '../../shared/graph/document.ts';

/** What is wrong with the document on the canvas. It follows every edit a moment later, off the page's thread. */
export interface FindingsState {
  readonly findings: readonly Finding[];
  readonly errors: number;
  readonly warnings: number;
  /** The document these were found in: another one is being looked at when it is not the one shown. */
  readonly document: GraphDocument | null;
}

const store = createStore<FindingsState>(() => ({ findings: [], errors: 0, warnings: 0, document: null }));

export const findings = {
  get: store.getState,
  subscribe: store.subscribe,

  set(document: GraphDocument | null, found: readonly Finding[]): void {
    store.setState({
      document,
      findings: found,
      errors: found.filter((finding) => finding.severity === 'error').length,
      warnings: found.filter((finding) => finding.severity === 'warning').length,
    });
  },
};

export const useFindings = <T>(select: (state: FindingsState) => T): T => useStore(store, select);

/** The worst finding of a block, or null: what its badge says. */
export const worstOfNode = (found: readonly Finding[], node: NodeId): Finding | null =>
  worst(found.filter((finding) => finding.place.node === node));

export const worstOfEdge = (found: readonly Finding[], edge: EdgeId): Finding | null =>
  worst(found.filter((finding) => finding.place.edge === edge));

const RANK = { error: 0, warning: 1, info: 2 } as const;

const worst = (found: readonly Finding[]): Finding | null =>
  found.reduce<Finding | null>(
    (best, finding) => (best === null || RANK[finding.severity] < RANK[best.severity] ? finding : best),
    null,
  );
