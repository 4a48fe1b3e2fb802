import type { GraphDocument, GraphNode } from '../../shared/graph/document.ts';
import { wiresOfPort } from '../../shared/graph/query.ts';
import type { RunFrame } from '../run/run-view.ts';
import type { Numbers, Text } from '../text/text.ts';
import { readObjectOfEdge, type LiveObject } from './live.ts';

/** What goes on at the other end of a port's first wire. */
export function readPort(
  frame: RunFrame | null,
  node: GraphNode,
  port: string,
  document: GraphDocument,
): LiveObject | null {
  const [wire] = wiresOfPort(document, { node: node.id, port });
  return wire === undefined ? null : readObjectOfEdge(frame, wire, document);
}

/** The same in a word: `7/s`, `full`, `2 queued`, `58`; empty when there is nothing to say. */
export function portWord(live: LiveObject, t: Text, numbers: Numbers): string {
  switch (live.kind) {
    case 'chan':
    case 'timer':
    case 'ticker':
      if (live.closed) return t('inspector.port.closed');
      if (live.capacity > 0 && live.length >= live.capacity) return t('inspector.port.full');
      return live.rate >= 0.5 ? t('inspector.port.rate', { rate: numbers.count(Math.round(live.rate)) }) : '';
    case 'waitgroup':
    case 'semaphore':
    case 'atomic':
      return numbers.count(live.length);
    default:
      return live.waiting > 0 ? t('inspector.port.queued', { count: live.waiting }) : '';
  }
}
