import { MAX_TEXT } from '../graph/document.ts';
import { z } from 'zod';
import { runId } from '../base/ids.ts';
import { err, ok, type Result } from '../base/result.ts';
import type { AppSettings, Params, RequestName } from './contract.ts';

/**
 * Checks what a window sends, at the door of the shell. Objects are strict: an unknown key is refused, so nothing
 * unread rides along. Sizes are limited, so that one call cannot fill the memory of main.
 */

const MAX_NAME = 255;

const text = z.string().max(MAX_TEXT);
/** A name a person sees, one line, never a path. */
const name = z
  .string()
  .max(MAX_NAME)
  .refine((value) => !/[\p{Cc}]/u.test(value), 'a name is one line');
/** An id main handed out. */
const id = z.string().min(1).max(128);
const slug = z
  .string()
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/)
  .max(64);
const run = z
  .string()
  .regex(/^[A-Za-z0-9_-]{1,64}$/)
  .transform(runId);
const natural = (max: number): z.ZodNumber => z.number().int().min(0).max(max);
const nothing = z.null();
const UINT32 = 0xffff_ffff;

const runSettings = z.strictObject({
  mode: z.enum(['deterministic', 'parallel']),
  seed: natural(UINT32),
  workers: natural(256),
  clock: z.enum(['virtual', 'real']),
  memory: z.number().int().min(16).max(65_536),
});

const appSettings = {
  theme: z.enum(['system', 'dark', 'light']),
  contrast: z.enum(['system', 'more']),
  locale: z.enum(['system', 'en', 'zh-CN']),
  reducedMotion: z.boolean(),
  layout: z.string().max(65_536),
} satisfies { [K in keyof AppSettings]: z.ZodType<AppSettings[K]> };

const savedText = z.strictObject({ id: id.nullable(), text, name });
const byRun = z.strictObject({ run });

/** One schema a call; a call without one is a type error. */
const PARAMS: { readonly [K in RequestName]: z.ZodType<Params<K>> } = {
  'app.info': nothing,
  'settings.get': nothing,
  'settings.set': z.strictObject({
    settings: z.strictObject({
      theme: z.exactOptional(appSettings.theme),
      contrast: z.exactOptional(appSettings.contrast),
      locale: z.exactOptional(appSettings.locale),
      reducedMotion: z.exactOptional(appSettings.reducedMotion),
      layout: z.exactOptional(appSettings.layout),
    }),
  }),

  'document.new': nothing,
  'document.open': nothing,
  'document.openRecent': z.strictObject({ id }),
  'document.import': z.strictObject({ name, text }),
  'document.save': savedText,
  'document.saveAs': savedText,
  'document.recent': nothing,
  'document.dirty': z.strictObject({ dirty: z.boolean(), name }),
  'document.trust': z.strictObject({ id }),
  'document.autosave': savedText,
  'document.recover': nothing,
  'document.discard': z.strictObject({ id }),

  'templates.list': nothing,
  'templates.open': z.strictObject({ slug }),

  'input.pick': z.strictObject({ name }),
  'input.import': z.strictObject({ name, file: name, text }),

  'run.start': z.strictObject({
    text,
    document: id.nullable(),
    settings: runSettings,
    schedule: z
      .string()
      .max(1024 * 1024)
      .nullable(),
    pace: z.number().min(0).max(60_000),
    paused: z.boolean(),
    inputs: z
      .record(name, id)
      .refine((inputs) => Object.keys(inputs).length <= 256, 'a program has at most 256 inputs'),
  }),
  'run.stop': byRun,
  'run.pause': byRun,
  'run.resume': byRun,
  'run.step': z.strictObject({ run, steps: z.number().int().min(1).max(1_000_000) }),
  'run.pace': z.strictObject({ run, pace: z.number().min(0).max(60_000) }),
  'run.signal': z.strictObject({ run, object: natural(1_000_000) }),

  'export.preview': z.strictObject({ text, singleFile: z.boolean() }),
  'export.write': z.strictObject({ text, singleFile: z.boolean(), name }),
};

export const isRequestName = (value: string): value is RequestName => Object.hasOwn(PARAMS, value);

/** The params of a call as the contract has them, or a sentence that says what is wrong with them and where. */
export function checkParams<K extends RequestName>(call: K, params: unknown): Result<Params<K>, string> {
  // The table is indexed by the same K on both sides; TypeScript loses that through safeParse.
  const checked = (PARAMS[call] as z.ZodType<Params<K>>).safeParse(params);
  if (checked.success) return ok(checked.data);
  const issue = checked.error.issues[0];
  const place = issue && issue.path.length > 0 ? ` at ${issue.path.join('.').slice(0, 200)}` : '';
  return err(`${call}${place}: ${issue?.message.slice(0, 200) ?? 'wrong shape'}`);
}
