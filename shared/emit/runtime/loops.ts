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
