import type { EdgeId, GroupId, NodeId, NoteId } from '../base/ids.ts';
import type { Json } from '../base/json.ts';

/**
 * The document: what is drawn, saved, versioned and undone. One `.weft` file.
 * Plain immutable records by id; every change is a pure edit (`edits.ts`) and every undo a diff turned round.
 */
export interface GraphDocument {
  readonly name: string;
  readonly settings: RunSettings;
  /** TypeScript type declarations, in scope of every body and port type. */
  readonly types: string;
  readonly nodes: Readonly<Record<NodeId, GraphNode>>;
  readonly edges: Readonly<Record<EdgeId, GraphEdge>>;
  readonly groups: Readonly<Record<GroupId, GraphGroup>>;
  readonly notes: Readonly<Record<NoteId, GraphNote>>;
}

/** How the document is run unless the person says otherwise. */
export interface RunSettings {
  readonly mode: RunMode;
  /** Unsigned 32-bit; decides every choice Go leaves open in deterministic mode. */
  readonly seed: number;
  /** Worker threads in parallel mode; 0 means as many as the machine has cores. */
  readonly workers: number;
  readonly clock: ClockKind;
  /** Memory a run may take before it is ended, in MiB. */
  readonly memory: number;
}

export type RunMode = 'deterministic' | 'parallel';
export type ClockKind = 'virtual' | 'real';

/** A block on the canvas. `kind` is an entry of the catalogue; `params` are that kind's parameters. */
export interface GraphNode {
  readonly id: NodeId;
  readonly kind: string;
  readonly name: string;
  /** Canvas position of the top left corner, in canvas pixels. */
  readonly x: number;
  readonly y: number;
  readonly params: Readonly<Record<string, Json>>;
  readonly group: GroupId | null;
}

/** One end of a wire. */
export interface EdgeEnd {
  readonly node: NodeId;
  readonly port: string;
}

/**
 * A wire. Data runs from `from` to `to`; a reference (lock, context, variable …) runs from the block that
 * uses the object to the object.
 */
export interface GraphEdge {
  readonly id: EdgeId;
  readonly from: EdgeEnd;
  readonly to: EdgeEnd;
  /** The channel on a wire drawn straight between two goroutines; null on every other wire. */
  readonly channel: WireChannel | null;
}

export interface WireChannel {
  /** Empty: named after its ends. */
  readonly name: string;
  /** Values held; 0 is a rendezvous. */
  readonly capacity: number;
  /** Close when the last goroutine that sends on it has returned. */
  readonly closes: boolean;
}

/** A named frame around blocks. */
export interface GraphGroup {
  readonly id: GroupId;
  readonly name: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Text on the canvas; Markdown. */
export interface GraphNote {
  readonly id: NoteId;
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Characters of a document's text, in a file and between processes; a longer text is not looked at. */
export const MAX_TEXT = 4 * 1024 * 1024;

export const DEFAULT_SETTINGS: RunSettings = {
  mode: 'deterministic',
  seed: 1,
  workers: 0,
  clock: 'virtual',
  memory: 512,
};

export const emptyDocument = (name: string): GraphDocument => ({
  name,
  settings: DEFAULT_SETTINGS,
  types: '',
  nodes: {},
  edges: {},
  groups: {},
  notes: {},
});
