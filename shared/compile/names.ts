import type { EdgeId, NodeId } from '../base/ids.ts';
import { RESERVED } from '../blocks/identifiers.ts';
import type { GraphDocument, GraphEdge } from '../graph/document.ts';
import { find } from '../graph/edits.ts';
import { compareIds } from '../graph/ids.ts';

/** Readable identifiers of a program: the same document has the same names, every time. */
export interface Names {
  readonly ofNode: (id: NodeId) => string;
  /** The channel on a wire. */
  readonly ofEdge: (id: EdgeId) => string;
}

/**
 * Names blocks after their names and wires after theirs, or after their ends: `worker`, `fanOut`, `sourceToPrint`.
 * Where several want one name, the lowest id has it and the others are numbered.
 */
export function nameEverything(document: GraphDocument): Names {
  const nodes = Object.values(document.nodes).sort((a, b) => compareIds(a.id, b.id));
  const edges = Object.values(document.edges)
    .filter((edge) => edge.channel !== null)
    .sort((a, b) => compareIds(a.id, b.id));
  const wanted = [
    ...nodes.map((node) => ({ id: node.id as string, name: identifier(node.name, node.kind) })),
    ...edges.map((edge) => ({ id: `edge ${edge.id}`, name: edgeName(document, edge) })),
  ];
  const given = unique(wanted);
  return {
    ofNode: (id) => given.get(id) ?? identifier(id, 'block'),
    ofEdge: (id) => given.get(`edge ${id}`) ?? identifier(id, 'wire'),
  };
}

/** A text as an identifier; `otherwise` where nothing is left of it. Emitters see to names of their own. */
export function identifier(text: string, otherwise: string): string {
  const name = camelCase(text) || camelCase(otherwise) || 'it';
  const legal = /^[\p{ID_Start}_$]/u.test(name) ? name : `_${name}`;
  return isKept(legal) ? `${legal}_` : legal;
}

const camelCase = (text: string): string =>
  (text.match(/[\p{ID_Continue}$]+/gu) ?? [])
    .map((word, i) => (i === 0 ? lowerFirst(word) : upperFirst(word)))
    .join('');

const isKept = (name: string): boolean => RESERVED.has(name) || CONSTANTS.has(name);

/** What looks like a variable and is none. */
const CONSTANTS: ReadonlySet<string> = new Set(['undefined', 'NaN', 'Infinity', 'globalThis']);

function edgeName(document: GraphDocument, edge: GraphEdge): string {
  const given = edge.channel?.name ?? '';
  if (given !== '') return identifier(given, 'wire');
  const [from, to] = [edge.from.node, edge.to.node].map((id) => {
    const node = find(document.nodes, id);
    return node?.name || node?.kind || id;
  });
  return identifier(`${from} to ${to}`, 'wire');
}

function unique(
  wanted: readonly { readonly id: string; readonly name: string }[],
): ReadonlyMap<string, string> {
  const reserved = new Set(wanted.map(({ name }) => name));
  const used = new Set<string>();
  const given = new Map<string, string>();
  for (const { id, name } of wanted) {
    let candidate = name;
    for (let n = 2; used.has(candidate); n++) {
      const numbered = /\d$/.test(name) ? `${name}_${n}` : `${name}${n}`;
      // A number must not take the name of a block that is really called so.
      if (!reserved.has(numbered)) candidate = numbered;
    }
    used.add(candidate);
    given.set(id, candidate);
  }
  return given;
}

const lowerFirst = (word: string): string => word.charAt(0).toLowerCase() + word.slice(1);
const upperFirst = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);
