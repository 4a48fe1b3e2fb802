import { expect, test } from 'vitest';
import { compile } from '../../compile/compile.ts';
import { draw, portList } from '../draw.test-support.ts';

const user = ['goroutine', { ports: portList({ ctx: 'context' }), body: 'log(ctx.err());' }] as const;

test('a child is made after its parent, whichever was drawn first', () => {
  const { program, findings } = compile(
    draw(
      {
        request: ['context', { form: 'value', key: 'user', value: 'Ada' }],
        limit: ['context', { form: 'timeout', after: 300 }],
        all: ['context', { form: 'cancel' }],
        user,
      },
      ['user.ctx > request.ctx', 'request.parent > limit.ctx', 'limit.parent > all.ctx'],
    ),
  );
  expect(findings).toEqual([]);
  expect(program!.objects).toMatchObject([
    { name: 'all', parent: null, form: { is: 'cancel' } },
    { name: 'limit', parent: 'n3', form: { is: 'timeout', after: 300 } },
    { name: 'request', parent: 'n2', form: { is: 'value', key: 'user', value: 'Ada' } },
  ]);
});

test('a signal port is wired to what it cancels, whatever the time limit', () => {
  const stopper = ['goroutine', { ports: portList({ stop: 'signal' }), body: 'stop();' }] as const;
  const drawing = (form: string) =>
    draw({ all: ['context', { form }], stopper }, ['stopper.stop > all.cancel']);
  for (const form of ['cancel', 'timeout', 'deadline']) {
    const { program, findings } = compile(drawing(form));
    expect(findings).toEqual([]);
    expect(program!.goroutines[0]!.ports).toEqual([{ name: 'stop', type: 'signal', objects: 'n1' }]);
  }
  expect(() => drawing('value')).toThrow('unknown-port');
});

test('a deadline is a moment on the clock of the run', () => {
  const drawing = draw({ limit: ['context', { form: 'deadline', at: 300 }], user }, ['user.ctx > limit.ctx']);
  const { program, findings } = compile(drawing);
  expect(findings).toEqual([]);
  expect(program!.objects).toMatchObject([{ name: 'limit', form: { is: 'deadline', at: 300 } }]);
});

test('contexts that are each other’s parents are refused', () => {
  const drawing = draw({ a: ['context'], b: ['context'], c: ['context'], user }, [
    'user.ctx > c.ctx',
    'c.parent > a.ctx',
    'a.parent > b.ctx',
    'b.parent > a.ctx',
  ]);
  expect(compile(drawing).findings).toMatchObject([
    { code: 'parent-cycle', place: { node: 'n1' }, values: { names: 'a, b' } },
  ]);
});

test('a ctx port wired to nothing is the background', () => {
  const { program, findings } = compile(draw({ user }));
  expect(findings).toEqual([]);
  expect(program!.goroutines[0]!.ports).toEqual([]);
});
