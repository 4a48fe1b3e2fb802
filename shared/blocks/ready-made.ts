import { contextBinding } from '../body/lower.ts';
import { goroutine } from '../ir/build.ts';
import { visitStatements } from '../ir/visit.ts';
import type { InputDecl, Stmt } from '../ir/program.ts';
import type { Finding } from '../compile/findings.ts';
import { defineBlock, type Block, type Lowered, type ParamSpec, type PortSpec, type Site } from './block.ts';
import { portBindings } from './listed-ports.ts';
import { readParams, type ParamsOf } from './params.ts';

/**
 * Goroutines with the body already written. In their bodies the port `in` is `input` (`inputs` where it takes many
 * wires) and `out` is `output` (`outputs`). They close nothing themselves: what they send on closes by its own
 * `closes` switch when they return.
 */
export interface ReadyMade<Specs extends readonly ParamSpec[]> {
  readonly kind: string;
  readonly params: Specs;
  readonly ports: (params: ParamsOf<Specs>) => readonly PortSpec[];
  readonly validate?: (site: Site, params: ParamsOf<Specs>) => readonly Finding[];
  readonly body: (site: Site, params: ParamsOf<Specs>) => readonly Stmt[];
  readonly inputs?: (site: Site, params: ParamsOf<Specs>) => readonly InputDecl[];
}

export function readyMade<const Specs extends readonly ParamSpec[]>(shape: ReadyMade<Specs>): Block {
  const { kind, params } = shape;
  return defineBlock({
    kind,
    family: 'ready-made',
    defaultName: kind.replace(/^source-.*/, 'source'),
    params,
    ports: (values) => shape.ports(readParams(params, values)),
    validate: (site) => shape.validate?.(site, readParams(params, site.node.params)) ?? [],
    lower(site): Lowered {
      const values = readParams(params, site.node.params);
      const inputs = shape.inputs?.(site, values);
      return {
        goroutines: [
          goroutine({
            node: site.node.id,
            name: site.identifier(),
            replicas: replicas(site),
            ports: portBindings(site, shape.ports(values), identifiers(shape.ports(values))),
            closes: site.closes(),
            body: withContext(shape.body(site, values)),
          }),
        ],
        ...(inputs === undefined ? {} : { inputs }),
      };
    },
  });
}

/** An expression may say `ctx`: in a goroutine without a context port that is the background. */
function withContext(body: readonly Stmt[]): readonly Stmt[] {
  let says = false;
  visitStatements(body, {
    part: (part) => {
      if (part.is === 'text' && part.origin !== null && /\bctx\b/.test(part.text)) says = true;
    },
  });
  return says ? [contextBinding([]), ...body] : body;
}

/** For the kinds that may run several times side by side. */
export const REPLICAS = {
  name: 'replicas',
  type: 'integer',
  initial: 1,
  min: 1,
  max: 10_000,
} as const satisfies ParamSpec;

const identifiers = (ports: readonly PortSpec[]): Readonly<Record<string, string>> =>
  Object.fromEntries(ports.map(({ name, many }) => [name, `${name}put${many ? 's' : ''}`]));

function replicas(site: Site): number {
  const value = site.param('replicas');
  return typeof value === 'number' ? value : 1;
}

/** `T[]`, with brackets where the type needs them. */
export const arrayOf = (elem: string): string =>
  /^[\w$.]+(\[\])*$/.test(elem) ? `${elem}[]` : `(${elem})[]`;
