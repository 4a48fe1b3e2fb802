import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { parked, type Program } from './bodies.ts';
import { executableOf } from './documents.ts';
import { FIFTY_LINE_BODY, FIFTY_LINES } from './fifty-lines.ts';
import { machineOf, runToEnd } from './in-process.ts';
import { LOOPS, plainLoop } from './loops.ts';
import { ROWS } from './rows.ts';
import { readSample } from './sample.ts';

type Script = (console: { log(line: string): void }) => void;

const run = (program: Program, n: number): string => {
  const inProcess = machineOf(executableOf(program(n)));
  runToEnd(inProcess);
  return inProcess.printed();
};

/** Small, and divisible as the programs divide. */
const TINY: Readonly<Record<string, number>> = {
  cpu: 64 * 20,
  sieve: 30,
  mandelbrot: 12,
  'matrix product': 8,
  'objects in a map': 2048,
};
const tiny = (name: string): number => TINY[name] ?? 160;

describe('every measured program of ours compiles, ends, and comes to what it should', () => {
  const programs = ROWS.flatMap((row) =>
    row.parts.flatMap((part) =>
      part.contestants.flatMap(({ name, command }) =>
        command.in === 'host' ? [{ what: `${row.name}: ${part.name}, ${name}`, part, command }] : [],
      ),
    ),
  );
  test.each(programs)('$what', ({ part, command }) => {
    const n = tiny(part.name);
    const { result, measured } = readSample(run(command.program, n));
    expect(result).toBe(part.expected(n));
    expect(measured).toBeGreaterThan(0);
  });

  test('parked goroutines', () => {
    const n = 100;
    expect(JSON.parse(run(parked, n))).toEqual({ result: (n * (n - 1)) / 2 + n });
  });
});

test('a loop as a plain function is a script that prints a sample', () => {
  for (const loop of LOOPS) {
    const lines: string[] = [];
    // eslint-disable-next-line no-eval -- what Node is given on its command line
    const script = (0, eval)(`(function (console) {${plainLoop(loop, tiny(loop.name))}\n})`) as Script;
    script({ log: (line) => lines.push(line) });
    expect(readSample(lines.join('\n')).result).not.toBe(0);
  }
});

test('the body of fifty lines has fifty lines and compiles', () => {
  expect(FIFTY_LINE_BODY.split('\n')).toHaveLength(50);
  expect(FIFTY_LINES).toContain('const batch = 16');
});

test('a floor stands below its aim, and both speak of what the row measures', () => {
  for (const row of ROWS) {
    const has = new Set(row.parts.flatMap(({ contestants }) => contestants.map(({ as }) => as)));
    const needs = { ratioGo1: 'go1', ratioGo2: 'go2', ratioPeer: 'peer', ratioBase: 'base' } as const;
    for (const { of } of [...row.floor, ...row.aim]) if (of !== 'ours') expect(has).toContain(needs[of]);
    for (const aim of row.aim) {
      for (const floor of row.floor.filter(({ of }) => of === aim.of)) {
        if ('atLeast' in aim && 'atLeast' in floor) expect(aim.atLeast).toBeGreaterThan(floor.atLeast);
        if ('atMost' in aim && 'atMost' in floor) expect(aim.atMost).toBeLessThan(floor.atMost);
      }
    }
  }
});

test('the lock file of the others names no download address, and pins what package.json does', () => {
  const read = (name: string): string => readFileSync(path.join(import.meta.dirname, name), 'utf8');
  expect(read('package-lock.json')).not.toMatch(/"resolved"|\.tgz/);
  const { dependencies } = JSON.parse(read('package.json')) as { dependencies: Record<string, string> };
  const { packages } = JSON.parse(read('package-lock.json')) as {
    packages: Record<string, { version?: string }>;
  };
  for (const [name, version] of Object.entries(dependencies))
    expect(packages[`node_modules/${name}`]?.version).toBe(version);
});
