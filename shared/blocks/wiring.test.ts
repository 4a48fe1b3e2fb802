import { describe, expect, test } from 'vitest';
import { nodeId } from '../base/ids.ts';
import type { EdgeEnd } from '../graph/document.ts';
import { draw, portList } from './draw.test-support.ts';
import { join, NEW_CHANNEL } from './wiring.ts';

const document = draw({
  source: ['source-range'],
  show: ['print'],
  ch: ['channel'],
  worker: ['goroutine', { ports: portList({ mu: 'mutex', to: 'send<number>', from: 'recv<number>' }) }],
  mu: ['mutex'],
});
const at = (text: string): EdgeEnd => {
  const [name, port] = text.split('.');
  const node = Object.values(document.nodes).find((candidate) => candidate.name === name);
  return { node: node?.id ?? nodeId('nobody'), port: port! };
};
const drawn = (a: string, b: string) => join(document, at(a), at(b));

describe('a wire drawn by a person', () => {
  test('runs the right way round, whichever end it was started from', () => {
    for (const [a, b] of [
      ['source.out', 'ch.in'],
      ['ch.out', 'show.in'],
      ['worker.mu', 'mu.mutex'],
    ] as const) {
      const expected = { ok: true, value: { from: at(a), to: at(b), channel: null } };
      expect(drawn(a, b)).toEqual(expected);
      expect(drawn(b, a)).toEqual(expected);
    }
  });

  test('carries a channel of its own where it joins two goroutines', () => {
    expect(drawn('show.in', 'source.out')).toEqual({
      ok: true,
      value: { from: at('source.out'), to: at('show.in'), channel: NEW_CHANNEL },
    });
  });

  test.each([
    ['source.out', 'mu.mutex', 'not-a-channel'],
    ['mu.mutex', 'source.out', 'not-a-channel'],
    ['source.out', 'worker.to', 'same-direction'],
    ['ch.in', 'show.in', 'same-direction'],
    ['ch.in', 'ch.out', 'nobody-uses'],
    ['worker.to', 'worker.from', 'same-block'],
    ['source.out', 'nobody.in', 'unknown-port'],
    ['source.in', 'show.in', 'unknown-port'],
  ])('from %s to %s there is none: %s', (a, b, why) => {
    expect(drawn(a, b)).toMatchObject({ ok: false, error: { why } });
  });

  test('element types that differ are told, from either end', () => {
    const typed = draw({ text: ['source-list', { elem: 'string' }], num: ['filter'] });
    const [a, b] = [
      { node: nodeId('n1'), port: 'out' },
      { node: nodeId('n2'), port: 'in' },
    ];
    const refusal = { ok: false, error: { why: 'elements-differ', from: 'string', to: 'number' } };
    expect(join(typed, a, b)).toEqual(refusal);
    expect(join(typed, b, a)).toEqual(refusal);
  });
});
