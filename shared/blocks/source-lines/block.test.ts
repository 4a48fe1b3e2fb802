import { expect, test } from 'vitest';
import { compile } from '../../compile/compile.ts';
import { draw } from '../draw.test-support.ts';

const lines = (params: Record<string, string | number>) =>
  draw({ text: ['source-lines', params], show: ['print'] }, ['text.out > show.in']);

test('the program has an input by that name, with its sample', () => {
  const { program, findings } = compile(lines({ input: 'book', sample: 'a\nb\n' }));
  expect(findings).toEqual([]);
  expect(program!.inputs).toEqual([{ name: 'book', node: 'n1', sample: 'a\nb\n' }]);
});

test('one line a message is a text, more are an array of texts', () => {
  const elem = (batch: number) => {
    const { program } = compile(lines({ batch }));
    const [wire] = program!.objects;
    return wire?.kind === 'chan' && wire.elem;
  };
  expect(elem(1)).toBe('string');
  expect(elem(200)).toBe('string[]');
});

test('two blocks may read one input, if they agree about the sample', () => {
  const two = (sample: string) =>
    compile(
      draw(
        {
          a: ['source-lines', { sample: 'x' }],
          b: ['source-lines', { sample }],
          left: ['print'],
          right: ['print'],
        },
        ['a.out > left.in', 'b.out > right.in'],
      ),
    );
  expect(two('x').program!.inputs).toHaveLength(1);
  expect(two('y').findings).toMatchObject([{ code: 'input-taken', place: { node: 'n2', param: 'input' } }]);
});

test('an input has a name one can type on a command line', () => {
  expect(compile(lines({ input: 'my file' })).findings).toMatchObject([
    { code: 'bad-param', values: { problem: 'input-name' } },
  ]);
});
