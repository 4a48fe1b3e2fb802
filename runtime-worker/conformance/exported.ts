import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { transformWithOxc } from 'vite';
import type { RuntimeFile } from '../../shared/emit/typescript/api.ts';
import { emitTypeScript } from '../../shared/emit/typescript/emit.ts';
import type { Program } from '../../shared/ir/program.ts';
import { observe, type ConformanceCase, type Observed } from './corpus.ts';
import { compiled, documentOf, programOf, type Form } from './run-case.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');

/** The runtime an exported program carries: each file behind those it imports. */
export function runtimeFiles(): readonly RuntimeFile[] {
  const files = new Map<string, RuntimeFile>();
  const visiting = new Set<string>();
  const visit = (file: string): void => {
    if (files.has(file) || visiting.has(file)) return;
    visiting.add(file);
    const text = readFileSync(path.join(ROOT, file), 'utf8');
    for (const [, from = ''] of text.matchAll(/\bfrom\s*'(\.[^']+)'/g))
      visit(path.posix.join(path.posix.dirname(file), from));
    files.set(file, { path: file, text });
  };
  visit('runtime-worker/drivers/node.ts');
  return [...files.values()];
}

/** Exported programs in a folder, in JavaScript; the runtime they carry is there once. */
export class ExportedPrograms {
  private readonly folder: string;
  private readonly runtime = runtimeFiles();

  constructor(folder: string) {
    this.folder = folder;
  }

  /** Writes the runtime. */
  async prepare(): Promise<void> {
    writeFileSync(path.join(this.folder, 'package.json'), '{ "type": "module" }');
    await Promise.all(this.runtime.map((file) => this.write(path.join('weft', file.path), file.text)));
  }

  /** Writes a case as a program; returns the file to run. */
  add(one: ConformanceCase, form: Form): Promise<string> {
    return this.addProgram(`${one.name.replaceAll('/', '.')}.${form}`, programOf(one, form));
  }

  /** Writes a program that is one body. */
  addBody(name: string, body: string): Promise<string> {
    return this.addProgram(name, compiled(documentOf(body)));
  }

  /** Writes a compiled program. */
  async addProgram(place: string, program: Program): Promise<string> {
    const files = emitTypeScript(program, { singleFile: false, runtime: this.runtime, document: '' });
    const own = files.filter((file) => file.path.startsWith('src/') && !file.path.startsWith('src/weft/'));
    await Promise.all(
      own.map((file) => this.write(path.join(place, file.path.slice('src/'.length)), file.text)),
    );
    symlinkSync(path.join(this.folder, 'weft'), path.join(this.folder, place, 'weft'));
    return path.join(this.folder, place, 'main.js');
  }

  private async write(file: string, text: string): Promise<void> {
    const { code } = await transformWithOxc(text, file, { sourcemap: false });
    const place = path.join(this.folder, file.replace(/\.ts$/, '.js'));
    mkdirSync(path.dirname(place), { recursive: true });
    writeFileSync(place, code.replace(/(\bfrom\s*['"]\.[^'"]+)\.ts(['"])/g, '$1.js$2'));
  }
}

/** Runs a file with Node, and tells what it did. */
export function runExported(file: string, options: readonly string[]): Promise<Observed> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [file, ...options], {
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: 20_000,
    });
    const [out, errors]: [Buffer[], Buffer[]] = [[], []];
    child.stdout.on('data', (bytes: Buffer) => out.push(bytes));
    child.stderr.on('data', (bytes: Buffer) => errors.push(bytes));
    child.on('error', reject);
    child.on('close', (code) =>
      resolve(observe(Buffer.concat(out).toString(), Buffer.concat(errors).toString(), code ?? -1)),
    );
  });
}
