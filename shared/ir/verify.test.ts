import { expect, test } from 'vitest';
import { edgeId, nodeId, objectId } from '../base/ids.ts';
import {
  block,
  breakOut,
  call,
  closure,
  constant,
  continueNext,
  expr,
  forever,
  func,
  goroutine,
  input,
  join,
  range,
  ret,
  select,
  send,
  switchOn,
  text,
} from './build.ts';
import type { ObjectDecl, Program, Stmt } from './program.ts';
import { verify } from './verify.ts';
import { codeContains, visitStatements } from './visit.ts';

const chan = (name: string): ObjectDecl => ({
  id: objectId(name),
  name,
  node: null,
  edge: edgeId('e'),
  kind: 'chan',
  elem: 'number',
  capacity: 0,
  senders: 0,
});

const program = (body: readonly Stmt[], changes: Partial<Program> = {}): Program => ({
  name: 'p',
  types: '',
  objects: [chan('ch')],
  inputs: [],
  goroutines: [
    goroutine({
      node: nodeId('n'),
      name: 'worker',
      ports: [{ name: 'ch', type: 'send<number>', objects: objectId('ch') }],
      body,
    }),
  ],
  ...changes,
});

test('a program as blocks build it', () => {
  expect(() =>
    verify(
      program([
        range('v', 'ch', [send('ch', 'v')]),
        forever([
          select('got', [{ name: 'a', receive: 'ch', body: [breakOut(), ret()] }], [continueNext()]),
          switchOn('1', [{ test: null, body: [breakOut()] }]),
        ]),
        block([constant('f', closure(func('', [send('ch', '1')])))]),
      ]),
    ),
  ).not.toThrow();
});

const mutex = (name: string): ObjectDecl => ({
  id: objectId(name),
  name,
  node: nodeId('m'),
  edge: null,
  kind: 'mutex',
});

test.each<[string, Program]>([
  ['object ch is declared once', program([], { objects: [chan('ch'), chan('ch')] })],
  [
    'the name ch belongs to one object',
    program([], { objects: [chan('ch'), { ...mutex('mu'), name: 'ch' }] }),
  ],
  [
    'c refers to an object made before it',
    program([], {
      objects: [
        chan('ch'),
        { id: objectId('c'), name: 'c', node: null, edge: null, kind: 'cond', locker: objectId('mu') },
        mutex('mu'),
      ],
    }),
  ],
  ['is an object of the program', program([], { objects: [] })],
  ['break stands inside what it leaves', program([breakOut()])],
  [
    'continue stands inside what it leaves',
    program([switchOn('1', [{ test: null, body: [continueNext()] }])]),
  ],
  ['break stands inside what it leaves', program([forever([breakOut('outer')])])],
  ['break stands inside what it leaves', program([forever([expr(closure(func('', [breakOut()])))])])],
  [
    'only a function that waits has a send',
    program([expr(closure(func('', [send('ch', '1')], { waits: false })))]),
  ],
  [
    'only a function that waits has operations',
    program([expr(closure(func('', [expr(call('ch', 'recv'))], { waits: false })))]),
  ],
  ['the program has an input words', program([expr(input('words'))])],
])('%s', (rule, broken) => {
  expect(() => verify(broken)).toThrow(rule);
});

test('a walk sees code in the order it is written', () => {
  const seen: string[] = [];
  visitStatements([send('a', join('b + ', call('c', 'recv'), ' + d')), range('e', 'f', [expr('g')])], {
    part: (part) => {
      if (part.is === 'text') seen.push(part.text.trim());
    },
  });
  expect(seen).toEqual(['a', 'b +', 'c', '+ d', 'f', 'e', 'g']);
});

test('what a function contains is its own', () => {
  const inside = join('f(', closure(func('', [expr(call('c', 'recv'))])), ')');
  expect(codeContains(inside, (part) => part.is === 'op')).toBe(false);
  expect(codeContains(join(text('('), call('c', 'recv')), (part) => part.is === 'op')).toBe(true);
});
