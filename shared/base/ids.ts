/** Ids are strings that cannot be mixed up: a node's id is not an edge's id. */

declare const brand: unique symbol;

export type Id<Name extends string> = string & { readonly [brand]: Name };

export type NodeId = Id<'node'>;
export type EdgeId = Id<'edge'>;
export type GroupId = Id<'group'>;
export type NoteId = Id<'note'>;
/** An object of a compiled program: a channel, a lock, a context … */
export type ObjectId = Id<'object'>;
/** One execution of a program. */
export type RunId = Id<'run'>;

export const nodeId = (text: string): NodeId => text as NodeId;
export const edgeId = (text: string): EdgeId => text as EdgeId;
export const groupId = (text: string): GroupId => text as GroupId;
export const noteId = (text: string): NoteId => text as NoteId;
export const objectId = (text: string): ObjectId => text as ObjectId;
export const runId = (text: string): RunId => text as RunId;
