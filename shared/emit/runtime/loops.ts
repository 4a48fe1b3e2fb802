import type { Stmt } from '../../ir/program.ts';
import { visitStatements } from '../../ir/visit.ts';

type Loop = Extract<Stmt, { is: 'for' | 'while' | 'do-while' | 'for-each' }>;

/**
 * May this loop run in strips, left and entered again between two turns? It must not suspend in any other way, and
 * have no loop inside. The variables of its head are then one set for all turns, which a function made in it would
 * notice.
 */
export function canStripMine(loop: Loop): boolean {
  if (loop.is === 'for-each' && loop.over === 'in') return false;
  const ownVariables = loop.is === 'for' && loop.init !== null && loop.init.is !== 'expr';
  let possible = true;
  visitStatements([loop], {
    stmt: (stmt) => {
      if (stmt !== loop && suspends(stmt)) possible = false;
    },
    part: (part) => {
      if (part.is === 'op') possible = false;
      const makesFunction = part.is === 'func' || (part.is === 'text' && part.text.includes('=>'));
      if (ownVariables && makesFunction) possible = false;
    },
    func: () => {
      if (ownVariables) possible = false;
      return false;
    },
  });
  return possible;
}

/** Turns of a short loop that are printed one after the other, and counted together. */
const TOGETHER = 4;
/** Characters of a loop that is short. */
const SHORT = 240;

/** Says the same wherever it stands, and as often as it stands there. */
const REPEATABLE: ReadonlySet<Stmt['is']> = new Set<Stmt['is']>([
  'let',
  'expr',
  'if',
  'switch',
  'block',
  'return',
  'throw',
  'break',
  'continue',
  'type',
  'comment',
  'blank',
]);

/**
 * How many turns of a loop in strips to count at once, by printing as many. In a short loop that calls
 * nothing the count is a good part of a turn, and so is what the engine itself does at the end of each.
 */
export function turnsTogether(loop: Loop): number {
  let length = 0;
  let possible = true;
  visitStatements([loop], {
    stmt: (stmt) => {
      if (stmt !== loop && !REPEATABLE.has(stmt.is)) possible = false;
      if (stmt.is === 'expr' && stmt.calls) possible = false;
    },
    part: (part) => {
      // Each place of a tagged template has strings of its own, which the tag may know by their identity.
      if (part.is === 'text' && !part.text.includes('`')) length += part.text.length;
      else if (part.is === 'type') length += part.js.length;
      else possible = false;
    },
    func: () => {
      possible = false;
      return false;
    },
  });
  return possible && length <= SHORT ? TOGETHER : 1;
}

/** Is there a loop among these statements? Functions they make have their own. */
export function loops(body: readonly Stmt[]): boolean {
  let found = false;
  visitStatements(body, {
    stmt: ({ is }) => {
      if (is === 'for' || is === 'while' || is === 'do-while' || is === 'for-each') found = true;
    },
    func: () => false,
  });
  return found;
}

/** Does the body go on to the loop's next turn before its end? There is no loop inside. */
export function continues(loop: Loop): boolean {
  let found = false;
  visitStatements(loop.body, {
    stmt: (stmt) => {
      if (stmt.is === 'continue' && (stmt.label === null || stmt.label === loop.label)) found = true;
    },
    func: () => false,
  });
  return found;
}

/** Does the body jump to a loop around this one? */
export function jumpsOutward(loop: Loop): boolean {
  let outward = false;
  visitStatements(loop.body, {
    stmt: (stmt) => {
      if (
        (stmt.is === 'break' || stmt.is === 'continue') &&
        stmt.label !== null &&
        stmt.label !== loop.label
      ) {
        outward = true;
      }
    },
    func: () => false,
  });
  return outward;
}

function suspends(stmt: Stmt): boolean {
  switch (stmt.is) {
    case 'send':
    case 'recv':
    case 'range':
    case 'select':
    case 'lock':
    case 'wait':
    case 'sleep':
    case 'for':
    case 'while':
    case 'do-while':
    case 'for-each':
      return true;
    default:
      return false;
  }
}
