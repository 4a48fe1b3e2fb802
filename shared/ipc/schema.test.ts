import { expect, test } from 'vitest';
import { DEFAULT_SETTINGS } from '../graph/document.ts';
import type { RequestName } from './contract.ts';
import { MAX_TEXT } from '../graph/document.ts';
import { checkParams, isRequestName } from './schema.ts';

const accepted: readonly (readonly [RequestName, unknown])[] = [
  ['app.info', null],
  ['settings.set', { settings: {} }],
  ['settings.set', { settings: { theme: 'dark', layout: '{}' } }],
  ['document.save', { id: null, text: '{}', name: 'Прайм 素数筛' }],
  ['document.import', { name: 'x.weft', text: 'x'.repeat(MAX_TEXT) }],
  ['templates.open', { slug: 'prime-sieve' }],
  ['run.stop', { run: 'run-1' }],
  [
    'run.start',
    {
      text: '{}',
      document: null,
      settings: DEFAULT_SETTINGS,
      schedule: null,
      pace: 0,
      paused: false,
      inputs: { words: 'id' },
    },
  ],
];

test.each(accepted)('%s takes %j', (call, params) => {
  expect(checkParams(call, params)).toEqual({ ok: true, value: params });
});

const start = accepted.at(-1)?.[1] as Record<string, unknown>;
const refused: readonly (readonly [RequestName, unknown, string])[] = [
  ['app.info', undefined, 'app.info'],
  ['app.info', 0, 'app.info'],
  ['document.save', { id: null, text: '{}' }, 'name'],
  ['document.save', { id: null, text: '{}', name: 'a', path: '/etc/passwd' }, 'path'],
  ['document.save', { id: '', text: '{}', name: 'a' }, 'id'],
  ['document.import', { name: 'x'.repeat(256), text: '' }, 'name'],
  ['document.import', { name: 'x', text: 'x'.repeat(MAX_TEXT + 1) }, 'text'],
  ['document.import', { name: 'a\r\nb', text: '' }, 'name'],
  ['settings.set', { settings: { theme: undefined } }, 'theme'],
  ['settings.set', { settings: { constructor: 1 } }, 'constructor'],
  ['templates.open', { slug: '..' }, 'slug'],
  ['run.stop', { run: 'a b' }, 'run'],
  ['run.start', { ...start, settings: { ...DEFAULT_SETTINGS, memory: 1 } }, 'settings.memory'],
  ['run.start', { ...start, settings: { ...DEFAULT_SETTINGS, seed: -1 } }, 'settings.seed'],
  ['run.start', { ...start, settings: { ...DEFAULT_SETTINGS, workers: Infinity } }, 'settings.workers'],
  ['run.start', { ...start, pace: Number.NaN }, 'pace'],
  [
    'run.start',
    { ...start, inputs: Object.fromEntries(Array.from({ length: 257 }, (_, at) => [`i${at}`, 'x'])) },
    'inputs',
  ],
];

test.each(refused)('%s refuses %j and says where', (call, params, place) => {
  const checked = checkParams(call, params);
  expect(checked.ok ? '' : checked.error).toContain(place);
});

test('only the names of the contract are calls', () => {
  expect(isRequestName('run.start')).toBe(true);
  for (const name of ['', 'run', 'toString', '__proto__', 'constructor'])
    expect(isRequestName(name)).toBe(false);
});
