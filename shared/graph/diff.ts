import type { EdgeId, GroupId, NodeId, NoteId } from '../base/ids.ts';
import type { GraphDocument, GraphEdge, GraphGroup, GraphNode, GraphNote, RunSettings } from './document.ts';

/**
 * What changed between two documents: plain data, so that an undo is a diff turned round and a file of diffs is a
 * history. The laws: `apply(between(a, b), a)` is `b`; `invert` is its own inverse; `squash(d, e)` is `d` then `e`.
 */
export interface DocumentDiff {
  readonly name?: Change<string>;
  readonly types?: Change<string>;
  readonly settings?: Change<RunSettings>;
  readonly nodes: RecordsDiff<NodeId, GraphNode>;
  readonly edges: RecordsDiff<EdgeId, GraphEdge>;
  readonly groups: RecordsDiff<GroupId, GraphGroup>;
  readonly notes: RecordsDiff<NoteId, GraphNote>;
}

export interface Change<T> {
  readonly from: T;
  readonly to: T;
}

export interface RecordsDiff<K extends string, T> {
  readonly added: Readonly<Record<K, T>>;
  readonly updated: Readonly<Record<K, Change<T>>>;
  readonly removed: Readonly<Record<K, T>>;
}

export function between(a: GraphDocument, b: GraphDocument): DocumentDiff {
  return {
    ...(a.name === b.name ? {} : { name: { from: a.name, to: b.name } }),
    ...(a.types === b.types ? {} : { types: { from: a.types, to: b.types } }),
    ...(same(a.settings, b.settings) ? {} : { settings: { from: a.settings, to: b.settings } }),
    nodes: recordsBetween(a.nodes, b.nodes),
    edges: recordsBetween(a.edges, b.edges),
    groups: recordsBetween(a.groups, b.groups),
    notes: recordsBetween(a.notes, b.notes),
  };
}

/** The document after the change. What the diff adds or updates stands as the diff says, whatever was there. */
export function apply(diff: DocumentDiff, document: GraphDocument): GraphDocument {
  return {
    name: diff.name?.to ?? document.name,
    types: diff.types?.to ?? document.types,
    settings: diff.settings?.to ?? document.settings,
    nodes: applyRecords(diff.nodes, document.nodes),
    edges: applyRecords(diff.edges, document.edges),
    groups: applyRecords(diff.groups, document.groups),
    notes: applyRecords(diff.notes, document.notes),
  };
}

/** The change back. */
export function invert(diff: DocumentDiff): DocumentDiff {
  return {
    ...(diff.name && { name: turned(diff.name) }),
    ...(diff.types && { types: turned(diff.types) }),
    ...(diff.settings && { settings: turned(diff.settings) }),
    nodes: invertRecords(diff.nodes),
    edges: invertRecords(diff.edges),
    groups: invertRecords(diff.groups),
    notes: invertRecords(diff.notes),
  };
}

/** Both changes as one; what the second undoes of the first is gone. */
export function squash(first: DocumentDiff, second: DocumentDiff): DocumentDiff {
  const name = squashChange(first.name, second.name);
  const types = squashChange(first.types, second.types);
  const settings = squashChange(first.settings, second.settings);
  return {
    ...(name && { name }),
    ...(types && { types }),
    ...(settings && { settings }),
    nodes: squashRecords(first.nodes, second.nodes),
    edges: squashRecords(first.edges, second.edges),
    groups: squashRecords(first.groups, second.groups),
    notes: squashRecords(first.notes, second.notes),
  };
}

export function isEmpty(diff: DocumentDiff): boolean {
  const records = [diff.nodes, diff.edges, diff.groups, diff.notes];
  return (
    diff.name === undefined &&
    diff.types === undefined &&
    diff.settings === undefined &&
    records.every((part) =>
      [part.added, part.updated, part.removed].every((entries) => Object.keys(entries).length === 0),
    )
  );
}

/** Equality of plain data; the order of keys does not matter. Shared parts compare at once. */
export function same(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a === b;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => Object.hasOwn(b, key) && same(a[key as keyof typeof a], b[key as keyof typeof b]))
  );
}

function recordsBetween<K extends string, T>(
  a: Readonly<Record<K, T>>,
  b: Readonly<Record<K, T>>,
): RecordsDiff<K, T> {
  const added: [string, T][] = [];
  const updated: [string, Change<T>][] = [];
  const removed: [string, T][] = [];
  for (const [id, to] of Object.entries<T>(b)) {
    if (!Object.hasOwn(a, id)) added.push([id, to]);
    else if (!same(a[id as K], to)) updated.push([id, { from: a[id as K], to }]);
  }
  for (const [id, from] of Object.entries<T>(a)) if (!Object.hasOwn(b, id)) removed.push([id, from]);
  return { added: records(added), updated: records(updated), removed: records(removed) };
}

function applyRecords<K extends string, T>(
  diff: RecordsDiff<K, T>,
  current: Readonly<Record<K, T>>,
): Readonly<Record<K, T>> {
  const kept = Object.entries<T>(current).filter(([id]) => !Object.hasOwn(diff.removed, id));
  const updated = Object.entries<Change<T>>(diff.updated).map(([id, change]): [string, T] => [id, change.to]);
  return records([...kept, ...updated, ...Object.entries<T>(diff.added)]);
}

function invertRecords<K extends string, T>(diff: RecordsDiff<K, T>): RecordsDiff<K, T> {
  const updated = Object.entries<Change<T>>(diff.updated).map(([id, change]): [string, Change<T>] => [
    id,
    turned(change),
  ]);
  return { added: diff.removed, updated: records(updated), removed: diff.added };
}

function squashRecords<K extends string, T>(
  first: RecordsDiff<K, T>,
  second: RecordsDiff<K, T>,
): RecordsDiff<K, T> {
  const ids = new Set(
    [first, second].flatMap((diff) => [diff.added, diff.updated, diff.removed].flatMap(Object.keys)),
  );
  const added: [string, T][] = [];
  const updated: [string, Change<T>][] = [];
  const removed: [string, T][] = [];
  for (const id of ids) {
    const from = before(first, id) ?? (touched(first, id) ? undefined : before(second, id));
    const to = after(second, id) ?? (touched(second, id) ? undefined : after(first, id));
    if (from === undefined && to !== undefined) added.push([id, to]);
    else if (from !== undefined && to === undefined) removed.push([id, from]);
    else if (from !== undefined && to !== undefined && !same(from, to)) updated.push([id, { from, to }]);
  }
  return { added: records(added), updated: records(updated), removed: records(removed) };
}

/** The record as it was before the diff, where the diff says. */
const before = <K extends string, T>(diff: RecordsDiff<K, T>, id: string): T | undefined =>
  own(diff.removed, id) ?? own(diff.updated as Record<string, Change<T>>, id)?.from;

const after = <K extends string, T>(diff: RecordsDiff<K, T>, id: string): T | undefined =>
  own(diff.added, id) ?? own(diff.updated as Record<string, Change<T>>, id)?.to;

const touched = <K extends string, T>(diff: RecordsDiff<K, T>, id: string): boolean =>
  [diff.added, diff.updated, diff.removed].some((entries) => Object.hasOwn(entries, id));

const own = <T>(entries: Readonly<Record<string, T>>, id: string): T | undefined =>
  Object.hasOwn(entries, id) ? entries[id] : undefined;

const turned = <T>({ from, to }: Change<T>): Change<T> => ({ from: to, to: from });

function squashChange<T>(first: Change<T> | undefined, second: Change<T> | undefined): Change<T> | undefined {
  if (first === undefined || second === undefined) return first ?? second;
  return same(first.from, second.to) ? undefined : { from: first.from, to: second.to };
}

const records = <K extends string, T>(entries: readonly (readonly [string, T])[]): Readonly<Record<K, T>> =>
  Object.fromEntries(entries) as Record<K, T>;
