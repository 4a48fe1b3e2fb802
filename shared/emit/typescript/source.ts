import { freeNames } from '../../body/free-names.ts';
import { typeOfPort } from '../../body/port-types.ts';
import { isWholeZero } from '../../body/zero.ts';
import { parsePort } from '../../blocks/ports.ts';
import { unreachable } from '../../base/assert.ts';
import type { ObjectId } from '../../base/ids.ts';
import type { Json } from '../../base/json.ts';
import type { Func, GoroutineDecl, InputDecl, ObjectDecl, PortBinding, Program } from '../../ir/program.ts';
import { visitFunc } from '../../ir/visit.ts';
import { Lines } from '../lines.ts';
import type { LineSpan } from '../files.ts';
import { UniqueNames } from '../names.ts';
import { inputVariable, propertyName, quoted, TypeScriptPrinter } from './printer.ts';

/** Text, where in it the blocks are, and what it uses from elsewhere. */
export interface Source {
  readonly text: string;
  readonly nodes: readonly LineSpan[];
  readonly values: ReadonlySet<string>;
  readonly types: ReadonlySet<string>;
}

/** The function of a goroutine block. */
export interface GoroutineSource extends Source {
  readonly goroutine: GoroutineDecl;
  readonly name: string;
  /** Inputs whose text it is given, after its ports. */
  readonly inputs: readonly string[];
  readonly usesSelf: boolean;
}

/** Names at the top of the exported program. */
export interface TopNames {
  /** Runtime names, type names: taken before a goroutine is named. */
  readonly taken: UniqueNames;
  /** The program calls `goexit`. */
  readonly guards: boolean;
}

export function goroutineSource(goroutine: GoroutineDecl, names: TopNames): GoroutineSource {
  const out = new Lines();
  const name = names.taken.take(goroutine.name);
  const printer = new TypeScriptPrinter(out, names);
  const inputs = inputsOf(goroutine.body);
  const body = new Lines();
  new TypeScriptPrinter(body, names).body(goroutine.body);
  const usesSelf = freeNames(`async function f() ${body.toString()}`).values.has('self');
  const params = [
    ...(usesSelf ? ['self: Self'] : []),
    ...goroutine.ports.map((port) => `${port.name}: ${portType(port)}`),
    ...inputs.map((input) => `${inputVariable(input)}: string`),
  ];
  const result = returnsNothing(goroutine.body) ? ': Promise<void>' : '';
  const head = `export async function ${name}(${params.join(', ')})${result} `;
  if (head.length <= 100) {
    out.write(head);
  } else {
    out.add(`export async function ${name}(`);
    out.indented(() => params.forEach((param) => out.add(`${param},`)));
    out.write(`)${result} `);
  }
  printer.body(goroutine.body);
  out.end();
  const text = out.toString();
  const { values, types } = freeNames(text);
  return {
    goroutine,
    name,
    inputs,
    usesSelf,
    text,
    values,
    types,
    nodes: [{ node: goroutine.node, from: 1, to: out.line - 1 }],
  };
}

function portType({ type, objects }: PortBinding): string {
  const parsed = parsePort(type);
  const many = typeof objects === 'object' && objects !== null;
  return parsed === null ? 'unknown' : typeOfPort({ type: parsed.type, many: many || parsed.many });
}

function inputsOf(func: Func): readonly string[] {
  const inputs = new Set<string>();
  visitFunc(func, {
    part: (part) => {
      if (part.is === 'input') inputs.add(part.name);
    },
  });
  return [...inputs];
}

/** No `return` of the function's own gives a value. */
function returnsNothing(func: Func): boolean {
  let nothing = true;
  visitFunc(func, {
    stmt: (stmt) => {
      if (stmt.is === 'return' && stmt.value !== null) nothing = false;
    },
    func: (inner) => inner === func,
  });
  return nothing;
}

/** Does any body call `goexit`? */
export const callsGoexit = (program: Program): boolean =>
  program.goroutines.some(({ body }) => {
    const out = new Lines();
    new TypeScriptPrinter(out, { guards: false }).body(body);
    return freeNames(`async function f() ${out.toString()}`).values.has('goexit');
  });

/**
 * Inputs read, objects made, goroutines started, and the program run to its end.
 * @param samples where the text of an input is, unless the command line names a file
 */
export function mainSource(
  program: Program,
  goroutines: readonly GoroutineSource[],
  names: UniqueNames,
  samples: 'in files' | 'in the program',
): Source {
  const out = new Lines();
  const nodes: LineSpan[] = [];
  const spans = (node: string | null, write: () => void): void => {
    const from = out.line;
    write();
    if (node !== null) nodes.push({ node, from, to: out.line - 1 });
  };
  for (const input of program.inputs) {
    const otherwise = samples === 'in files' ? quoted(inputPath(input)) : `{ text: ${quoted(input.sample)} }`;
    spans(input.node, () =>
      out.add(`const ${inputVariable(input.name)} = input(${quoted(input.name)}, ${otherwise});`),
    );
  }
  if (program.inputs.length > 0) out.end();
  const objects = new Objects(program, names);
  out.add('program({}, (p) => {');
  out.indented(() => {
    for (const object of program.objects) {
      spans(object.node, () => objects.declare(object).forEach((line) => out.add(line)));
    }
    if (program.objects.length > 0) out.end();
    for (const one of goroutines) spans(one.goroutine.node, () => out.add(startOf(one, objects)));
  });
  out.add('});');
  const text = out.toString();
  return { text, nodes, ...freeNames(text) };
}

export const inputPath = (input: InputDecl): string =>
  `inputs/${input.name.replace(/[^\p{ID_Continue}.-]/gu, '_').replace(/^\.+/, '')}.txt`;

function startOf({ goroutine, name, inputs, usesSelf }: GoroutineSource, objects: Objects): string {
  const options = [
    ...(goroutine.main ? ['main: true'] : []),
    ...(goroutine.replicas === 1 ? [] : [`replicas: ${goroutine.replicas}`]),
    ...(goroutine.closes.length === 0
      ? []
      : [`closes: [${goroutine.closes.map((id) => objects.reference(id)).join(', ')}]`]),
  ];
  const args = [
    ...(usesSelf ? ['self'] : []),
    ...goroutine.ports.map(({ type, objects: bound }) => objects.argument(type, bound)),
    ...inputs.map(inputVariable),
  ];
  const settings = options.length === 0 ? '{}' : `{ ${options.join(', ')} }`;
  return `p.goroutine(${quoted(goroutine.name)}, ${settings}, (${usesSelf ? 'self' : ''}) => ${name}(${args.join(', ')}));`;
}

/** The variables of `main` that hold the program's objects. */
class Objects {
  readonly #names = new Map<ObjectId, string>();
  readonly #cancels = new Map<ObjectId, string>();
  readonly #unique: UniqueNames;
  readonly #ports: readonly PortBinding[];
  readonly #types: string;

  constructor(program: Program, unique: UniqueNames) {
    this.#unique = unique;
    this.#types = program.types;
    this.#ports = program.goroutines.flatMap(({ ports }) => ports);
    for (const { id, name } of program.objects) this.#names.set(id, unique.take(name));
    for (const { type, objects } of this.#ports) {
      if (parsePort(type)?.type.is !== 'signal') continue;
      for (const id of [objects].flat()) if (id !== null) this.#cancelOf(id);
    }
  }

  reference(id: ObjectId): string {
    return this.#names.get(id) ?? 'nil()';
  }

  argument(type: string, bound: ObjectId | readonly ObjectId[] | null): string {
    const signal = parsePort(type)?.type.is === 'signal';
    if (bound === null) return unwired(type);
    const one = (id: ObjectId): string =>
      signal ? (this.#cancels.get(id) ?? '() => {}') : this.reference(id);
    return typeof bound === 'string' ? one(bound) : `[${bound.map(one).join(', ')}]`;
  }

  declare(object: ObjectDecl): readonly string[] {
    const name = this.reference(object.id);
    const made = this.#made(object);
    if (object.kind === 'context') {
      const cancel = this.#cancels.get(object.id);
      const ends = object.form.is !== 'background' && object.form.is !== 'value';
      return [`const ${ends ? `[${cancel === undefined ? name : `${name}, ${cancel}`}]` : name} = ${made};`];
    }
    const lines = [`const ${name} = named(${quoted(object.name)}, ${made});`];
    if (object.kind === 'waitgroup' && object.count > 0) lines.push(`${name}.add(${object.count});`);
    return lines;
  }

  #made(object: ObjectDecl): string {
    switch (object.kind) {
      case 'chan': {
        const args = object.capacity === 0 && object.zero === undefined ? [] : [String(object.capacity)];
        if (object.zero !== undefined) args.push(this.#zero(object.zero, object.elem));
        const closes = object.senders > 0 ? `.closeAfter(${object.senders})` : '';
        return `chan<${object.elem}>(${args.join(', ')})${closes}`;
      }
      case 'mutex':
        return 'new Mutex()';
      case 'rwmutex':
        return 'new RWMutex()';
      case 'once':
        return 'new Once()';
      case 'pool':
        return `new Pool<${this.#elementOfPool(object.id)}>()`;
      case 'errgroup':
        return 'new ErrGroup()';
      case 'singleflight':
        return 'new SingleFlight()';
      case 'waitgroup':
        return 'new WaitGroup()';
      case 'cond':
        return `new Cond(${this.reference(object.locker)})`;
      case 'semaphore':
        return `new Semaphore(${object.size})`;
      case 'variable':
        return `new Variable<${object.type}>(${literal(object.initial)})`;
      case 'atomic':
        return `new AtomicInt(${object.initial})`;
      case 'queue':
        return `new Queue<${object.type}>()`;
      case 'stack':
        return `new Stack<${object.type}>()`;
      case 'hashmap':
        return (
          typeOfPort({ type: { is: 'hashmap', elem: object.type }, many: false }).replace(/^/, 'new ') + '()'
        );
      case 'context':
        return this.#context(object);
      case 'timer':
        return `new Timer(${object.delay}).c`;
      case 'ticker':
        return `new Ticker(${object.period}).c`;
      default:
        return unreachable(object);
    }
  }

  #context({ parent, form }: Extract<ObjectDecl, { kind: 'context' }>): string {
    const above = parent === null ? 'background()' : this.reference(parent);
    switch (form.is) {
      case 'background':
        return above;
      case 'cancel':
        return `withCancel(${above})`;
      case 'timeout':
        return `withTimeout(${above}, ${form.after})`;
      case 'deadline':
        return `withDeadline(${above}, ${form.at})`;
      case 'value':
        return `withValue(${above}, ${quoted(form.key)}, ${literal(form.value)})`;
      default:
        return unreachable(form);
    }
  }

  #zero(zero: Json, elem: string): string {
    const isObject = typeof zero === 'object' && zero !== null;
    return isObject && !isWholeZero(elem, this.#types) ? `${literal(zero)} as ${elem}` : literal(zero);
  }

  /** A pool has no type of its own: its users say what it keeps. */
  #elementOfPool(id: ObjectId): string {
    for (const { type, objects } of this.#ports) {
      const port = [objects].flat().includes(id) ? parsePort(type)?.type : undefined;
      if (port?.is === 'pool') return port.elem;
    }
    return 'unknown';
  }

  #cancelOf(id: ObjectId): void {
    if (!this.#cancels.has(id))
      this.#cancels.set(id, this.#unique.take(`cancel${capital(this.reference(id))}`));
  }
}

const capital = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);

/** What a body sees of a port without a wire: a nil channel where it is one. */
function unwired(type: string): string {
  const is = parsePort(type)?.type.is;
  if (is === 'signal') return '() => {}';
  return is === 'recv' || is === 'send' ? 'nil()' : 'null as never';
}

/** JSON as a person writes it in TypeScript. */
export function literal(value: Json): string {
  if (typeof value === 'string') return quoted(value);
  if (typeof value !== 'object' || value === null) return String(value);
  if (Array.isArray(value)) return `[${value.map((item: Json) => literal(item)).join(', ')}]`;
  const entries = Object.entries(value as Readonly<Record<string, Json>>);
  if (entries.length === 0) return '{}';
  return `{ ${entries.map(([key, item]) => `${propertyName(key)}: ${literal(item)}`).join(', ')} }`;
}
