import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { BLOCKS } from '../../shared/blocks/catalogue.ts';
import { readShapes } from './svg-shapes.ts';

const folder = path.join(import.meta.dirname, '../../shared/blocks');

test('the icon of every kind of block has shapes, and no shape is left out', () => {
  for (const { kind } of BLOCKS) {
    const file = readdirSync(folder, { recursive: true }).find(
      (name) => name === path.join(kind, 'icon.svg'),
    );
    const svg = readFileSync(path.join(folder, String(file)), 'utf8');
    const elements = svg.match(/<(?!svg|\/|!|\?)\w+/g) ?? [];
    expect([kind, readShapes(svg).length]).toEqual([kind, elements.length]);
  }
});

test('attributes are named as React names them; those that could do more than draw are left out', () => {
  expect(
    readShapes('<svg><path d="M0 0" stroke-width="2" onclick="x()"/><script>x()</script></svg>'),
  ).toEqual([{ tag: 'path', attributes: { d: 'M0 0', strokeWidth: '2' } }]);
});
