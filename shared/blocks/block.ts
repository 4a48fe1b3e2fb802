import type { NodeId, ObjectId } from '../base/ids.ts';
import type { Json } from '../base/json.ts';
import type { Finding } from '../compile/findings.ts';
import type { GraphDocument, GraphNode } from '../graph/document.ts';
import type { GoroutineDecl, InputDecl, ObjectDecl } from '../ir/program.ts';
import type { PortType } from './ports.ts';

/**
 * A block kind: what it is, what is wrong with it, and what it means. It never prints code.
 * A kind is one folder and one line in `catalogue.ts`.
 */
export interface Block {
  readonly kind: string;
  readonly family:
    'goroutine' | 'channel' | 'select' | 'lock' | 'sync' | 'memory' | 'context' | 'time' | 'ready-made';
  /** Default name of a new block; numbered when taken. */
  readonly defaultName: string;
  readonly params: readonly ParamSpec[];
  /** Ports follow from the parameters: a goroutine's are the ones its owner listed. */
  ports(params: Params): readonly PortSpec[];
  /** What only this kind can say about itself; wiring and parameter ranges are checked for every kind. */
  validate(site: Site): readonly Finding[];
  /** What it means. Called only when the document has no errors. */
  lower(site: Site): Lowered;
}

export type Params = Readonly<Record<string, Json>>;

/** How a parameter is stored, checked and edited. Texts stand in the catalogue: `param.<kind>.<name>`. */
export type ParamSpec = { readonly name: string } & (
  | { readonly type: 'text'; readonly initial: string; readonly maxLength?: number }
  | { readonly type: 'integer'; readonly initial: number; readonly min: number; readonly max: number }
  /** Milliseconds. */
  | { readonly type: 'duration'; readonly initial: number; readonly min: number; readonly max: number }
  | { readonly type: 'boolean'; readonly initial: boolean }
  | { readonly type: 'choice'; readonly initial: string; readonly options: readonly string[] }
  /** A TypeScript type, for instance an element type. */
  | { readonly type: 'typescript-type'; readonly initial: string }
  /** A TypeScript expression; `scope` names what is in scope besides the runtime's names. */
  | { readonly type: 'expression'; readonly initial: string; readonly scope: readonly string[] }
  /** TypeScript statements with the ports in scope. */
  | { readonly type: 'body'; readonly initial: string }
  /** The list of ports a person gave the block: `{ name, type }`. */
  | { readonly type: 'ports'; readonly initial: readonly PortParam[] }
  /** The drawn cases of a select. */
  | { readonly type: 'cases'; readonly initial: readonly Json[] }
  | { readonly type: 'json'; readonly initial: Json }
  /** A longer plain text, such as the sample of an input. */
  | { readonly type: 'plain'; readonly initial: string }
);

export interface PortParam {
  readonly [key: string]: string;
  readonly name: string;
  /** `recv<Job>`, `send<Job>`, `mutex` … */
  readonly type: string;
}

export interface PortSpec {
  readonly name: string;
  readonly type: PortType;
  /**
   * `uses`: the block works with an object through it (an identifier of a body). `offers`: the block is the
   * object, or makes one. A wire joins a `uses` to an `offers`, or a `uses send` to a `uses recv`.
   */
  readonly role: 'uses' | 'offers';
  /** Takes any number of wires. */
  readonly many: boolean;
  /** A document with this port unwired has an error; otherwise a body sees a nil channel or null. */
  readonly required: boolean;
}

/** A block in its document, with its wires resolved: what validation and lowering read. */
export interface Site {
  readonly document: GraphDocument;
  readonly node: GraphNode;
  /** A parameter, or its initial value where the document has none. */
  param(name: string): Json;
  /** What a port is wired to: the objects, in the order of the edges' ids. Empty when unwired. */
  objects(port: string): readonly ObjectId[];
  /** The object this block is, for kinds that are one. */
  self(): ObjectId;
  /** Goroutines (replicas counted) wired to send on this channel. */
  senders(): number;
  /** Channels that are to lose a sender when a goroutine of this block returns. */
  closes(): readonly ObjectId[];
  /** A readable identifier for this block, unique in the program. */
  identifier(): string;
}

/** What a block adds to the program. */
export interface Lowered {
  readonly objects?: readonly ObjectDecl[];
  readonly goroutines?: readonly GoroutineDecl[];
  readonly inputs?: readonly InputDecl[];
}

export type { NodeId };

/** Gives a kind its type; keeps literals. */
export const defineBlock = <const B extends Block>(block: B): B => block;
