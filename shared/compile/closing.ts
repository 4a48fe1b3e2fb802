import type { ObjectId } from '../base/ids.ts';
import { blockOf } from '../blocks/catalogue.ts';
import type { GraphNode } from '../graph/document.ts';
import type { Code, CodePart, Func, GoroutineDecl, PortBinding, SelectHead } from '../ir/program.ts';
import { visitFunc } from '../ir/visit.ts';
import { warning, type Finding } from './findings.ts';
import type { Sites } from './site.ts';

/**
 * Loops over a channel that nobody closes: neither its switch nor, as far as the code shows, a body that sends on
 * it. A channel handed to somebody else might be closed there, so then nothing is said.
 */
export function neverClosed(nodes: readonly GraphNode[], sites: Sites): readonly Finding[] {
  const lowered = nodes.map((node) => blockOf(node.kind)?.lower(sites.of(node)) ?? {});
  const goroutines = lowered.flatMap((part) => part.goroutines ?? []);
  const closed = new Set(goroutines.flatMap((goroutine) => goroutine.closes));
  const sending = new Map<ObjectId, boolean>();
  for (const goroutine of goroutines) {
    for (const { name, type, objects } of goroutine.ports) {
      if (!type.startsWith('send')) continue;
      const { others } = usesOf(goroutine.body);
      for (const object of all(objects)) {
        sending.set(object, (sending.get(object) ?? false) || others.has(name));
      }
    }
  }
  return goroutines.flatMap((goroutine) =>
    goroutine.ports
      .filter(({ type, name }) => type.startsWith('recv') && usesOf(goroutine.body).ranges.has(name))
      .filter(({ objects }) =>
        all(objects).some((object) => !closed.has(object) && sending.get(object) === false),
      )
      .map(({ name }) => {
        const node = nodes.find((candidate) => candidate.id === goroutine.node);
        const port = portOf(sites, goroutine, name);
        return warning(
          'never-closed',
          { node: goroutine.node, port },
          { name: node?.name ?? goroutine.name, port },
        );
      }),
  );
}

const all = (objects: PortBinding['objects']): readonly ObjectId[] =>
  objects === null ? [] : typeof objects === 'string' ? [objects] : objects;

/** The port as it is drawn: ready-made bodies call `in` by another name. */
const portOf = (sites: Sites, goroutine: GoroutineDecl, name: string): string =>
  sites.ports(goroutine.node).some((port) => port.name === name) ? name : 'in';

interface Uses {
  /** Names looped over as channels. */
  readonly ranges: ReadonlySet<string>;
  /** Names that stand for more than the channel a value is sent on. */
  readonly others: ReadonlySet<string>;
}

/** A body stays the same object until a person changes it, and drawings are checked after every edit. */
const known = new WeakMap<Func, Uses>();

function usesOf(func: Func): Uses {
  const uses = known.get(func) ?? readUses(func);
  known.set(func, uses);
  return uses;
}

function readUses(func: Func): Uses {
  const ranges = new Set<string>();
  const mentions = new Map<string, number>();
  const count = (name: string, by: number): void => void mentions.set(name, (mentions.get(name) ?? 0) + by);
  const sentOn = ({ parts }: Code): void => {
    for (const part of parts) for (const name of namesIn(part)) count(name, -1);
  };
  const sentOnIn = ({ cases }: SelectHead): void => {
    for (const one of cases) if (one.is === 'send') sentOn(one.channel);
  };
  visitFunc(func, {
    part: (part) => {
      for (const name of namesIn(part)) count(name, 1);
      if (part.is !== 'op') return;
      if (part.op.is === 'call' && part.op.method === 'send') sentOn(part.op.target);
      if (part.op.is === 'select') sentOnIn(part.op.select);
    },
    stmt: (stmt) => {
      if (stmt.is === 'send') sentOn(stmt.channel);
      if (stmt.is === 'select') sentOnIn(stmt.head);
      const name = stmt.is === 'range' ? nameOf(stmt.channel) : null;
      if (name !== null) ranges.add(name);
    },
  });
  const others = [...mentions].filter(([, times]) => times > 0).map(([name]) => name);
  return { ranges, others: new Set(others) };
}

const namesIn = (part: CodePart): readonly string[] =>
  part.is === 'text' ? (part.text.match(/[\p{ID_Start}_$][\p{ID_Continue}$]*/gu) ?? []) : [];

/** Code that is one identifier and nothing more. */
function nameOf({ parts: [only, more] }: Code): string | null {
  if (more !== undefined || only?.is !== 'text') return null;
  return /^\s*([\p{ID_Start}_$][\p{ID_Continue}$]*)\s*$/u.exec(only.text)?.[1] ?? null;
}
