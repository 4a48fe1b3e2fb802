import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rm, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import { MAX_TEXT } from '../../shared/graph/document.ts';
import type { Opened, Recovered, RecentFile, Saved } from '../../shared/ipc/contract.ts';
import { atomicWrite } from './atomic-write.ts';
import { JsonFile } from './json-file.ts';

const RECENT = 12;
const EXTENSION = '.weft';

/** A request about a document that cannot be met; `code` names the sentence shown. */
export class DocumentProblem extends Error {
  override readonly name = 'DocumentProblem';
  readonly code: 'too-large' | 'unreadable' | 'gone' | 'unknown';
  readonly file: string;
  constructor(code: DocumentProblem['code'], file: string, cause?: unknown) {
    super(`${code}: ${file}`, { cause });
    this.code = code;
    this.file = file;
  }
}

interface Known {
  readonly name: string;
  /** Null: opened from a template or a dropped text, not a file yet. */
  readonly path: string | null;
  trusted: boolean;
}

const recentSchema = z.array(z.object({ path: z.string(), at: z.number() }));
const trustSchema = z.record(z.string(), z.string());
const draftSchema = z.object({ name: z.string(), text: z.string(), at: z.number() });

const digest = (text: string): string => createHash('sha256').update(text).digest('hex');
const titleOf = (file: string): string => path.basename(file).replace(/\.weft$/i, '');

/** A file name from a document's name: nothing a file system would take for a path or a device. */
export function fileName(name: string): string {
  const clean = name
    // eslint-disable-next-line no-control-regex -- control characters are exactly what a file name must not have
    .replace(/[\u0000-\u001f<>:"/\\|?*]+/g, '-')
    .replace(/^[. ]+|[. ]+$/g, '')
    .slice(0, 100);
  return `${clean === '' || /^(con|prn|aux|nul|com\d|lpt\d)$/i.test(clean) ? 'untitled' : clean}${EXTENSION}`;
}

/**
 * Files of people: paths stay here, the window holds opaque ids. Knows which documents may run without asking:
 * those made or saved here, and those a person confirmed, as long as their text has not changed since.
 */
export class Documents {
  readonly #known = new Map<string, Known>();
  readonly #recent: JsonFile<z.infer<typeof recentSchema>>;
  /** Path to the digest of the text that was trusted. */
  readonly #trust: JsonFile<z.infer<typeof trustSchema>>;
  readonly #drafts: string;

  constructor(userData: string) {
    this.#recent = new JsonFile(path.join(userData, 'recent.json'), recentSchema, []);
    this.#trust = new JsonFile(path.join(userData, 'trusted.json'), trustSchema, {});
    this.#drafts = path.join(userData, 'drafts');
  }

  /** @throws DocumentProblem */
  async open(file: string): Promise<Opened> {
    const text = await this.#read(file);
    const trusted = (await this.#trust.read())[file] === digest(text);
    await this.#remember(file);
    return this.#opened({ name: titleOf(file), path: file, trusted }, text);
  }

  /** @throws DocumentProblem when the file is not in the list any more, or cannot be read */
  async openRecent(id: string): Promise<Opened> {
    const found = (await this.#recent.read()).find((entry) => recentId(entry.path) === id);
    if (!found) throw new DocumentProblem('gone', '');
    try {
      return await this.open(found.path);
    } catch (cause) {
      await this.#recent.write((await this.#recent.read()).filter((entry) => entry.path !== found.path));
      throw cause;
    }
  }

  /** A text that came without a path: dropped on the window, or chosen in a browser. */
  import(name: string, text: string): Opened {
    if (Buffer.byteLength(text) > MAX_TEXT) throw new DocumentProblem('too-large', name);
    return this.#opened({ name: titleOf(name), path: null, trusted: false }, text);
  }

  /** A document that came with Weft. */
  fromTemplate(name: string, text: string): Opened {
    return this.#opened({ name, path: null, trusted: true }, text);
  }

  #opened(known: Known, text: string): Opened {
    const id = randomUUID();
    this.#known.set(id, known);
    return { id, name: known.name, text, restricted: !known.trusted };
  }

  /** The path a document was opened from or saved to; null when it has none yet. */
  pathOf(id: string | null): string | null {
    return (id === null ? undefined : this.#known.get(id))?.path ?? null;
  }

  /** May this document run without asking first? One never opened from anywhere may. */
  mayRun(id: string | null): boolean {
    return id === null || (this.#known.get(id)?.trusted ?? false);
  }

  /** A person confirmed that this document may run. */
  async trust(id: string): Promise<void> {
    const known = this.#known.get(id);
    if (!known) throw new DocumentProblem('unknown', '');
    known.trusted = true;
    if (known.path !== null) await this.#trustText(known.path, await this.#read(known.path));
  }

  /** Writes a document to `file`; it is trusted from now on unless it still waits to be confirmed. */
  async save(id: string | null, file: string, text: string): Promise<Saved> {
    const target = path.extname(file) === '' ? `${file}${EXTENSION}` : file;
    await atomicWrite(target, text);
    const trusted = this.mayRun(id);
    if (trusted) await this.#trustText(target, text);
    await this.#remember(target);
    await this.discardDraft(draftId(id));
    const saved = id !== null && this.#known.get(id)?.path === target ? id : randomUUID();
    this.#known.set(saved, { name: titleOf(target), path: target, trusted });
    return { id: saved, name: titleOf(target) };
  }

  async recent(): Promise<readonly RecentFile[]> {
    return (await this.#recent.read()).map(({ path: file, at }) => ({
      id: recentId(file),
      name: titleOf(file),
      folder: shortened(path.dirname(file)),
      at,
    }));
  }

  async #read(file: string): Promise<string> {
    try {
      if ((await stat(file)).size > MAX_TEXT) throw new DocumentProblem('too-large', file);
      return await readFile(file, 'utf8');
    } catch (cause) {
      throw cause instanceof DocumentProblem ? cause : new DocumentProblem('unreadable', file, cause);
    }
  }

  async #remember(file: string): Promise<void> {
    const others = (await this.#recent.read()).filter((entry) => entry.path !== file);
    await this.#recent.write([{ path: file, at: Date.now() }, ...others].slice(0, RECENT));
  }

  async #trustText(file: string, text: string): Promise<void> {
    await this.#trust.write({ ...(await this.#trust.read()), [file]: digest(text) });
  }

  /** Keeps an unsaved text safe against a crash, until it is saved or discarded. */
  async keepDraft(id: string | null, name: string, text: string): Promise<void> {
    await mkdir(this.#drafts, { recursive: true });
    await atomicWrite(this.#draftFile(draftId(id)), JSON.stringify({ name, text, at: Date.now() }));
  }

  /** Texts that were never saved before the app ended the last time; damaged ones are left where they are. */
  async drafts(): Promise<readonly Recovered[]> {
    const names = await readdir(this.#drafts).catch((): string[] => []);
    const found = await Promise.all(
      names
        .filter((name) => name.endsWith('.json'))
        .map(async (name): Promise<Recovered[]> => {
          try {
            const draft = draftSchema.parse(
              JSON.parse(await readFile(path.join(this.#drafts, name), 'utf8')),
            );
            return [{ id: name.slice(0, -5), ...draft }];
          } catch {
            return [];
          }
        }),
    );
    return found.flat().sort((a, b) => b.at - a.at);
  }

  async discardDraft(id: string): Promise<void> {
    await rm(this.#draftFile(id), { force: true });
  }

  #draftFile(id: string): string {
    return path.join(this.#drafts, `${id.replace(/[^a-zA-Z0-9-]/g, '')}.json`);
  }
}

/** The draft of a document that has no id yet has a name of its own. */
export const draftId = (id: string | null): string => id ?? 'untitled';

/** Stable and opaque: says nothing of where the file is. */
const recentId = (file: string): string => digest(file).slice(0, 16);

function shortened(folder: string): string {
  const home = homedir();
  return folder === home || folder.startsWith(home + path.sep) ? `~${folder.slice(home.length)}` : folder;
}
