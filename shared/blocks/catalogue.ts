import type { Block } from './block.ts';
import { atomic } from './atomic/block.ts';
import { batch } from './batch/block.ts';
import { broadcast } from './broadcast/block.ts';
import { channel } from './channel/block.ts';
import { collect } from './collect/block.ts';
import { cond } from './cond/block.ts';
import { context } from './context/block.ts';
import { distribute } from './distribute/block.ts';
import { errgroup } from './errgroup/block.ts';
import { filter } from './filter/block.ts';
import { goroutine } from './goroutine/block.ts';
import { hashmap } from './hashmap/block.ts';
import { merge } from './merge/block.ts';
import { mutex } from './mutex/block.ts';
import { once } from './once/block.ts';
import { pool } from './pool/block.ts';
import { print } from './print/block.ts';
import { queue } from './queue/block.ts';
import { rwmutex } from './rwmutex/block.ts';
import { select } from './select/block.ts';
import { semaphore } from './semaphore/block.ts';
import { singleflight } from './singleflight/block.ts';
import { sourceLines } from './source-lines/block.ts';
import { sourceList } from './source-list/block.ts';
import { sourceRange } from './source-range/block.ts';
import { stack } from './stack/block.ts';
import { ticker } from './ticker/block.ts';
import { timer } from './timer/block.ts';
import { transform } from './transform/block.ts';
import { variable } from './variable/block.ts';
import { waitgroup } from './waitgroup/block.ts';

/** Every kind of block, in the order of their kinds. */
export const BLOCKS: readonly Block[] = [
  atomic,
  batch,
  broadcast,
  channel,
  collect,
  cond,
  context,
  distribute,
  errgroup,
  filter,
  goroutine,
  hashmap,
  merge,
  mutex,
  once,
  pool,
  print,
  queue,
  rwmutex,
  select,
  semaphore,
  singleflight,
  sourceLines,
  sourceList,
  sourceRange,
  stack,
  ticker,
  timer,
  transform,
  variable,
  waitgroup,
];

/** Families in the order of the palette. */
export const FAMILIES: readonly Block['family'][] = [
  'goroutine',
  'select',
  'channel',
  'ready-made',
  'lock',
  'sync',
  'memory',
  'context',
  'time',
];

const BY_KIND: ReadonlyMap<string, Block> = new Map(BLOCKS.map((block) => [block.kind, block]));

/** The block of a kind; null for a kind this program does not have. */
export const blockOf = (kind: string): Block | null => BY_KIND.get(kind) ?? null;
