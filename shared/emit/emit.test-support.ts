import { nodeId } from '../base/ids.ts';
import { parsePort } from '../blocks/ports.ts';
import { lowerBody, type BodySite } from '../body/lower.ts';
import type { PortInScope } from '../body/port-types.ts';
import { goroutine } from '../ir/build.ts';
import type { Executable } from '../ir/executable.ts';
import type { GoroutineDecl, Program } from '../ir/program.ts';
import { Lines } from './lines.ts';
import { emitRuntime, type Form } from './runtime/emit.ts';
import { TypeScriptPrinter } from './typescript/printer.ts';

/** Programs of one goroutine, for tests of what bodies become. */

export const TYPES = 'interface Job { id: number; n: number; reply: Chan<number> }';

export const PORTS = 'jobs: recv<Job>, results: send<number>, mu: mutex, seen: var<number>, wg: waitgroup';

/** `name: type, …` as a list of ports. */
export function ports(text: string): readonly (PortInScope & { readonly written: string })[] {
  if (text === '') return [];
  return text.split(/,\s*(?=\w+:)/).map((one) => {
    const [name = '', written = ''] = one.split(/:\s*/);
    const parsed = parsePort(written);
    if (parsed === null) throw new Error(`no port: ${one}`);
    return { name, ...parsed, written };
  });
}

export const siteOf = (portList: string = PORTS): BodySite => ({
  node: nodeId('n1'),
  param: 'body',
  name: 'main',
  ports: ports(portList),
  types: TYPES,
});

/** @throws Error naming the findings, when there are any */
export function goroutineOf(body: string, portList: string = PORTS): GoroutineDecl {
  const { func, findings } = lowerBody(body, siteOf(portList));
  if (findings.length > 0) throw new Error(JSON.stringify(findings));
  return goroutine({
    node: nodeId('n1'),
    name: 'main',
    ports: ports(portList).map(({ name, written }) => ({ name, type: written, objects: null })),
    body: func,
  });
}

export const programOf = (body: string, portList: string = PORTS): Program => ({
  name: 'test',
  types: TYPES,
  objects: [],
  inputs: [],
  goroutines: [goroutineOf(body, portList)],
});

export const executableOf = (body: string, portList: string = PORTS, form: Form = 'generators'): Executable =>
  emitRuntime(programOf(body, portList), form);

/**
 * The statements a body becomes for the worker, without the frame around them and its usual variables. Sites are
 * shown as the lines they stand for.
 */
export function workerOf(body: string, portList: string = PORTS): string {
  const { code, sites } = executableOf(body, portList);
  const shown = code.replace(
    /\$rt\.at = (\d+)/g,
    (_, site) => `$rt.at = ${sites[Number(site)]?.line ?? '?'}`,
  );
  const lines = shown.split('\n');
  const from = lines.findIndex((line) => line.startsWith('function* main('));
  const to = lines.findIndex((line) => line.startsWith('return ['));
  return lines
    .slice(from, to)
    .filter((line) => !/^ {2}let \$t, \$b = 10000;$/.test(line))
    .join('\n')
    .replace(/^function\* main\(.*\) \{\n/, '')
    .replace(/\n\}(\n|$)/, '$1')
    .replace(/^ {2}/gm, '')
    .trimEnd();
}

/** The statements a body becomes in an exported program. */
export function typescriptOf(body: string, portList: string = PORTS): string {
  const out = new Lines();
  new TypeScriptPrinter(out, { guards: false }).body(goroutineOf(body, portList).body);
  return out
    .toString()
    .split('\n')
    .slice(1, -2)
    .map((line) => line.replace(/^ {2}/, ''))
    .join('\n');
}
