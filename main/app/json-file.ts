import { mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { z } from 'zod';
import { atomicWrite } from './atomic-write.ts';

/**
 * A small JSON file of the app's own, read once and written as a whole. A missing or damaged file is the same as
 * an empty one: it holds conveniences, never a person's work. Writes follow one another; the newest wins.
 */
export class JsonFile<T> {
  readonly #file: string;
  readonly #schema: z.ZodType<T>;
  readonly #empty: T;
  #value: Promise<T> | null = null;
  #writing: Promise<void> = Promise.resolve();

  constructor(file: string, schema: z.ZodType<T>, empty: T) {
    this.#file = file;
    this.#schema = schema;
    this.#empty = empty;
  }

  read(): Promise<T> {
    this.#value ??= readFile(this.#file, 'utf8').then(
      (text) => {
        try {
          const checked = this.#schema.safeParse(JSON.parse(text));
          return checked.success ? checked.data : this.#empty;
        } catch {
          return this.#empty;
        }
      },
      () => this.#empty,
    );
    return this.#value;
  }

  async write(value: T): Promise<void> {
    this.#value = Promise.resolve(value);
    const write = async (): Promise<void> => {
      await mkdir(path.dirname(this.#file), { recursive: true });
      await atomicWrite(this.#file, `${JSON.stringify(value, null, 2)}\n`);
    };
    const done = this.#writing.then(write, write);
    this.#writing = done.catch(() => {});
    await done;
  }
}
