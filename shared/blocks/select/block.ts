import { error, type Finding } from '../../compile/findings.ts';
import {
  constant,
  forever,
  func,
  goroutine,
  join,
  received,
  ret,
  select as selectStmt,
  text,
  type CaseOf,
} from '../../ir/build.ts';
import type { Stmt } from '../../ir/program.ts';
import { defineBlock, type ParamSpec, type PortSpec, type Site } from '../block.ts';
import { contextFor, expressionIn, saysContext, statementsOf, type Piece } from '../code.ts';
import { isIdentifier, isKeptFromPorts } from '../identifiers.ts';
import { listFindings, listedPorts, portBindings, portsInScope } from '../listed-ports.ts';
import { readParams } from '../params.ts';
import { readCase, type DrawnCase } from './cases.ts';

const PARAMS = [
  { name: 'ports', type: 'ports', initial: [] },
  { name: 'cases', type: 'cases', initial: [] },
] as const satisfies readonly ParamSpec[];

/** A goroutine whose loop is drawn: `for { select { … } }`. Without a case it waits for ever (SE-5). */
export const select = defineBlock({
  kind: 'select',
  family: 'select',
  defaultName: 'choose',
  params: PARAMS,
  ports: (params) => listedPorts(readParams(PARAMS, params).ports),
  validate(site) {
    const { ports, cases } = readParams(PARAMS, site.node.params);
    return [
      ...listFindings(site, ports),
      ...cases.flatMap((json, i) => {
        const drawn = readCase(json);
        if ('wrong' in drawn) return [caseError(site, i, { problem: 'case', field: drawn.wrong })];
        return [...caseFindings(site, drawn, i, listedPorts(ports)), ...codeFindings(site, drawn, i)];
      }),
      ...defaultFindings(site, drawnCases(site)),
    ];
  },
  lower(site) {
    const { ports } = readParams(PARAMS, site.node.params);
    return {
      goroutines: [
        goroutine({
          node: site.node.id,
          name: site.identifier(),
          ports: portBindings(site, listedPorts(ports)),
          closes: site.closes(),
          body: func(site.identifier(), loop(site, drawnCases(site)), {
            defers: drawnCases(site).some((drawn, i) => statementsOf(site, bodyPiece(drawn, i)).defers),
          }),
        }),
      ],
    };
  },
});

function drawnCases(site: Site): readonly DrawnCase[] {
  return readParams(PARAMS, site.node.params).cases.flatMap((json) => {
    const drawn = readCase(json);
    return 'wrong' in drawn ? [] : [drawn];
  });
}

// --- what is wrong with a case

function caseFindings(
  site: Site,
  drawn: DrawnCase,
  index: number,
  ports: readonly PortSpec[],
): readonly Finding[] {
  const wanted = WANTED[drawn.on];
  const port = 'port' in drawn ? drawn.port : null;
  const fits = ports.some((spec) => spec.name === port && spec.type.is === wanted && !spec.many);
  const names = drawn.on === 'receive' ? [drawn.value, drawn.ok].filter((name) => name !== '') : [];
  return [
    ...(port === null || fits ? [] : [caseError(site, index, { problem: 'case-port', port })]),
    ...names
      .filter((name, i) => !isIdentifier(name) || isKeptFromPorts(name, null) || names.indexOf(name) < i)
      .map((name) => caseError(site, index, { problem: 'case-name', name })),
  ];
}

const WANTED: Readonly<Record<DrawnCase['on'], string>> = {
  receive: 'recv',
  send: 'send',
  done: 'context',
  after: '',
  default: '',
};

const codeFindings = (site: Site, drawn: DrawnCase, index: number): readonly Finding[] => [
  ...(drawn.on === 'send' ? expressionIn(site, valuePiece(drawn, index)).findings : []),
  ...statementsOf(site, bodyPiece(drawn, index)).findings,
];

const defaultFindings = (site: Site, cases: readonly DrawnCase[]): readonly Finding[] =>
  cases.flatMap((drawn, i) =>
    drawn.on === 'default' && cases.findIndex((other) => other.on === 'default') < i
      ? [caseError(site, i, { problem: 'two-defaults' })]
      : [],
  );

/** People count from 1. */
const caseError = (site: Site, index: number, values: Record<string, string | number>): Finding =>
  error(
    'bad-param',
    { node: site.node.id, param: 'cases', path: `params.cases.${index}` },
    { param: 'cases', case: index + 1, ...values },
  );

// --- what a case means

function loop(site: Site, cases: readonly DrawnCase[]): readonly Stmt[] {
  const result = resultName(cases);
  const arms = cases.flatMap((drawn, i): CaseOf[] =>
    drawn.on === 'default'
      ? []
      : [{ name: caseName(drawn, i), ...operation(site, drawn, i), body: arm(site, drawn, i, result) }],
  );
  const fallback = cases.findIndex((drawn) => drawn.on === 'default');
  const otherwise = fallback === -1 ? null : arm(site, cases[fallback]!, fallback, result);
  const uses = new Set(cases.flatMap((drawn, i) => [...namesUsed(site, drawn, i)]));
  return [...contextFor(uses, portsInScope(site)), forever([selectStmt(result, arms, otherwise)])];
}

const namesUsed = (site: Site, drawn: DrawnCase, index: number): readonly string[] => [
  ...statementsOf(site, bodyPiece(drawn, index)).uses,
  ...(drawn.on === 'send' && saysContext(expressionIn(site, valuePiece(drawn, index)).code) ? ['ctx'] : []),
];

/** The select's result. Where a person's code says `got` too, a name that nobody types. */
const resultName = (cases: readonly DrawnCase[]): string =>
  /\bgot\b/.test(JSON.stringify(cases)) ? '$got' : 'got';

type Communicating = Exclude<DrawnCase, { on: 'default' }>;

function operation(
  site: Site,
  drawn: Communicating,
  index: number,
): Pick<CaseOf, 'receive' | 'send' | 'origin'> {
  const origin = { node: site.node.id, param: `cases.${index}`, line: 1, column: 1 };
  switch (drawn.on) {
    case 'receive':
      return { receive: drawn.port, origin };
    case 'send':
      return { send: [drawn.port, expressionIn(site, valuePiece(drawn, index)).code], origin };
    case 'after':
      return { receive: `after(${drawn.after})`, origin };
    case 'done':
      return { receive: join(text(drawn.port), text('.done()')), origin };
  }
}

function arm(site: Site, drawn: DrawnCase, index: number, result: string): readonly Stmt[] {
  const names =
    drawn.on === 'receive'
      ? [
          ...(drawn.value === '' ? [] : [constant(drawn.value, received(result))]),
          ...(drawn.ok === '' ? [] : [constant(drawn.ok, received(result, 'ok'))]),
        ]
      : [];
  const { body } = statementsOf(site, bodyPiece(drawn, index));
  const leaves = drawn.next === 'stop' && body.at(-1)?.is !== 'return';
  return [...names, ...body, ...(leaves ? [ret()] : [])];
}

const bodyPiece = (drawn: DrawnCase, index: number): Piece => ({
  param: `cases.${index}.body`,
  text: drawn.body,
  scope: drawn.on === 'receive' ? [drawn.value, drawn.ok].filter((name) => name !== '') : [],
});

const valuePiece = (drawn: DrawnCase & { on: 'send' }, index: number): Piece => ({
  param: `cases.${index}.value`,
  text: drawn.value,
});

/** A property of the object that `select` takes: readable in an export, and unique. */
const caseName = (drawn: Communicating, index: number): string =>
  'port' in drawn ? `${drawn.port}${index + 1}` : `after${index + 1}`;
