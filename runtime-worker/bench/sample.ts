import { z } from 'zod';
import type { Sample } from './rows.ts';

const SAMPLE = z.strictObject({
  measured: z.number().positive(),
  result: z.number(),
  events: z.number().int().positive().optional(),
});

/** The last line a measured process printed. @throws Error, a sentence, when it is no sample */
export function readSample(text: string): Sample {
  const line = text.trimEnd().split('\n').at(-1) ?? '';
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    throw new Error(`printed no sample but ${JSON.stringify(line.slice(0, 200))}`);
  }
  const read = SAMPLE.safeParse(value);
  if (!read.success) throw new Error(`printed a sample of another shape: ${line.slice(0, 200)}`);
  const { measured, result, events } = read.data;
  return { measured, result, ...(events === undefined ? {} : { events }) };
}
