import type { EdgeId, GroupId, NodeId, NoteId } from '../base/ids.ts';
import type { Json } from '../base/json.ts';
import type {
  EdgeEnd,
  GraphDocument,
  GraphEdge,
  GraphGroup,
  GraphNode,
  GraphNote,
  RunSettings,
  WireChannel,
} from './document.ts';
import { freshEdgeId, freshGroupId, freshName, freshNodeId, freshNoteId } from './ids.ts';

/**
 * Every change to a document, as a pure function. An edit that names something the document does not have, or
 * that changes nothing, returns the document it was given: a late click is no mistake.
 */
export type Edit = (document: GraphDocument) => GraphDocument;

/** What a person has marked. */
export interface Selection {
  readonly nodes: readonly NodeId[];
  readonly edges: readonly EdgeId[];
  readonly groups: readonly GroupId[];
  readonly notes: readonly NoteId[];
}

export const NOTHING: Selection = { nodes: [], edges: [], groups: [], notes: [] };

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Box extends Point {
  readonly width: number;
  readonly height: number;
}

/** The first edit, then the next, as one. */
export const inOrder =
  (...edits: readonly Edit[]): Edit =>
  (document) =>
    edits.reduce((current, edit) => edit(current), document);

// the document

export const renameDocument =
  (name: string): Edit =>
  (document) =>
    document.name === name ? document : { ...document, name };

export const setTypes =
  (types: string): Edit =>
  (document) =>
    document.types === types ? document : { ...document, types };

export const setSettings =
  (settings: Partial<RunSettings>): Edit =>
  (document) => ({ ...document, settings: { ...document.settings, ...settings } });

// blocks

/** A block that is not in the document yet: a fresh id, and `name` numbered when another block has it. */
export function newNode(
  document: GraphDocument,
  of: { kind: string; name: string; params?: GraphNode['params'] } & Point,
): GraphNode {
  return {
    id: freshNodeId(document),
    kind: of.kind,
    name: freshName(document, of.name),
    x: whole(of.x),
    y: whole(of.y),
    params: of.params ?? {},
    group: null,
  };
}

/** Adds a block, or replaces the one with its id. */
export const addNode =
  (node: GraphNode): Edit =>
  (document) => ({ ...document, nodes: { ...document.nodes, [node.id]: node } });

/** Removes blocks with the wires on them. */
export const removeNodes = (ids: readonly NodeId[]): Edit => remove({ ...NOTHING, nodes: ids });

/** Removes whatever is named, and every wire that loses an end. Blocks of a removed frame stay, on no frame. */
export const remove =
  (selection: Partial<Selection>): Edit =>
  (document) => {
    const nodes = new Set<string>(selection.nodes);
    const edges = new Set<string>(selection.edges);
    const groups = new Set<string>(selection.groups);
    const next: GraphDocument = {
      ...document,
      nodes: mapRecords(without(document.nodes, nodes), (node) =>
        node.group !== null && groups.has(node.group) ? { ...node, group: null } : node,
      ),
      edges: filterRecords(
        document.edges,
        (edge) => !edges.has(edge.id) && !nodes.has(edge.from.node) && !nodes.has(edge.to.node),
      ),
      groups: without(document.groups, groups),
      notes: without(document.notes, new Set<string>(selection.notes)),
    };
    return sameRecords(document, next) ? document : next;
  };

export const rename = (id: NodeId, name: string): Edit => changeNode(id, (node) => ({ ...node, name }));

export const setParam = (id: NodeId, param: string, value: Json): Edit =>
  changeNode(id, (node) => ({ ...node, params: { ...node.params, [param]: value } }));

/** Back to the kind's initial value. */
export const clearParam = (id: NodeId, param: string): Edit =>
  changeNode(id, (node) => ({
    ...node,
    params: Object.fromEntries(Object.entries(node.params).filter(([name]) => name !== param)),
  }));

/**
 * Renames a port a person listed on a block. Its wires follow, and so do the drawn cases of a select; the text of
 * a body is left as it is.
 */
export const renamePort =
  (id: NodeId, from: string, to: string): Edit =>
  (document) => {
    const node = find(document.nodes, id);
    if (node === null || from === to) return document;
    const params = Object.fromEntries(
      Object.entries(node.params).map(([name, value]) => {
        if (name === 'ports') return [name, renameField(value, 'name', from, to)];
        if (name === 'cases') return [name, renameField(value, 'port', from, to)];
        return [name, value];
      }),
    );
    const moved = (end: EdgeEnd): EdgeEnd =>
      end.node === id && end.port === from ? { node: id, port: to } : end;
    return {
      ...document,
      nodes: { ...document.nodes, [id]: { ...node, params } },
      edges: mapRecords(document.edges, (edge) =>
        touches(edge, id, from) ? { ...edge, from: moved(edge.from), to: moved(edge.to) } : edge,
      ),
    };
  };

/** Shifts blocks, frames and notes by a distance. The blocks on a frame go with it, once. */
export const move =
  (selection: Partial<Selection>, by: Point): Edit =>
  (document) => {
    if (by.x === 0 && by.y === 0) return document;
    const groups = new Set<string>(selection.groups);
    const nodes = new Set<string>(selection.nodes);
    const notes = new Set<string>(selection.notes);
    const shift = <T extends Point>(record: T): T => ({
      ...record,
      x: whole(record.x + by.x),
      y: whole(record.y + by.y),
    });
    return {
      ...document,
      nodes: mapRecords(document.nodes, (node) =>
        nodes.has(node.id) || (node.group !== null && groups.has(node.group)) ? shift(node) : node,
      ),
      groups: mapRecords(document.groups, (group) => (groups.has(group.id) ? shift(group) : group)),
      notes: mapRecords(document.notes, (note) => (notes.has(note.id) ? shift(note) : note)),
    };
  };

/** Puts blocks where a layout says. Blocks it does not name stay. */
export const layout =
  (positions: Readonly<Record<NodeId, Point>>): Edit =>
  (document) => ({
    ...document,
    nodes: mapRecords(document.nodes, (node) => {
      const at = find(positions, node.id);
      return at === null ? node : { ...node, x: whole(at.x), y: whole(at.y) };
    }),
  });

// wires

/**
 * Draws a wire under a fresh id, unless the same two ports are already joined. `channel` is the channel on a wire
 * drawn straight between two goroutines (`wireChannel` of `shared/blocks/wiring.ts` says when there is one).
 */
export const connect =
  (from: EdgeEnd, to: EdgeEnd, channel: WireChannel | null = null): Edit =>
  (document) => {
    const known = find(document.nodes, from.node) !== null && find(document.nodes, to.node) !== null;
    const joined = Object.values(document.edges).some(
      (edge) => sameEnd(edge.from, from) && sameEnd(edge.to, to),
    );
    if (!known || joined) return document;
    const id = freshEdgeId(document);
    return { ...document, edges: { ...document.edges, [id]: { id, from, to, channel } } };
  };

export const disconnect = (ids: readonly EdgeId[]): Edit => remove({ edges: ids });

/** Moves an end of a wire to another port. */
export const reconnect = (id: EdgeId, from: EdgeEnd, to: EdgeEnd, channel: WireChannel | null): Edit =>
  changeEdge(id, (edge) => ({ ...edge, from, to, channel }));

/** Names the channel on a wire, gives it a capacity, or switches its closing. */
export const setWireChannel = (id: EdgeId, channel: Partial<WireChannel>): Edit =>
  changeEdge(id, (edge) =>
    edge.channel === null ? edge : { ...edge, channel: { ...edge.channel, ...channel } },
  );

// frames and notes

export const addGroup =
  (name: string, box: Box, members: readonly NodeId[] = []): Edit =>
  (document) => {
    const id = freshGroupId(document);
    const group: GraphGroup = { id, name, ...wholeBox(box) };
    return assignGroup(members, id)({ ...document, groups: { ...document.groups, [id]: group } });
  };

export const setGroup =
  (id: GroupId, change: Partial<Omit<GraphGroup, 'id'>>): Edit =>
  (document) => {
    const group = find(document.groups, id);
    return group === null
      ? document
      : { ...document, groups: { ...document.groups, [id]: { ...group, ...change, id } } };
  };

/** Puts blocks on a frame, or off any with null. */
export const assignGroup =
  (nodes: readonly NodeId[], group: GroupId | null): Edit =>
  (document) => {
    if (group !== null && find(document.groups, group) === null) return document;
    const members = new Set<string>(nodes);
    return {
      ...document,
      nodes: mapRecords(document.nodes, (node) =>
        members.has(node.id) && node.group !== group ? { ...node, group } : node,
      ),
    };
  };

export const addNote =
  (text: string, box: Box): Edit =>
  (document) => {
    const id = freshNoteId(document);
    return { ...document, notes: { ...document.notes, [id]: { id, text, ...wholeBox(box) } } };
  };

export const setNote =
  (id: NoteId, change: Partial<Omit<GraphNote, 'id'>>): Edit =>
  (document) => {
    const note = find(document.notes, id);
    return note === null
      ? document
      : { ...document, notes: { ...document.notes, [id]: { ...note, ...change, id } } };
  };

/** Gives a frame or a note a place and a size. */
export const resize = (of: { readonly group: GroupId } | { readonly note: NoteId }, box: Box): Edit =>
  'group' in of ? setGroup(of.group, wholeBox(box)) : setNote(of.note, wholeBox(box));

// what the above lean on

/** A record by id, or null: also for ids every object answers to. */
export const find = <K extends string, T>(records: Readonly<Record<K, T>>, id: K): T | null =>
  Object.hasOwn(records, id) ? (records[id] as T) : null;

const changeNode =
  (id: NodeId, change: (node: GraphNode) => GraphNode): Edit =>
  (document) => {
    const node = find(document.nodes, id);
    return node === null ? document : { ...document, nodes: { ...document.nodes, [id]: change(node) } };
  };

const changeEdge =
  (id: EdgeId, change: (edge: GraphEdge) => GraphEdge): Edit =>
  (document) => {
    const edge = find(document.edges, id);
    return edge === null ? document : { ...document, edges: { ...document.edges, [id]: change(edge) } };
  };

const sameEnd = (a: EdgeEnd, b: EdgeEnd): boolean => a.node === b.node && a.port === b.port;

const touches = (edge: GraphEdge, node: NodeId, port: string): boolean =>
  sameEnd(edge.from, { node, port }) || sameEnd(edge.to, { node, port });

/** Positions are whole pixels, so that files and diffs stay quiet; what is no number stays at the origin. */
const whole = (n: number): number => (Number.isFinite(n) ? Math.round(n) + 0 : 0);

const wholeBox = ({ x, y, width, height }: Box): Box => ({
  x: whole(x),
  y: whole(y),
  width: Math.max(0, whole(width)),
  height: Math.max(0, whole(height)),
});

function filterRecords<K extends string, T>(
  records: Readonly<Record<K, T>>,
  keep: (record: T) => boolean,
): Record<K, T> {
  return Object.fromEntries(Object.entries<T>(records).filter(([, record]) => keep(record))) as Record<K, T>;
}

function mapRecords<K extends string, T>(
  records: Readonly<Record<K, T>>,
  change: (record: T) => T,
): Record<K, T> {
  return Object.fromEntries(Object.entries<T>(records).map(([id, record]) => [id, change(record)])) as Record<
    K,
    T
  >;
}

const without = <K extends string, T extends { readonly id: string }>(
  records: Readonly<Record<K, T>>,
  ids: ReadonlySet<string>,
): Record<K, T> => filterRecords(records, (record) => !ids.has(record.id));

const size = (document: GraphDocument): number =>
  [document.nodes, document.edges, document.groups, document.notes].reduce(
    (sum, records) => sum + Object.keys(records).length,
    0,
  );

const sameRecords = (a: GraphDocument, b: GraphDocument): boolean => size(a) === size(b);

function renameField(list: Json, field: string, from: string, to: string): Json {
  if (!isList(list)) return list;
  return list.map((item) => (isFields(item) && find(item, field) === from ? { ...item, [field]: to } : item));
}

const isList = (value: Json): value is readonly Json[] => Array.isArray(value);

const isFields = (value: Json): value is { readonly [key: string]: Json } =>
  typeof value === 'object' && value !== null && !isList(value);
