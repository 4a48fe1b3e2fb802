import { textAt, TextPlace } from './known-texts.ts';
import type { SharedMemory } from './memory.ts';
import type { SharedHeap } from './shared-heap.ts';
import { SharedTable } from './shared-table.ts';
import { roomOfText, wordsOfText, writeText } from './value-text.ts';

export const MOST_SHAPES = 256;
/** In a shape. */
const MOST_KEYS = 32;
/** In the tree of shapes: those of the table take half of it at most. */
const MOST_NODES = MOST_SHAPES * MOST_KEYS * 2;

/** Makes an object of its shape; `next` gives its fields, in order. */
export type Build = (from: { next(): unknown }) => object;

/** The keys of a plain object, in order. */
export class Shape {
  readonly keys: readonly string[];
  #build: Build | null = null;

  constructor(keys: readonly string[]) {
    this.keys = keys;
  }

  /** As if its literal stood there: a tenth of what adding field by field costs, and no object grows (10, 95 ns). */
  get build(): Build {
    return (this.#build ??= literal(this.keys));
  }
}

const NAME = /^[\w$ .:-]{1,64}$/;

/** A key of moderate length that in quotes is itself, and nothing else to whoever reads the literal. */
const isPlain = (key: string): boolean => NAME.test(key) && key !== '__proto__';

function literal(keys: readonly string[]): Build {
  if (!keys.every(isPlain)) throw new Error('invariant broken: the keys of a shape are plain');
  const fields = keys.map((key) => `"${key}": from.next()`).join(', ');
  // oxlint-disable-next-line no-implied-eval -- names in quotes: nothing of a program is evaluated
  return new Function('from', `return { ${fields} };`) as Build;
}

const UNNUMBERED = -1;
const NEVER = -2;

/** How many steps there are. */
interface Tree {
  nodes: number;
}

/** A step on the way from the first key of an object to its last; shapes that begin alike share the beginning. */
export class ShapeNode {
  readonly key: string;
  /** What stands in the field. */
  readonly texts = new TextPlace();
  readonly #before: ShapeNode | null;
  readonly #depth: number;
  readonly #tree: Tree;
  /** Of the shape that ends here; `UNNUMBERED`, or `NEVER` where it cannot have one. */
  number = UNNUMBERED;
  /** An object has ended here. */
  seen = false;
  /** The way that was taken first, and the others. */
  #next: ShapeNode | null = null;
  #others: Map<string, ShapeNode> | null = null;

  constructor(key: string, before: ShapeNode | null, tree: Tree) {
    this.key = key;
    this.#before = before;
    this.#depth = before === null ? 0 : before.#depth + 1;
    this.#tree = tree;
    tree.nodes++;
  }

  /** The way on by a key; null where it would become too long. */
  then(key: string): ShapeNode | null {
    const next = this.#next;
    return next !== null && next.key === key ? next : this.#turn(key);
  }

  #turn(key: string): ShapeNode | null {
    const known = this.#others?.get(key);
    if (known !== undefined) return known;
    if (this.#depth === MOST_KEYS) return null;
    const node = new ShapeNode(key, this, this.#tree);
    if (this.#next === null) this.#next = node;
    else (this.#others ??= new Map()).set(key, node);
    return node;
  }

  /** The keys on the way here. */
  get path(): string[] {
    const keys: string[] = [];
    for (let node: ShapeNode | null = this; node !== null && node.#before !== null; node = node.#before)
      keys.push(node.key);
    return keys.reverse();
  }
}

/** Shapes of objects that have come twice, by number. */
export class KnownShapes {
  readonly #table: SharedTable<Shape>;
  #tree: Tree = { nodes: 0 };
  #root = new ShapeNode('', null, this.#tree);

  constructor(memory: SharedMemory, heap: SharedHeap, at: number) {
    this.#table = new SharedTable(memory, heap, at, {
      most: MOST_SHAPES,
      read: shapeAt,
      learnt: (shape, number) => this.#learn(shape, number),
    });
  }

  shape(number: number): Shape {
    return this.#table.entry(number);
  }

  /** Where every object begins. */
  get root(): ShapeNode {
    return this.#root;
  }

  /**
   * An object whose shape has no number has these keys, and ended here, or beyond the tree: null. One that has come
   * before gets a number.
   */
  met(end: ShapeNode | null, keys: readonly string[]): void {
    if (this.#tree.nodes > MOST_NODES) return this.#replant();
    if (end === null || end.number === NEVER || this.#table.full) return;
    if (!end.seen) end.seen = true;
    else if (keys.length > 0 && keys.every(isPlain)) this.#add(end, keys);
    else end.number = NEVER;
  }

  #add(end: ShapeNode, keys: readonly string[]): void {
    const words = new Int32Array(keys.reduce((sum, key) => sum + roomOfText(key), 1));
    words[0] = keys.length;
    let to = 1;
    for (const key of keys) to = writeText(words, to, key);
    this.#table.add(words, 0, to, () => end.number !== UNNUMBERED);
  }

  #learn({ keys }: Shape, number: number): void {
    let node = this.#root;
    // No shape is longer than the longest way.
    for (const key of keys) node = node.then(key) as ShapeNode;
    node.number = number;
  }

  /** Objects that come once leave their ways behind. */
  #replant(): void {
    this.#tree = { nodes: 0 };
    this.#root = new ShapeNode('', null, this.#tree);
    this.#table.entries.forEach((shape, number) => this.#learn(shape, number));
  }
}

function shapeAt(words: Int32Array, at: number): Shape {
  const keys: string[] = [];
  for (let n = words[at]!, from = at + 1; n > 0; n--) {
    keys.push(textAt(words, from));
    from += wordsOfText(words[from]!);
  }
  return new Shape(keys);
}
