import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  mayConnect,
  normaliseType,
  parsePort,
  parsePortType,
  PORT_KINDS,
  PORT_LOOK,
  printPortType,
  type PortEnd,
  type PortType,
} from './ports.ts';

const end = (role: PortEnd['role'], type: string): PortEnd => ({ role, type: parsePortType(type)! });

describe('a port’s type as text', () => {
  test.each<[string, PortType | null]>([
    ['recv<Job>', { is: 'recv', elem: 'Job' }],
    ['  send < Map< string , Job[] > > ', { is: 'send', elem: 'Map<string,Job[]>' }],
    ['recv', { is: 'recv', elem: 'unknown' }],
    ['var<{ a: number; b: () => void; }>', { is: 'var', elem: '{a:number;b:()=>void}' }],
    ['mutex', { is: 'mutex' }],
    ['mutex<Job>', null],
    ['recv<>', null],
    ['recv<Job', null],
    ['recv<Job>>', null],
    ['recv<a)>', null],
    ['channel', null],
    ['', null],
    ['constructor', null],
  ])('%j', (text, type) => {
    expect(parsePortType(text)).toEqual(type);
  });

  test('what is printed reads as the same type', () => {
    const elem = fc.constantFrom('number', 'Job', 'A|B', '{a:1}', 'Map<string,number[]>', "'two words'");
    fc.assert(
      fc.property(fc.constantFrom(...PORT_KINDS), elem, (is, type) => {
        const port = (PORT_LOOK[is].generic ? { is, elem: type } : { is }) as PortType;
        expect(parsePortType(printPortType(port))).toEqual(port);
      }),
    );
  });

  test('brackets behind it take many wires', () => {
    expect(parsePort('send<number>[]')).toEqual({ type: { is: 'send', elem: 'number' }, many: true });
    expect(parsePort('send<number[]>')).toEqual({ type: { is: 'send', elem: 'number[]' }, many: false });
    expect(parsePort('mutex [ ]')).toEqual({ type: { is: 'mutex' }, many: true });
    expect(parsePort('[]')).toBeNull();
  });
});

describe('white space in a type', () => {
  test.each([
    ['Map<string, number>', 'Map<string,number>'],
    ['  A |\n  B ', 'A|B'],
    ['keyof   T', 'keyof T'],
    ["'a  b' | `c`", "'a  b'|`c`"],
    ['{ a: number, }', '{a:number}'],
  ])('%j is %j', (type, normal) => {
    expect(normaliseType(type)).toBe(normal);
  });

  test('is gone after once', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', ' ', '<', '>', '|', ',', '"', '\n', '{', '}', ';') }),
        (type) => {
          expect(normaliseType(normaliseType(type))).toBe(normaliseType(type));
        },
      ),
    );
  });
});

describe('which ports join', () => {
  test.each([
    ['a goroutine to a channel', end('uses', 'send<Job>'), end('offers', 'recv<Job>')],
    ['a channel to a goroutine', end('offers', 'send<Job>'), end('uses', 'recv< Job >')],
    ['a goroutine straight to another', end('uses', 'send<Job>'), end('uses', 'recv<Job>')],
    ['anything to who takes unknown', end('offers', 'send<Job>'), end('uses', 'recv<unknown>')],
    ['any to anything', end('uses', 'send<any>'), end('offers', 'recv<Job>')],
    ['who locks to the lock', end('uses', 'mutex'), end('offers', 'mutex')],
    ['who reads to the memory', end('uses', 'var<number>'), end('offers', 'var<number>')],
  ])('%s', (_, from, to) => {
    expect(mayConnect(from, to)).toBeNull();
  });

  test.each([
    ['elements-differ', end('uses', 'send<Job>'), end('offers', 'recv<Task>')],
    ['elements-differ', end('uses', 'send<unknown>'), end('offers', 'recv<Job>')],
    ['elements-differ', end('uses', 'var<number>'), end('offers', 'var<string>')],
    ['same-direction', end('uses', 'send<Job>'), end('offers', 'send<Job>')],
    ['same-direction', end('uses', 'recv<Job>'), end('offers', 'send<Job>')],
    ['not-a-channel', end('uses', 'send<Job>'), end('offers', 'mutex')],
    ['types-differ', end('uses', 'mutex'), end('offers', 'rwmutex')],
    ['no-object', end('uses', 'mutex'), end('uses', 'mutex')],
    ['no-object', end('offers', 'mutex'), end('uses', 'mutex')],
    ['nobody-uses', end('offers', 'send<Job>'), end('offers', 'recv<Job>')],
  ])('%s', (why, from, to) => {
    expect(mayConnect(from, to)?.why).toBe(why);
  });
});
