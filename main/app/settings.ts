import path from 'node:path';
import { z } from 'zod';
import type { AppSettings } from '../../shared/ipc/contract.ts';
import { JsonFile } from './json-file.ts';

export const DEFAULT_APP_SETTINGS: AppSettings = {
  theme: 'system',
  contrast: 'system',
  locale: 'system',
  reducedMotion: false,
  layout: '',
};

const schema: z.ZodType<AppSettings> = z.object({
  theme: z.enum(['system', 'dark', 'light']).catch('system'),
  contrast: z.enum(['system', 'more']).catch('system'),
  locale: z.enum(['system', 'en', 'zh-CN']).catch('system'),
  reducedMotion: z.boolean().catch(false),
  layout: z.string().max(100_000).catch(''),
});

/** How a person likes the app: kept between starts, one setting at a time falling back to its default. */
export class Settings {
  readonly #file: JsonFile<AppSettings>;

  constructor(userData: string) {
    this.#file = new JsonFile(path.join(userData, 'settings.json'), schema, DEFAULT_APP_SETTINGS);
  }

  get(): Promise<AppSettings> {
    return this.#file.read();
  }

  async set(change: Partial<AppSettings>): Promise<AppSettings> {
    const next = { ...(await this.get()), ...change };
    await this.#file.write(next);
    return next;
  }
}
