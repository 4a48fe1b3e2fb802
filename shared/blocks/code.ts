import {
  contextBinding,
  lowerExpression,
  lowerStatements,
  type BodySite,
  type LoweredBody,
  type LoweredStatements,
} from '../body/lower.ts';
import type { PortInScope } from '../body/port-types.ts';
import type { Finding } from '../compile/findings.ts';
import type { GraphNode } from '../graph/document.ts';
import { func } from '../ir/build.ts';
import { codeContains } from '../ir/visit.ts';
import type { Code, Func, Stmt } from '../ir/program.ts';
import type { Site } from './block.ts';
import { portsInScope } from './listed-ports.ts';

/**
 * The TypeScript in a block's parameters. Validation and lowering ask for the same text one after the other, and
 * the window asks after every edit, so what was made of a block's text is kept for as long as the block.
 */

/** A goroutine's body, with the block's ports in scope. */
export const bodyOf = (site: Site, param: string): Func => body(site, param).func;

export const bodyFindings = (site: Site, param: string): readonly Finding[] => body(site, param).findings;

const body = (site: Site, param: string): LoweredBody =>
  kept('body', site, { param, text: textOf(site, param) }, lowerGoroutine);

function lowerGoroutine(text: string, site: BodySite): LoweredBody {
  const { body: statements, uses, defers, hoistable, findings } = lowerStatements(text, site);
  const origin = { node: site.node, param: site.param, line: 1, column: 1 };
  const whole = [...contextFor(uses, site.ports), ...statements];
  return { func: func(site.name, whole, { defers, hoistable, origin }), findings };
}

/** What stands in front of code that says `ctx` without having a port of that name. */
export const contextFor = (uses: ReadonlySet<string>, ports: readonly PortInScope[]): readonly Stmt[] =>
  uses.has('ctx') && ports.every((port) => port.name !== 'ctx') ? [contextBinding(ports)] : [];

/** Whether an expression a person typed says `ctx`. */
export const saysContext = (code: Code): boolean =>
  codeContains(code, (part) => part.is === 'text' && /\bctx\b/.test(part.text));

/** Statements with the block's ports and some names more in scope. */
export const statementsOf = (site: Site, piece: Piece): LoweredStatements =>
  kept('statements', site, piece, lowerStatements);

/** An expression that sees the names of its scope and no port. */
export const expressionOf = (site: Site, param: string, scope: readonly string[]): Code =>
  expression(site, param, scope).code;

export const expressionFindings = (site: Site, param: string, scope: readonly string[]): readonly Finding[] =>
  expression(site, param, scope).findings;

const expression = (
  site: Site,
  param: string,
  scope: readonly string[],
): ReturnType<typeof lowerExpression> =>
  kept('expression', site, { param, text: textOf(site, param), scope, ports: false }, lowerExpression);

/** An expression with the block's ports in scope. */
export const expressionIn = (site: Site, piece: Piece): ReturnType<typeof lowerExpression> =>
  kept('expression', site, piece, lowerExpression);

/** A text within the parameters of a block. */
export interface Piece {
  /** Where it stands: `body`, `cases.2.body`. */
  readonly param: string;
  readonly text: string;
  readonly scope?: readonly string[];
  /** Whether the block's ports are in scope: unless this is false. */
  readonly ports?: boolean;
}

function textOf(site: Site, param: string): string {
  const value = site.param(param);
  return typeof value === 'string' ? value : '';
}

interface Kept {
  readonly types: string;
  readonly text: string;
  readonly result: unknown;
}

const memory = new WeakMap<GraphNode, Map<string, Kept>>();

function kept<T>(form: string, site: Site, piece: Piece, make: (text: string, site: BodySite) => T): T {
  const { param, text, scope = [] } = piece;
  const ports = piece.ports === false ? [] : portsInScope(site);
  const name = site.identifier();
  const { types } = site.document;
  const ofNode = memory.get(site.node) ?? new Map<string, Kept>();
  memory.set(site.node, ofNode);
  const key = JSON.stringify([form, param, name, scope, ports]);
  const known = ofNode.get(key);
  // The key holds everything the result depends on but the two long texts.
  if (known !== undefined && known.types === types && known.text === text) return known.result as T;
  const result = make(text, { node: site.node.id, param, name, ports, types, scope });
  ofNode.set(key, { types, text, result });
  return result;
}
