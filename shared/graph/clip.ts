import { nodeId } from '../base/ids.ts';
import {
  emptyDocument,
  type GraphDocument,
  type GraphEdge,
  type GraphGroup,
  type GraphNode,
  type GraphNote,
} from './document.ts';
import { find, NOTHING, type Edit, type Point, type Selection } from './edits.ts';
import { freshEdgeIds, freshGroupIds, freshNameAmong, freshNodeIds, freshNoteIds } from './ids.ts';
import { readDocument, writeDocument } from './file.ts';

/** A piece of a document, as it lies on the clipboard. */
export interface Clip {
  readonly nodes: readonly GraphNode[];
  /** Wires with both ends inside. */
  readonly edges: readonly GraphEdge[];
  /** Wires with one end inside: pasted only on request, and only where the other end still is. */
  readonly outside: readonly GraphEdge[];
  readonly groups: readonly GraphGroup[];
  readonly notes: readonly GraphNote[];
}

/** What is selected, with the wires between, and the frames wholly selected with their blocks. */
export function copy(document: GraphDocument, selection: Partial<Selection>): Clip {
  const groups = new Set<string>(selection.groups);
  const chosen = new Set<string>(selection.nodes);
  const nodes = Object.values(document.nodes).filter(
    (node) => chosen.has(node.id) || (node.group !== null && groups.has(node.group)),
  );
  const inside = new Set(nodes.map((node) => node.id));
  const ends = (edge: GraphEdge): number =>
    Number(inside.has(edge.from.node)) + Number(inside.has(edge.to.node));
  return {
    nodes,
    edges: Object.values(document.edges).filter((edge) => ends(edge) === 2),
    outside: Object.values(document.edges).filter((edge) => ends(edge) === 1),
    groups: Object.values(document.groups).filter((group) => groups.has(group.id)),
    notes: Object.values(document.notes).filter((note) => (selection.notes ?? []).includes(note.id)),
  };
}

export interface Pasted {
  readonly document: GraphDocument;
  /** What came in, under its new ids: what a person expects to be selected now. */
  readonly selection: Selection;
}

export interface PasteOptions {
  /** How far from where it was copied. */
  readonly by: Point;
  /** Also draw the wires to blocks that were not copied. */
  readonly keepOutside?: boolean;
}

/** A clip under fresh ids and free names. A block of a frame that was not copied stays on that frame, if it is there. */
export function pasteInto(document: GraphDocument, clip: Clip, options: PasteOptions): Pasted {
  const groupIds = pair(clip.groups, freshGroupIds(document, clip.groups.length));
  const nodeIds = pair(clip.nodes, freshNodeIds(document, clip.nodes.length));
  const noteIds = freshNoteIds(document, clip.notes.length);
  const shift = <T extends Point>(record: T): T => ({
    ...record,
    x: record.x + options.by.x,
    y: record.y + options.by.y,
  });

  const names = new Set(Object.values(document.nodes).map((node) => node.name));
  const nodes = clip.nodes.map((node) => {
    const name = freshNameAmong(names, node.name);
    names.add(name);
    const group =
      node.group === null
        ? null
        : (groupIds.get(node.group) ?? (find(document.groups, node.group) === null ? null : node.group));
    return { ...shift(node), id: nodeIds.get(node.id)!, name, group };
  });

  const renamed = (edge: GraphEdge): GraphEdge => ({
    ...edge,
    from: { ...edge.from, node: nodeIds.get(edge.from.node) ?? edge.from.node },
    to: { ...edge.to, node: nodeIds.get(edge.to.node) ?? edge.to.node },
  });
  // The far end of an outside wire is a block of this document, never one that just came in under its id.
  const isHere = ({ from, to }: GraphEdge): boolean =>
    [from.node, to.node].every((id) => nodeIds.has(id) || find(document.nodes, id) !== null);
  const outside = options.keepOutside === true ? clip.outside.filter(isHere) : [];
  const wires = [...clip.edges, ...outside].map(renamed);
  const edgeIds = freshEdgeIds(document, wires.length);
  const edges = wires.map((edge, i) => ({ ...edge, id: edgeIds[i]! }));
  const groups = clip.groups.map((group) => ({ ...shift(group), id: groupIds.get(group.id)! }));
  const notes = clip.notes.map((note, i) => ({ ...shift(note), id: noteIds[i]! }));

  return {
    document: {
      ...document,
      nodes: { ...document.nodes, ...byId(nodes) },
      edges: { ...document.edges, ...byId(edges) },
      groups: { ...document.groups, ...byId(groups) },
      notes: { ...document.notes, ...byId(notes) },
    },
    selection: {
      nodes: nodes.map((node) => node.id),
      edges: edges.map((edge) => edge.id),
      groups: groups.map((group) => group.id),
      notes: notes.map((note) => note.id),
    },
  };
}

export const paste =
  (clip: Clip, options: PasteOptions): Edit =>
  (document) =>
    pasteInto(document, clip, options).document;

/** A copy beside the original, without outside wires. */
export const duplicate =
  (selection: Partial<Selection>, by: Point = { x: 40, y: 40 }): Edit =>
  (document) =>
    paste(copy(document, selection), { by })(document);

/** A clip as text: a small `.weft` file, in which the blocks at the far end of outside wires are of kind `outside`. */
export function clipText(clip: Clip): string {
  const inside = new Set(clip.nodes.map((node) => node.id));
  const strangers = new Set(
    clip.outside.flatMap((edge) => [edge.from.node, edge.to.node]).filter((id) => !inside.has(id)),
  );
  const nodes = [
    ...clip.nodes.map((node) => ({
      ...node,
      group: clip.groups.some((group) => group.id === node.group) ? node.group : null,
    })),
    ...[...strangers].map((id) => ({ id, kind: OUTSIDE, name: '', x: 0, y: 0, params: {}, group: null })),
  ];
  return writeDocument({
    ...emptyDocument('clip'),
    nodes: byId(nodes),
    edges: byId([...clip.edges, ...clip.outside]),
    groups: byId(clip.groups),
    notes: byId(clip.notes),
  });
}

/** The clip in a text, or null when the text is none: people copy all sorts of things. A whole file is a clip too. */
export function readClip(text: string): Clip | null {
  const { document } = readDocument(text);
  if (document === null) return null;
  const strangers = Object.values(document.nodes).filter((node) => node.kind === OUTSIDE);
  const inside = Object.keys(document.nodes)
    .map(nodeId)
    .filter((id) => strangers.every((node) => node.id !== id));
  const clip = copy(document, { ...everything(document), nodes: inside });
  return clip.nodes.length + clip.notes.length + clip.groups.length === 0 ? null : clip;
}

export const everything = (document: GraphDocument): Selection => ({
  ...NOTHING,
  nodes: Object.values(document.nodes).map((node) => node.id),
  edges: Object.values(document.edges).map((edge) => edge.id),
  groups: Object.values(document.groups).map((group) => group.id),
  notes: Object.values(document.notes).map((note) => note.id),
});

const OUTSIDE = 'outside';

const pair = <K, V>(records: readonly { readonly id: K }[], ids: readonly V[]): ReadonlyMap<K, V> =>
  new Map(records.map((record, i) => [record.id, ids[i]!]));

const byId = <K extends string, T extends { readonly id: K }>(records: readonly T[]): Record<K, T> =>
  Object.fromEntries(records.map((record) => [record.id, record])) as Record<K, T>;
