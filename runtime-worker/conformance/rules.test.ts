import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { readCorpus } from './corpus.ts';
import { EXCEPTIONS } from './exceptions.ts';

/**
 * Every rule of Go that Weft holds itself to, by its id, with what shows that it holds: a case of the corpus that
 * names it, tests whose titles name it, or an exception that says why it does not. `rules.json` is that table.
 */

type Shown = { readonly case: string } | { readonly test: string } | { readonly exception: true };

/** How many rules each section has: none can be dropped unseen. */
const SECTIONS = {
  GO: 18, // goroutines, start and end of a program
  CH: 18, // channels
  CL: 13, // close
  NC: 6, // nil channels
  SE: 18, // select
  RG: 5, // range
  MU: 11, // Mutex
  RW: 11, // RWMutex
  WG: 11, // WaitGroup
  ON: 9, // Once
  CO: 11, // Cond
  PL: 2, // Pool
  SM: 3, // Map
  AT: 4, // atomic
  CX: 22, // context
  TM: 19, // timers and tickers
  PN: 20, // defer, panic, recover
  DL: 12, // deadlock and its dump
  MM: 15, // memory model
  EG: 8, // errgroup
  SW: 6, // semaphore.Weighted
  SF: 6, // singleflight
  VT: 5, // virtual time
};

const root = path.resolve(import.meta.dirname, '../..');
const rules = JSON.parse(readFileSync(path.join(import.meta.dirname, 'rules.json'), 'utf8')) as Readonly<
  Record<string, Shown>
>;
const corpus = new Map(readCorpus().map((one) => [one.name, one.expected.rules]));
const excepted = new Set(EXCEPTIONS.flatMap((exception) => exception.rules));

/** The titles of the tests of a file. */
function titlesOf(file: string): string {
  const text = readFileSync(path.join(root, file), 'utf8');
  const title = /\b(?:test|describe)(?:\.\w+(?:\([^()]*\))?)*\(\s*(['"`])((?:\\.|(?!\1)[\s\S])*)\1/g;
  return [...text.matchAll(title)].map(([, , words]) => words).join('\n');
}

const ids = Object.entries(SECTIONS).flatMap(([section, count]) =>
  Array.from({ length: count }, (_, at) => `${section}-${at + 1}`),
);

test('every rule has its place in the table, and no other', () => {
  expect(ids.length).toBe(253);
  expect(Object.keys(rules)).toEqual(ids);
});

describe('is shown, or excepted with a reason:', () => {
  for (const id of ids) {
    test(id, () => {
      const shown = rules[id];
      if (shown === undefined) expect.unreachable(`nothing shows ${id}`);
      else if ('case' in shown) expect(corpus.get(shown.case)).toContain(id);
      else if ('test' in shown) expect(titlesOf(shown.test)).toMatch(new RegExp(`\\b${id}\\b`));
      else expect([...excepted]).toContain(id);
    });
  }
});

test('a case names only rules that there are', () => {
  for (const [name, named] of corpus)
    for (const id of named) expect(ids.includes(id), `${name}: ${id}`).toBe(true);
});

test('so does a test', () => {
  const files = ['shared', 'runtime-worker'].flatMap((folder) =>
    readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.test.ts'))
      .map((file) => `${folder}/${file}`),
  );
  for (const file of files)
    for (const [id] of titlesOf(file).matchAll(
      /\b(?:GO|CH|CL|NC|SE|RG|MU|RW|WG|ON|CO|PL|SM|AT|CX|TM|PN|DL|MM|EG|SW|SF|VT)-\d+\b/g,
    ))
      expect(ids.includes(id), `${file}: ${id}`).toBe(true);
});
