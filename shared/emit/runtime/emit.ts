import { parsePort } from '../../blocks/ports.ts';
import { GLOBALS } from '../../body/names.ts';
import { runtimeNames } from '../../body/runtime-names.ts';
import { expr, join, text } from '../../ir/build.ts';
import type { EntryDecl, Executable } from '../../ir/executable.ts';
import type { Func, GoroutineDecl, Origin, PortBinding, Program, Stmt } from '../../ir/program.ts';
import { verify } from '../../ir/verify.ts';
import { Lines } from '../lines.ts';
import { UniqueNames } from '../names.ts';
import { forCompartment } from './compartment-text.ts';
import { digest } from './digest.ts';
import { functionNames } from './function-names.ts';
import { RuntimePrinter, type Lifted } from './printer.ts';
import { Sites } from './sites.ts';
import { StepPrinter } from './step-printer.ts';

/**
 * How functions that may park are compiled: as generators all of them, or where it is simple as steps. What they do,
 * turn by turn, is the same.
 */
export type Form = 'generators' | 'steps';

/**
 * A program to what the worker loads.
 * @throws Error when the program breaks a rule of `verify`
 */
export function emitRuntime(program: Program, form: Form = 'steps'): Executable {
  verify(program);
  const sites = new Sites();
  const goroutines = program.goroutines.map(toEntry);
  const code = forCompartment(emitCode(program, sites, form));
  return {
    name: program.name,
    code,
    objects: program.objects,
    goroutines,
    inputs: program.inputs,
    sites: sites.table,
    functions: functionNames(program, sites.table),
    positions: sites.positions,
    digest: digest(JSON.stringify([code, program.objects, goroutines])),
  };
}

/** A body calls a signal; what the port is wired to is the context it cancels. */
const cancelFunction = ({ name }: PortBinding): Stmt =>
  expr(`{ const $context = ${name}; ${name} = () => $context.cancel($canceled, $canceled); }`);

const toEntry = (goroutine: GoroutineDecl): EntryDecl => ({
  node: goroutine.node,
  name: goroutine.name,
  replicas: goroutine.replicas,
  main: goroutine.main,
  worker: goroutine.worker,
  args: goroutine.ports.map(({ objects }) => objects),
  closes: goroutine.closes,
});

/** Bindings of the machine that emitted code uses under names of its own. */
const MACHINE: readonly (readonly [name: string, value: string])[] = [
  ['$rt', '$.$rt'],
  ['$park', '$.PARK'],
  ['$canceled', '$.canceled'],
];

function emitCode(program: Program, sites: Sites, form: Form): string {
  const out = new Lines();
  const bindings = [...runtimeNames(), 'noRecover'].filter((name) => name !== 'self' && name !== 'ctx');
  const names = new UniqueNames([...bindings, ...GLOBALS, '$rt', '$park']);

  const bound = out.reserve();
  out.add('"use strict";');
  const helpers = out.reserve();
  const entries = program.goroutines.map((goroutine) => {
    const name = names.take(goroutine.name);
    emitGoroutine(goroutine, name, out, sites, names, form);
    return name;
  });
  out.add(`return [${entries.join(', ')}];`);

  helpers(out.toString().includes('$isList(') ? IS_LIST : '');
  const used = wordsOf(out.toString());
  // A global looked up through the compartment is thirty times slower than a variable; a constant is slower than a
  // parameter by the check that it has been set, which a loop of locks feels: 5.6 ns a turn with, 5.0 without.
  const parameters = [
    ...MACHINE,
    ...bindings.filter((name) => used.has(name)).map((name) => [name, `$.${name}`] as const),
    ...[...GLOBALS]
      .filter((name) => used.has(name) && !VALUES.has(name))
      .map((name) => [name, name] as const),
  ];
  bound(`(($) => ((${parameters.map(([name]) => name).join(', ')}) => {`);
  out.add(`})(${parameters.map(([, value]) => value).join(', ')}))`);
  return out.toString();
}

/** Is a loop over it a loop over its indices? */
const IS_LIST =
  'const $values = Array.prototype[Symbol.iterator], ' +
  '$isList = (x) => Array.isArray(x) && x[Symbol.iterator] === $values;';

/** Globals that are constants of the engine already. */
const VALUES: ReadonlySet<string> = new Set(['undefined', 'NaN', 'Infinity']);

const wordsOf = (code: string): ReadonlySet<string> =>
  new Set(code.match(/[\p{ID_Start}$_][\p{ID_Continue}$]*/gu));

function emitGoroutine(
  goroutine: GoroutineDecl,
  name: string,
  out: Lines,
  sites: Sites,
  names: UniqueNames,
  form: Form,
): void {
  // `line: 0` is the block itself: where statements nobody typed belong.
  const home: Origin = { node: goroutine.node, param: '', line: 0, column: 0 };
  const waiting: Lifted[] = [];
  const lift = (func: Func): string => {
    const lifted = names.take(`$${func.name || name}`);
    waiting.push({ name: lifted, func });
    return lifted;
  };
  const Printer = form === 'steps' ? StepPrinter : RuntimePrinter;
  const printer = new Printer(out, sites, home, lift);
  sites.mark(out.line, 1, goroutine.body.origin ?? home);
  const params = ['self', ...goroutine.ports.map((port) => port.name)].join(', ');
  const signals = goroutine.ports.filter(({ type }) => parsePort(type)?.type.is === 'signal');
  printer.resumable({
    ...goroutine.body,
    name,
    form: 'declaration',
    params: text(params),
    body: [...signals.map(cancelFunction), ...goroutine.body.body],
  });
  out.end();
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    const { func } = next;
    sites.mark(out.line, 1, func.origin ?? home);
    const own = func.params.parts.length > 0 ? [func.params] : [];
    const all = [...(func.lifts ?? []), ...own].flatMap((one, at) => (at === 0 ? [one] : [', ', one]));
    printer.resumable({ ...func, name: next.name, form: 'declaration', params: join(...all) });
    out.end();
  }
}
