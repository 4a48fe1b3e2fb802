import type { PortKind } from './ports.ts';

/** Names a person may give a port. */

export const isIdentifier = (name: string): boolean =>
  /^[\p{ID_Start}_$][\p{ID_Continue}$\u200c\u200d]*$/u.test(name) && !RESERVED.has(name);

/** Words that cannot name a variable in a module. */
export const RESERVED: ReadonlySet<string> = new Set(
  (
    'await break case catch class const continue debugger default delete do else enum export extends false finally ' +
    'for function if implements import in instanceof interface let new null package private protected public ' +
    'return static super switch this throw true try typeof var void while with yield eval arguments async'
  ).split(' '),
);

/**
 * Names a port would take from the body, or from the code made of it: the goroutine itself, the forms that are
 * understood by name, and what begins with a dollar. `ctx` is kept for a context. Other names of the runtime a port
 * may have: the body then means the port.
 */
export const isKeptFromPorts = (name: string, type: PortKind | null): boolean =>
  KEPT.has(name) || name.startsWith('$') || (name === 'ctx' && type !== 'context');

const KEPT: ReadonlySet<string> = new Set([
  'self',
  'PARK',
  'go',
  'select',
  'recv',
  'send',
  'defer',
  'recover',
  'panic',
  'nil',
  'chan',
  'sleep',
  'gosched',
  'after',
  'background',
]);
