import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { compareText } from '../graph/ids.ts';
import { BLOCKS, blockOf, FAMILIES } from './catalogue.ts';
import { checkParam, readParams } from './params.ts';
import { parsePortType, printPortType } from './ports.ts';

const here = new URL('./', import.meta.url);
const read = (kind: string, file: string): string => readFileSync(new URL(`${kind}/${file}`, here), 'utf8');

test('the catalogue lists every folder, in the order of the kinds', () => {
  const folders = readdirSync(here, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort(compareText);
  expect(BLOCKS.map((block) => block.kind)).toEqual(folders);
});

test('a kind nobody knows has no block', () => {
  expect(blockOf('gearbox')).toBeNull();
  expect(blockOf('constructor')).toBeNull();
});

describe.each(BLOCKS.map((block) => [block.kind, block] as const))('%s', (kind, block) => {
  test('has a family of the palette, and a default name', () => {
    expect(FAMILIES).toContain(block.family);
    expect(block.defaultName).toMatch(/^\w+$/);
  });

  test.each(['docs.md', 'docs.zh-CN.md'])('%s says something, with an example or a consequence', (file) => {
    const docs = read(kind, file);
    expect(docs.length).toBeGreaterThan(100);
    for (const port of block.ports({})) expect(docs).toContain(`\`${port.name}\``);
  });

  test('its pages name no rule that does not look like one', () => {
    const rules = read(kind, 'docs.md').match(/\b[A-Z]{2}-\d+\b/g) ?? [];
    expect((read(kind, 'docs.zh-CN.md').match(/[A-Z]{2}-\d+/g) ?? []).toSorted()).toEqual(rules.toSorted());
  });

  test('its icon is 16 by 16, in the colour of the text, and nothing but shapes', () => {
    const icon = read(kind, 'icon.svg');
    expect(icon).toMatch(
      /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" viewBox="0 0 16 16" width="16" height="16"/,
    );
    expect(icon).toContain('stroke="currentColor"');
    expect(icon).not.toMatch(/script|style|href|on\w+=|#[0-9a-f]{3}/i);
  });

  test('has a test of its own', () => {
    expect(existsSync(new URL(`${kind}/block.test.ts`, here))).toBe(true);
  });

  test('its parameters have initial values that fit, and names of their own', () => {
    for (const spec of block.params)
      expect([spec.name, checkParam(spec, spec.initial)]).toEqual([spec.name, null]);
    expect(new Set(block.params.map((spec) => spec.name)).size).toBe(block.params.length);
  });

  test('its ports have names of their own, and types that can be written down', () => {
    const ports = block.ports({});
    expect(new Set(ports.map((port) => port.name)).size).toBe(ports.length);
    for (const port of ports) expect(parsePortType(printPortType(port.type))).toEqual(port.type);
  });

  test('parameters that do not fit read as the initial ones', () => {
    const odd = Object.fromEntries(block.params.map((spec) => [spec.name, { not: 'this' }]));
    const plain = readParams(
      block.params.filter((spec) => spec.type !== 'json'),
      odd,
    );
    for (const [name, value] of Object.entries(plain)) {
      expect(value).toEqual(block.params.find((spec) => spec.name === name)!.initial);
    }
    expect(() => block.ports(odd)).not.toThrow();
  });
});
