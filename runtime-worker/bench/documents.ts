import { edgeId, nodeId } from '../../shared/base/ids.ts';
import { compile } from '../../shared/compile/compile.ts';
import { emitRuntime } from '../../shared/emit/runtime/emit.ts';
import {
  emptyDocument,
  type GraphDocument,
  type GraphEdge,
  type GraphNode,
} from '../../shared/graph/document.ts';
import type { Executable } from '../../shared/ir/executable.ts';

/** Documents as a person would draw them: goroutines with a body, and the channels between them. */

export interface GoroutineBlock {
  readonly name: string;
  readonly body: string;
  readonly main?: boolean;
  readonly replicas?: number;
  /** 1 is the first worker thread, 0 any. */
  readonly worker?: number;
  /** Port name to `send<T>` or `recv<T>`; a port is wired to the channel of its name. */
  readonly ports?: Readonly<Record<string, string>>;
}

export interface ChannelBlock {
  readonly name: string;
  readonly elem: string;
  readonly capacity: number;
}

/** One block: main, with this body. */
export const mainAlone = (body: string): GraphDocument => draw([{ name: 'main', main: true, body }], []);

export function draw(
  goroutines: readonly GoroutineBlock[],
  channels: readonly ChannelBlock[],
  types = '',
): GraphDocument {
  const nodes: GraphNode[] = [];
  const edges: GraphEdge[] = [];
  const node = (name: string, kind: string, params: GraphNode['params']): void =>
    void nodes.push({ id: nodeId(name), kind, name, x: nodes.length * 300, y: 0, params, group: null });
  for (const { name, elem, capacity } of channels) node(name, 'channel', { elem, capacity });
  for (const { name, body, main = false, replicas = 1, worker = 0, ports = {} } of goroutines) {
    const listed = Object.entries(ports).map(([port, type]) => ({ name: port, type }));
    node(name, 'goroutine', { body, main, replicas, worker, ports: listed });
    for (const { name: port, type } of listed) {
      const here = { node: nodeId(name), port };
      const sends = type.startsWith('send');
      const there = { node: nodeId(port), port: sends ? 'in' : 'out' };
      edges.push({
        id: edgeId(`${name}-${port}`),
        ...(sends ? { from: here, to: there } : { from: there, to: here }),
        channel: null,
      });
    }
  }
  return {
    ...emptyDocument('bench'),
    types,
    nodes: Object.fromEntries(nodes.map((one) => [one.id, one])),
    edges: Object.fromEntries(edges.map((one) => [one.id, one])),
  };
}

/** What a worker runs. @throws Error with the findings that stand in the way */
export function executableOf(document: GraphDocument): Executable {
  const { program, findings } = compile(document);
  if (program !== null) return emitRuntime(program);
  const words = findings.map(({ code, place, values }) => `${place.line}: ${code} ${JSON.stringify(values)}`);
  throw new Error(`does not compile:\n${words.join('\n')}`);
}
