import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

/**
 * What may import what, lowest layer first: a folder may import from itself and from the folders named beside it.
 * Type-only imports count. The longest prefix that fits a file decides.
 */
const POLICY: readonly (readonly [folder: string, may: readonly string[]])[] = [
  ['shared/base', []],
  ['shared/trace', ['shared/base']],
  ['shared/schedule', ['shared/base']],
  ['shared/ir', ['shared/base', 'shared/trace']],
  ['shared/compile/findings.ts', ['shared/base']],
  ['shared/graph', ['shared/base', 'shared/compile/findings.ts', 'shared/blocks/ports.ts']],
  ['shared/blocks/ports.ts', ['shared/base', 'shared/compile/findings.ts']],
  ['shared/body', ['shared/base', 'shared/compile/findings.ts', 'shared/ir', 'shared/blocks/ports.ts']],
  [
    'shared/blocks',
    ['shared/base', 'shared/compile/findings.ts', 'shared/graph', 'shared/ir', 'shared/body'],
  ],
  ['shared/compile', ['shared/base', 'shared/graph', 'shared/ir', 'shared/body', 'shared/blocks']],
  [
    'shared/emit',
    ['shared/base', 'shared/graph', 'shared/ir', 'shared/body', 'shared/blocks', 'shared/compile'],
  ],
  ['shared/analysis', ['shared/base', 'shared/trace', 'shared/ir']],
  ['shared/ipc', ['shared/base', 'shared/compile/findings.ts', 'shared/graph', 'shared/ir', 'shared/trace']],
  ['shared/text', ['shared']],

  ['runtime-worker/core', ['shared/base', 'shared/ir', 'shared/trace', 'shared/schedule']],
  ['runtime-worker/explore', ['shared', 'runtime-worker/core']],
  ['runtime-worker/drivers', ['shared/base', 'shared/ir', 'runtime-worker/core']],
  ['runtime-worker/protocol.ts', ['shared']],
  ['runtime-worker/host-exit.ts', ['shared', 'runtime-worker/protocol.ts']],
  ['runtime-worker/parallel', ['shared', 'runtime-worker/core', 'runtime-worker/protocol.ts']],
  [
    'runtime-worker/host',
    [
      'shared',
      'runtime-worker/core',
      'runtime-worker/parallel',
      'runtime-worker/drivers',
      'runtime-worker/explore',
      'runtime-worker/protocol.ts',
      'runtime-worker/host-exit.ts',
      'runtime-worker/host-flags.ts',
    ],
  ],
  ['runtime-worker', ['shared', 'runtime-worker']],

  ['runtime-worker/host-flags.ts', []],

  [
    'main/app',
    ['shared', 'runtime-worker/protocol.ts', 'runtime-worker/host-exit.ts', 'runtime-worker/host-flags.ts'],
  ],
  ['main/electron', ['shared', 'main/app', 'runtime-worker/protocol.ts', 'runtime-worker/host-flags.ts']],
  ['main/web', ['shared', 'main/app', 'runtime-worker/protocol.ts']],
  ['main/cli', ['shared', 'main/app', 'runtime-worker/protocol.ts']],
  // Tests of whole shells: their fixture page uses the window's bridge, their fixture host the host's protocol.
  ['main/e2e', ['shared', 'main', 'runtime-worker/protocol.ts', 'renderer/bridge', 'scripts']],

  ['renderer', ['shared', 'renderer']],
];

/** Features of the window do not import one another: they meet in the stores. */
const FEATURES = [
  'canvas',
  'palette',
  'inspector',
  'timeline',
  'charts',
  'export',
  'gallery',
  'lesson',
  'log',
  'settings',
];

const root = import.meta.dirname;
const IMPORT =
  /(?:^|\n)\s*(?:import|export)\b[^'"`;]*?\bfrom\s*['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]\s*\)|(?:^|\n)\s*import\s*['"]([^'"]+)['"]/g;

function* sources(folder: string): Generator<string> {
  for (const entry of readdirSync(path.join(root, folder), { withFileTypes: true })) {
    const file = `${folder}/${entry.name}`;
    if (entry.isDirectory()) {
      if (entry.name !== 'corpus' && entry.name !== 'node_modules') yield* sources(file);
    } else if (/\.(ts|tsx)$/.test(entry.name) && !/\.(test|spec|bench|e2e)\.tsx?$/.test(entry.name))
      yield file;
  }
}

const within = (file: string, folder: string): boolean => file === folder || file.startsWith(`${folder}/`);

function ruleFor(file: string): readonly [string, readonly string[]] | undefined {
  return POLICY.filter(([folder]) => within(file, folder)).sort((a, b) => b[0].length - a[0].length)[0];
}

/** Every import of a file that the policy refuses, in words. */
function refused(file: string, text: string): string[] {
  const rule = ruleFor(file);
  if (!rule) return [`${file} is in no layer: add its folder to layers.test.ts`];
  const [folder, may] = rule;
  const out: string[] = [];
  for (const match of text.matchAll(IMPORT)) {
    const name = match[1] ?? match[2] ?? match[3] ?? '';
    const top = file.split('/')[0];
    if (!name.startsWith('.')) {
      if (/^(electron|node:)/.test(name) && (top === 'shared' || top === 'renderer'))
        out.push(`${file} imports ${name}: ${top} runs where that does not exist`);
      if (name.startsWith('electron') && !within(file, 'main/electron') && !within(file, 'main/e2e'))
        out.push(`${file} imports ${name}: only main/electron knows Electron`);
      if (/^(react|zustand|@xyflow)/.test(name) && top !== 'renderer')
        out.push(`${file} imports ${name}: only the window draws`);
      continue;
    }
    const target = path.posix.normalize(path.posix.join(path.posix.dirname(file), name.replace(/\?.*$/, '')));
    if (within(target, folder) || may.some((allowed) => within(target, allowed))) continue;
    if (within(target, 'assets') && (top === 'main' || top === 'renderer')) continue;
    out.push(
      `${file} imports ${target}: ${folder} may import ${may.length > 0 ? may.join(', ') : 'nothing outside itself'}`,
    );
  }
  return out;
}

const all = ['shared', 'runtime-worker', 'main', 'renderer'].flatMap((folder) => [...sources(folder)]);

test('imports point downwards', () => {
  expect(all.length).toBeGreaterThan(20);
  expect(all.flatMap((file) => refused(file, readFileSync(path.join(root, file), 'utf8')))).toEqual([]);
});

test('an import that points upwards is refused, type-only ones included', () => {
  expect(refused('shared/base/x.ts', "import type { Program } from '../ir/program.ts';")).toHaveLength(1);
  expect(refused('shared/graph/x.ts', "import fs from 'node:fs';")).toHaveLength(1);
  expect(refused('renderer/app/x.ts', "import { a } from '../../main/app/app.ts';")).toHaveLength(1);
  expect(refused('runtime-worker/core/x.ts', "const x = await import('../host/worker.ts');")).toHaveLength(1);
  expect(refused('main/app/x.ts', "import { app } from 'electron/main';")).toHaveLength(1);
  expect(refused('nowhere/x.ts', '')).toHaveLength(1);
  expect(refused('main/cli/x.ts', "import { runs } from '../app/runs.ts';")).toEqual([]);
});

test('features of the window do not import one another', () => {
  const crossings = all
    .filter((file) => file.startsWith('renderer/'))
    .flatMap((file) => {
      const own = file.split('/')[1] ?? '';
      if (!FEATURES.includes(own)) return [];
      const text = readFileSync(path.join(root, file), 'utf8');
      return [...text.matchAll(IMPORT)]
        .map((match) => path.posix.join(path.posix.dirname(file), match[1] ?? match[2] ?? match[3] ?? ''))
        .filter((target) => {
          const other = target.split('/')[1] ?? '';
          return target.startsWith('renderer/') && other !== own && FEATURES.includes(other);
        })
        .map((target) => `${file} imports ${target}`);
    });
  expect(crossings).toEqual([]);
});
