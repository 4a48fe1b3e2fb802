import { error } from '../../compile/findings.ts';
import { constant, expr, forEach, ifElse, input, join, send, text, variable } from '../../ir/build.ts';
import type { Stmt } from '../../ir/program.ts';
import { sends } from '../port-specs.ts';
import { readyMade } from '../ready-made.ts';

/** Sends the lines of a text a person chooses for the run, one by one or many at a time. */
export const sourceLines = readyMade({
  kind: 'source-lines',
  params: [
    { name: 'input', type: 'text', initial: 'text', maxLength: 64 },
    { name: 'sample', type: 'plain', initial: 'one line\nand another\n' },
    { name: 'batch', type: 'integer', initial: 1, min: 1, max: 100_000 },
  ],
  ports: ({ batch }) => [sends('out', batch === 1 ? 'string' : 'string[]')],
  validate: (site, { input: name }) =>
    /^[\p{L}\p{N}_.-]+$/u.test(name)
      ? []
      : [
          error(
            'bad-param',
            { node: site.node.id, param: 'input' },
            { param: 'input', problem: 'input-name' },
          ),
        ],
  inputs: (site, { input: name, sample }) => [{ name, node: site.node.id, sample }],
  // A line ends at its line feed, so a text that ends in one has no empty line behind it.
  body: (_site, { input: name, batch }) => [
    constant('lines', join(input(name), text(String.raw`.split(/\r?\n/)`))),
    ifElse("lines.at(-1) === ''", [expr('lines.pop()')]),
    batch === 1 ? forEach('line', 'lines', [send('output', 'line')]) : sendSlices(batch),
  ],
});

const sendSlices = (batch: number): Stmt => ({
  is: 'for',
  label: null,
  init: variable('at', '0'),
  test: text('at < lines.length'),
  update: text(`at += ${batch}`),
  body: [send('output', `lines.slice(at, at + ${batch})`)],
  origin: null,
});
