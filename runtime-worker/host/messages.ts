import { z } from 'zod';
import type { ToHost } from '../protocol.ts';

/** What arrives at the host's door, checked: a message that is not one of the protocol's is refused whole. */

const run = z.string().min(1).max(200);
const name = z.string().max(1000);
const index = z.int().min(0);
const count = z.int().min(0).max(1_000_000);

const origin = z.object({ node: name, param: name, line: index, column: index });
const base = { id: name, name, node: name.nullable(), edge: name.nullable() };
const json = z.json();

const context = z.discriminatedUnion('is', [
  z.object({ is: z.literal('background') }),
  z.object({ is: z.literal('cancel') }),
  z.object({ is: z.literal('timeout'), after: z.number() }),
  z.object({ is: z.literal('deadline'), at: z.number() }),
  z.object({ is: z.literal('value'), key: name, value: json }),
]);

const object = z.discriminatedUnion('kind', [
  z.object({
    ...base,
    kind: z.literal('chan'),
    elem: z.string(),
    capacity: z.number(),
    zero: json.optional(),
    senders: count,
  }),
  ...(['mutex', 'rwmutex', 'once', 'pool', 'errgroup', 'singleflight'] as const).map((kind) =>
    z.object({ ...base, kind: z.literal(kind) }),
  ),
  z.object({ ...base, kind: z.literal('waitgroup'), count: z.number() }),
  z.object({ ...base, kind: z.literal('cond'), locker: name }),
  z.object({ ...base, kind: z.literal('semaphore'), size: z.number() }),
  z.object({ ...base, kind: z.literal('variable'), type: z.string(), initial: json }),
  z.object({ ...base, kind: z.literal('atomic'), initial: z.number() }),
  ...(['queue', 'stack', 'hashmap'] as const).map((kind) =>
    z.object({ ...base, kind: z.literal(kind), type: z.string() }),
  ),
  z.object({ ...base, kind: z.literal('context'), parent: name.nullable(), form: context }),
  z.object({ ...base, kind: z.literal('timer'), delay: z.number() }),
  z.object({ ...base, kind: z.literal('ticker'), period: z.number() }),
]);

const entry = z.object({
  node: name,
  name,
  replicas: z.int().min(1).max(1_000_000),
  main: z.boolean(),
  worker: index.nullable(),
  args: z.array(z.union([name, z.array(name), z.null()])),
  closes: z.array(name),
});

const executable = z.object({
  name,
  code: z.string(),
  objects: z.array(object),
  goroutines: z.array(entry),
  inputs: z.array(z.object({ name, node: name, sample: z.string() })),
  sites: z.array(origin.nullable()),
  functions: z.array(name.nullable()).optional(),
  positions: z.array(z.tuple([z.number(), z.number(), z.number()])),
  digest: name,
});

const options = z.object({
  mode: z.enum(['deterministic', 'parallel']),
  seed: z.number(),
  schedule: z.string().nullable(),
  workers: z.int().min(1).max(256),
  clock: z.enum(['virtual', 'real']),
  memory: z.number().min(16).max(65_536),
  trace: z.enum(['off', 'recorder', 'lossless']),
  pace: z.number().min(0).max(3_600_000),
  paused: z.boolean(),
  maxSteps: z.number().min(0),
  inputs: z.record(z.string(), z.string()),
});

const message = z.discriminatedUnion('type', [
  z.object({ type: z.literal('start'), run, executable, options }),
  z.object({ type: z.literal('stop'), run }),
  z.object({ type: z.literal('pause'), run }),
  z.object({ type: z.literal('resume'), run }),
  z.object({ type: z.literal('step'), run, steps: z.int().min(1).max(1_000_000_000) }),
  z.object({ type: z.literal('pace'), run, pace: z.number().min(0).max(3_600_000) }),
  z.object({ type: z.literal('signal'), run, object: index }),
  z.object({ type: z.literal('trace-port'), run }),
  z.object({ type: z.literal('credit'), run, batches: count }),
]);

export type Checked =
  { readonly message: ToHost } | { readonly refused: string; readonly run: string | null };

/** The message, or why it is none and which run it was about. */
export function checkMessage(value: unknown): Checked {
  const parsed = message.safeParse(value);
  // Ids are strings with a name in the type; the schema cannot say the name.
  if (parsed.success) return { message: parsed.data as unknown as ToHost };
  const issue = parsed.error.issues[0];
  const about = (value as { run?: unknown } | null)?.run;
  return {
    refused: `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'not a message'}`,
    run: typeof about === 'string' ? about : null,
  };
}
