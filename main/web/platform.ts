import { mkdir, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';
import { forkHost } from '../app/fork-host.ts';
import type { Locale, Platform } from '../app/platform.ts';

export interface WebPlatformOptions {
  readonly version: string;
  readonly userData: string;
  /** Where documents and exports are written: a browser cannot ask for a place on this machine. */
  readonly documents: string;
}

/**
 * The web shell's platform. Files are opened by the page itself (`document.import`, `input.import`); what is saved
 * goes to one folder, under a name that is still free.
 */
export function webPlatform(options: WebPlatformOptions): Platform {
  const { documents } = options;
  const place = async (suggested: string): Promise<string> => {
    await mkdir(documents, { recursive: true });
    return freePath(documents, path.basename(suggested));
  };
  return {
    shell: 'web',
    version: options.version,
    userData: options.userData,
    systemLocale,
    openDialog: () => Promise.resolve(null),
    saveDialog: place,
    exportDialog: place,
    inputDialog: () => Promise.resolve(null),
    // The browser asks before a tab with changes closes; a tab that is gone cannot be asked.
    confirmClose: () => Promise.resolve('cancel'),
    showError: (title, detail) => console.error(`${title}: ${detail}`),
    addRecent: () => undefined,
    settingsChanged: () => undefined,
    spawnHost: (host) => forkHost(host),
  };
}

/** `name`, or `name 2`, `name 3` … : whatever is not there yet. */
export async function freePath(folder: string, name: string): Promise<string> {
  const extension = path.extname(name);
  const stem = path.basename(name, extension);
  for (let number = 1; ; number += 1) {
    const file = path.join(folder, number === 1 ? name : `${stem} ${number}${extension}`);
    const there = await stat(file).then(
      () => true,
      (cause: NodeJS.ErrnoException) => {
        if (cause.code === 'ENOENT') return false;
        throw cause;
      },
    );
    if (!there) return file;
  }
}

/** Where a program keeps its own files, by the custom of each system. */
export function defaultUserData(
  platform: NodeJS.Platform = process.platform,
  env: Readonly<Record<string, string | undefined>> = process.env,
  home: string = homedir(),
): string {
  if (platform === 'darwin') return path.join(home, 'Library', 'Application Support', 'Weft');
  if (platform === 'win32') return path.join(env['APPDATA'] ?? path.join(home, 'AppData', 'Roaming'), 'Weft');
  return path.join(env['XDG_CONFIG_HOME'] ?? path.join(home, '.config'), 'Weft');
}

/** What the system speaks, as far as the environment says. */
export function systemLocale(): Locale {
  return localeOf(new Intl.DateTimeFormat().resolvedOptions().locale);
}

export const localeOf = (tag: string): Locale => (/^zh\b/i.test(tag) ? 'zh-CN' : 'en');
