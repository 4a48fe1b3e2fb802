import { invariant } from '../base/assert.ts';
import type { Json } from '../base/json.ts';
import { emptyDocument, type EdgeEnd, type GraphDocument } from '../graph/document.ts';
import { addNode, connect, newNode } from '../graph/edits.ts';
import { join } from './wiring.ts';

/**
 * A drawing written as code, for tests:
 *
 *   draw({ numbers: ['source-range', { to: 3 }], show: ['print'] }, ['numbers.out > show.in'])
 *
 * Blocks get the ids `n1`, `n2` … and wires `e1`, `e2` …, in the order given.
 * @throws Error when a wire is one nobody could draw
 */
export function draw(
  blocks: Readonly<Record<string, readonly [kind: string, params?: Readonly<Record<string, Json>>]>>,
  wires: readonly string[] = [],
): GraphDocument {
  let document = emptyDocument('drawing');
  for (const [name, [kind, params = {}]] of Object.entries(blocks)) {
    const x = 300 * Object.keys(document.nodes).length;
    document = addNode(newNode(document, { kind, name, params, x, y: 0 }))(document);
  }
  for (const wire of wires) {
    const [a, b] = wire.split('>').map((end) => endOf(document, end.trim()));
    invariant(a !== undefined && b !== undefined, `a wire has two ends: ${wire}`);
    const joint = join(document, a, b);
    invariant(joint.ok, `${wire} can be drawn${joint.ok ? '' : `, but ${joint.error.why}`}`);
    document = connect(joint.value.from, joint.value.to, joint.value.channel)(document);
  }
  return document;
}

function endOf(document: GraphDocument, text: string): EdgeEnd {
  const [name, port] = text.split('.');
  const node = Object.values(document.nodes).find((candidate) => candidate.name === name);
  invariant(node !== undefined && port !== undefined, `${text} is a port of the drawing`);
  return { node: node.id, port };
}

/** The rows of a goroutine's list of ports: `portList({ jobs: 'recv<Job>' })`. */
export const portList = (types: Readonly<Record<string, string>>): Json =>
  Object.entries(types).map(([name, type]) => ({ name, type }));
