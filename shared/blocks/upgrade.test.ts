import { expect, test } from 'vitest';
import { nodeId } from '../base/ids.ts';
import { draw } from './draw.test-support.ts';
import { openDocument, upgradeDocument, UPGRADES } from './upgrade.ts';
import { writeDocument } from '../graph/file.ts';
import { blockOf } from './catalogue.ts';

test('a kind’s own parameters are brought up to date', () => {
  const document = draw({ ch: ['channel', { size: 3 }], mu: ['mutex', { size: 3 }] });
  const upgrades = new Map([['channel', ({ size = 0, ...rest }) => ({ ...rest, capacity: size })]]);
  const { nodes } = upgradeDocument(document, upgrades as never);
  expect(nodes[nodeId('n1')]!.params).toEqual({ capacity: 3 });
  expect(nodes[nodeId('n2')]!.params).toEqual({ size: 3 });
});

test('every upgrade belongs to a kind there is', () => {
  expect([...UPGRADES.keys()].filter((kind) => blockOf(kind) === null)).toEqual([]);
});

test('a file with a block from the future opens, and says so', () => {
  const document = draw({ gear: ['gearbox', { teeth: 12 }] });
  expect(openDocument(writeDocument(document))).toMatchObject({
    document,
    findings: [
      { code: 'unknown-block', severity: 'warning', place: { node: 'n1' }, values: { kind: 'gearbox' } },
    ],
  });
});

test('a text that is no file is refused as it is', () => {
  expect(openDocument('{')).toMatchObject({ document: null, findings: [{ code: 'file-not-json' }] });
});
