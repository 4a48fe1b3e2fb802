import { invariant } from '../base/assert.ts';
import type { ObjectId } from '../base/ids.ts';
import type { Func, GoroutineDecl, ObjectDecl, Program, Stmt } from './program.ts';
import { visitFunc } from './visit.ts';

/**
 * What every program satisfies before it is emitted:
 *  - ids and names of objects are unique, and what an object refers to was made before it;
 *  - goroutines refer to objects of the program, and at most one kind of goroutine is main;
 *  - identifiers a body sees are different from one another;
 *  - functions that do not wait have no operation that waits;
 *  - `break` and `continue` stay inside their function.
 * @throws Error in the words of the rule that is broken
 */
export function verify(program: Program): void {
  const objects = new Map<ObjectId, ObjectDecl>();
  const names = new Set<string>();
  for (const object of program.objects) {
    invariant(!objects.has(object.id), `object ${object.id} is declared once`);
    invariant(!names.has(object.name), `the name ${object.name} belongs to one object`);
    for (const other of refersTo(object)) {
      invariant(objects.has(other), `${object.name} refers to an object made before it`);
    }
    if (object.kind === 'chan')
      invariant(object.capacity >= 0, `${object.name} has room for no less than nothing`);
    objects.set(object.id, object);
    names.add(object.name);
  }
  invariant(program.goroutines.filter(({ main }) => main).length <= 1, 'one block is main');
  const inputs = new Set(program.inputs.map(({ name }) => name));
  invariant(inputs.size === program.inputs.length, 'every input has a name of its own');
  for (const goroutine of program.goroutines) verifyGoroutine(goroutine, objects, inputs);
}

function refersTo(object: ObjectDecl): readonly ObjectId[] {
  if (object.kind === 'cond') return [object.locker];
  return object.kind === 'context' && object.parent !== null ? [object.parent] : [];
}

function verifyGoroutine(
  goroutine: GoroutineDecl,
  objects: ReadonlyMap<ObjectId, ObjectDecl>,
  inputs: ReadonlySet<string>,
): void {
  const { name, replicas, ports, closes, body } = goroutine;
  invariant(Number.isInteger(replicas) && replicas >= 0, `${name} runs a whole number of times`);
  const seen = new Set(['self']);
  for (const port of ports) {
    invariant(!seen.has(port.name), `in ${name} the identifier ${port.name} means one thing`);
    seen.add(port.name);
    for (const id of [port.objects].flat()) {
      invariant(id === null || objects.has(id), `${name}.${port.name} is an object of the program`);
    }
  }
  for (const id of closes) {
    invariant(objects.get(id)?.kind === 'chan', `${name} closes a channel of the program`);
  }
  invariant(body.waits, `${name} may wait`);
  verifyFunc(body, inputs);
}

function verifyFunc(func: Func, inputs: ReadonlySet<string>): void {
  verifyJumps(func.body, { labels: new Set(), breaks: false, continues: false });
  visitFunc(func, {
    part: (part) => {
      if (part.is === 'op')
        invariant(
          func.waits || (part.op.is === 'access' && !part.op.pauses),
          'only a function that waits has operations',
        );
      if (part.is === 'input') invariant(inputs.has(part.name), `the program has an input ${part.name}`);
    },
    stmt: (stmt) => {
      if (WAITING.has(stmt.is)) invariant(func.waits, `only a function that waits has a ${stmt.is}`);
      if (stmt.is === 'select') {
        invariant(stmt.arms.length === stmt.head.cases.length, 'a select has an arm for every case');
        invariant(stmt.head.hasDefault === (stmt.otherwise !== null), 'a select has an arm for its default');
      }
      if (stmt.is === 'defer') invariant(func.defers, 'a function that defers says so');
    },
    func: (inner) => {
      if (inner === func) return true;
      verifyFunc(inner, inputs);
      return false;
    },
  });
}

const WAITING: ReadonlySet<Stmt['is']> = new Set([
  'send',
  'recv',
  'range',
  'select',
  'lock',
  'wait',
  'sleep',
]);

interface Around {
  readonly labels: ReadonlySet<string>;
  readonly breaks: boolean;
  readonly continues: boolean;
}

function verifyJumps(body: readonly Stmt[], around: Around): void {
  const labelled = (label: string | null): Around =>
    label === null ? around : { ...around, labels: new Set([...around.labels, label]) };
  for (const stmt of body) {
    switch (stmt.is) {
      case 'break':
      case 'continue':
        invariant(
          stmt.label === null
            ? stmt.is === 'break'
              ? around.breaks
              : around.continues
            : around.labels.has(stmt.label),
          `${stmt.is} stands inside what it leaves`,
        );
        break;
      case 'range':
      case 'for':
      case 'while':
      case 'do-while':
      case 'for-each':
        verifyJumps(stmt.body, { ...labelled(stmt.label), breaks: true, continues: true });
        break;
      case 'switch':
        for (const arm of stmt.arms) verifyJumps(arm.body, { ...labelled(stmt.label), breaks: true });
        break;
      case 'select':
        for (const arm of [...stmt.arms.map((one) => one.body), stmt.otherwise ?? []]) {
          verifyJumps(arm, { ...around, breaks: true });
        }
        break;
      case 'if':
        verifyJumps(stmt.body, around);
        verifyJumps(stmt.otherwise ?? [], around);
        break;
      case 'block':
        verifyJumps(stmt.body, labelled(stmt.label));
        break;
      case 'try':
        for (const part of [stmt.body, stmt.handler ?? [], stmt.finalizer ?? []]) verifyJumps(part, around);
        break;
      default:
        break;
    }
  }
}
