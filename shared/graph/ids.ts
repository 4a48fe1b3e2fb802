import {
  edgeId,
  groupId,
  nodeId,
  noteId,
  type EdgeId,
  type GroupId,
  type NodeId,
  type NoteId,
} from '../base/ids.ts';
import type { GraphDocument } from './document.ts';

/**
 * Fresh ids. They follow from the document alone, so the same edits make the same document on every machine:
 * one letter for the kind of record, then one more than the highest number taken.
 */

/** What an id in a file may look like. */
export const ID_PATTERN = /^[\p{L}\p{N}_.:-]{1,128}$/u;

/** Ids are keys of plain records, so the names every object answers to are not ids. */
export const isUsableId = (id: string): boolean => ID_PATTERN.test(id) && !(id in Object.prototype);

export const freshNodeIds = (document: GraphDocument, count: number): readonly NodeId[] =>
  fresh(document.nodes, 'n', count).map(nodeId);

export const freshEdgeIds = (document: GraphDocument, count: number): readonly EdgeId[] =>
  fresh(document.edges, 'e', count).map(edgeId);

export const freshGroupIds = (document: GraphDocument, count: number): readonly GroupId[] =>
  fresh(document.groups, 'g', count).map(groupId);

export const freshNoteIds = (document: GraphDocument, count: number): readonly NoteId[] =>
  fresh(document.notes, 't', count).map(noteId);

export const freshNodeId = (document: GraphDocument): NodeId => first(freshNodeIds(document, 1));
export const freshEdgeId = (document: GraphDocument): EdgeId => first(freshEdgeIds(document, 1));
export const freshGroupId = (document: GraphDocument): GroupId => first(freshGroupIds(document, 1));
export const freshNoteId = (document: GraphDocument): NoteId => first(freshNoteIds(document, 1));

/**
 * Order of ids in files and everywhere else an order is wanted: letters by code point, runs of digits by value,
 * so that `n2` stands before `n10`. Total: only equal ids compare equal.
 */
export function compareIds(a: string, b: string): number {
  const left = a.match(/\d+|\D+/g) ?? [];
  const right = b.match(/\d+|\D+/g) ?? [];
  for (let i = 0; i < left.length && i < right.length; i++) {
    const order = comparePieces(left[i]!, right[i]!);
    if (order !== 0) return order;
  }
  return left.length - right.length || compareText(a, b);
}

/**
 * `name`, or `name 2`, `name 3` … : the first that no block of the document has. A name that already ends in a
 * number counts on from it.
 */
export function freshName(document: GraphDocument, name: string): string {
  return freshNameAmong(new Set(Object.values(document.nodes).map((node) => node.name)), name);
}

export function freshNameAmong(taken: ReadonlySet<string>, name: string): string {
  if (!taken.has(name)) return name;
  const stem = name.replace(/\s*\d{1,9}$/, '') || name;
  const separator = /\d$/.test(name) && !/\s\d+$/.test(name) ? '' : ' ';
  for (let n = 2; ; n++) {
    const candidate = `${stem}${separator}${n}`;
    if (!taken.has(candidate)) return candidate;
  }
}

function fresh(records: Readonly<Record<string, unknown>>, letter: string, count: number): readonly string[] {
  let highest = 0;
  for (const id of Object.keys(records)) {
    const digits = id.startsWith(letter) ? id.slice(1) : '';
    // Longer numbers are somebody else's naming: counting on from them would lose precision.
    if (/^\d{1,9}$/.test(digits)) highest = Math.max(highest, Number(digits));
  }
  const ids: string[] = [];
  for (let n = highest + 1; ids.length < count; n++) {
    if (!Object.hasOwn(records, `${letter}${n}`)) ids.push(`${letter}${n}`);
  }
  return ids;
}

const first = <T>(ids: readonly T[]): T => ids[0]!;

function comparePieces(a: string, b: string): number {
  const digits = /^\d/;
  if (!digits.test(a) || !digits.test(b)) return compareText(a, b);
  const x = a.replace(/^0+(?=.)/, '');
  const y = b.replace(/^0+(?=.)/, '');
  return x.length - y.length || compareText(x, y);
}

export const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
