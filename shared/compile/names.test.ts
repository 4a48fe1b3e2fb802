import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { edgeId, nodeId } from '../base/ids.ts';
import { draw } from '../blocks/draw.test-support.ts';
import { isIdentifier } from '../blocks/identifiers.ts';
import { rename, setWireChannel } from '../graph/edits.ts';
import { identifier, nameEverything } from './names.ts';

describe('a text as an identifier', () => {
  test.each([
    ['worker', 'worker'],
    ['worker 2', 'worker2'],
    ['Fan-out stage', 'fanOutStage'],
    ['结果', '结果'],
    ['结果 2', '结果2'],
    ['2nd try', '_2ndTry'],
    ['new', 'new_'],
    ['', 'goroutine'],
    ['!?', 'goroutine'],
  ])('%j is %s', (text, name) => {
    expect(identifier(text, 'goroutine')).toBe(name);
  });

  test('is always one', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(isIdentifier(identifier(text, ''))).toBe(true);
      }),
    );
  });
});

describe('the names of a program', () => {
  const named = (...names: readonly string[]): readonly string[] => {
    const ids = names.map((_, i) => nodeId(`n${i + 1}`));
    const blank = draw(Object.fromEntries(names.map((_, i) => [`b${i}`, ['mutex'] as const])));
    const document = names.reduce((at, name, i) => rename(ids[i]!, name)(at), blank);
    return ids.map(nameEverything(document).ofNode);
  };

  test('the lowest id has the name, the others are numbered past names that are really given', () => {
    expect(named('mu', 'mu', 'mu2', 'mu')).toEqual(['mu', 'mu3', 'mu2', 'mu4']);
    expect(named('lock 1', 'Lock1')).toEqual(['lock1', 'lock1_2']);
  });

  test('are all different, and the same every time', () => {
    const word = fc.constantFrom('a', 'a 2', 'a2', 'A', '', '1', 'a_2', 'a 2 2');
    fc.assert(
      fc.property(fc.array(word, { maxLength: 8 }), (names) => {
        const given = named(...names);
        expect(new Set(given).size).toBe(names.length);
        expect(named(...names)).toEqual(given);
      }),
    );
  });

  test('a wire is named after its ends until it has a name', () => {
    const document = draw({ source: ['source-range'], 'the end': ['print'] }, ['source.out > the end.in']);
    const e1 = edgeId('e1');
    expect(nameEverything(document).ofEdge(e1)).toBe('sourceToTheEnd');
    expect(nameEverything(setWireChannel(e1, { name: 'numbers' })(document)).ofEdge(e1)).toBe('numbers');
  });
});
