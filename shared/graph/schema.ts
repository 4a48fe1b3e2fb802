import { z } from 'zod';
import type { EdgeId, GroupId, NodeId, NoteId } from '../base/ids.ts';
import { nodeId } from '../base/ids.ts';
import type { Json } from '../base/json.ts';
import { error, hasErrors, warning, type Finding, type Place } from '../compile/findings.ts';
import {
  DEFAULT_SETTINGS,
  type GraphDocument,
  type GraphEdge,
  type GraphGroup,
  type GraphNode,
  type GraphNote,
} from './document.ts';
import { isUsableId } from './ids.ts';
import { fromLines } from './lines.ts';

/**
 * Unknown JSON, already migrated to the current version, to a document. Every problem becomes a finding with the
 * dotted path of the place; nothing throws. Blocks of unknown kinds pass: they are kept as they are.
 */
export interface Checked {
  /** Null when a finding is an error. */
  readonly document: GraphDocument | null;
  readonly findings: readonly Finding[];
}

export function checkDocument(json: unknown): Checked {
  const parsed = File.safeParse(json);
  if (!parsed.success) return { document: null, findings: shapeFindings(parsed.error, json) };
  const { name, settings, types, nodes, edges, groups, notes } = parsed.data;
  const findings = [
    ...duplicates('nodes', nodes),
    ...duplicates('edges', edges),
    ...duplicates('groups', groups),
    ...duplicates('notes', notes),
  ];
  const known = new Set(nodes.map((node) => node.id));
  const frames = new Set(groups.map((group) => group.id));
  const document: GraphDocument = {
    name,
    settings,
    types,
    nodes: byId(nodes.map((node, i) => withKnownGroup(node as GraphNode, i, frames, findings))),
    edges: byId(edges.filter((edge, i) => hasBothEnds(edge as GraphEdge, i, known, findings)) as GraphEdge[]),
    groups: byId(groups as GraphGroup[]),
    notes: byId(notes as GraphNote[]),
  };
  return { document: hasErrors(findings) ? null : document, findings };
}

const id = z.string().refine(isUsableId, { message: 'id' });
const finite = z.number();
const size = z.number().min(0);
// What was parsed is JSON already. The library's own JSON and record types leave out a key named __proto__.
const json = z.unknown().transform((value) => fromLines(value as Json));
const params = z
  .custom<Readonly<Record<string, Json>>>(
    (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
    'record',
  )
  .transform((value) =>
    Object.fromEntries(Object.entries(value).map(([key, item]) => [key, fromLines(item)])),
  );
const text = json.pipe(z.string());

const Settings = z.strictObject({
  mode: z.enum(['deterministic', 'parallel']).default(DEFAULT_SETTINGS.mode),
  seed: z.int().min(0).max(0xffffffff).default(DEFAULT_SETTINGS.seed),
  workers: z.int().min(0).max(256).default(DEFAULT_SETTINGS.workers),
  clock: z.enum(['virtual', 'real']).default(DEFAULT_SETTINGS.clock),
  memory: z.int().min(16).max(65536).default(DEFAULT_SETTINGS.memory),
});

const Node = z.strictObject({
  id,
  kind: z.string().min(1).max(128),
  name: z.string().max(256),
  x: finite,
  y: finite,
  group: id.nullable().default(null),
  params: params.default({}),
});

const End = z.strictObject({ node: id, port: z.string().min(1).max(128) });

const Edge = z.strictObject({
  id,
  from: End,
  to: End,
  channel: z
    .strictObject({
      name: z.string().max(256).default(''),
      capacity: z.int().min(0).max(1_000_000).default(0),
      closes: z.boolean().default(true),
    })
    .nullable()
    .default(null),
});

const Frame = { x: finite, y: finite, width: size, height: size };
const Group = z.strictObject({ id, name: z.string().max(256), ...Frame });
const Note = z.strictObject({ id, text, ...Frame });

const File = z.strictObject({
  weft: z.literal(1),
  name: z.string().max(256).default(''),
  settings: Settings.default(DEFAULT_SETTINGS),
  types: text.default(''),
  nodes: z.array(Node).default([]),
  edges: z.array(Edge).default([]),
  groups: z.array(Group).default([]),
  notes: z.array(Note).default([]),
});

/** One finding per problem, at most this many: a file of another program has thousands. */
const MAX_FINDINGS = 100;

function shapeFindings(problems: z.ZodError, json: unknown): readonly Finding[] {
  return problems.issues.slice(0, MAX_FINDINGS).map((issue) => {
    const path = issue.path.map(String).join('.') || '(file)';
    return error(
      'file-bad-shape',
      { path, ...owner(issue.path, json) },
      { path, expected: expectation(issue) },
    );
  });
}

/** The block a path lies in, where its record is sound enough to say. */
function owner(path: readonly PropertyKey[], json: unknown): Place {
  const [list, index] = path;
  if (list !== 'nodes' || typeof index !== 'number') return {};
  const record = (json as { nodes?: readonly { id?: unknown }[] }).nodes?.[index];
  return typeof record?.id === 'string' ? { node: nodeId(record.id) } : {};
}

/** What should have stood there: words of the format, the same in every language. */
function expectation(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.expected;
    case 'invalid_value':
      return issue.values.map((value) => JSON.stringify(value)).join(' | ');
    case 'too_small':
      return `≥ ${issue.minimum}`;
    case 'too_big':
      return `≤ ${issue.maximum}`;
    case 'unrecognized_keys':
      return `no ${issue.keys.join(', ')}`;
    case 'custom':
      return issue.message;
    case 'invalid_format':
    case 'not_multiple_of':
    case 'invalid_union':
    case 'invalid_key':
    case 'invalid_element':
      return issue.code === 'invalid_union' ? 'JSON' : issue.message;
    default:
      return 'JSON';
  }
}

function duplicates(list: string, records: readonly { readonly id: string }[]): Finding[] {
  const firstAt = new Map<string, number>();
  return records.flatMap((record, i) => {
    const earlier = firstAt.get(record.id);
    if (earlier === undefined) {
      firstAt.set(record.id, i);
      return [];
    }
    const path = `${list}.${i}.id`;
    return [error('duplicate-id', { path }, { id: record.id, path, first: `${list}.${earlier}` })];
  });
}

function hasBothEnds(
  edge: GraphEdge,
  index: number,
  known: ReadonlySet<string>,
  findings: Finding[],
): boolean {
  const missing = [edge.from.node, edge.to.node].filter((node) => !known.has(node));
  for (const node of missing) {
    findings.push(warning('dangling-edge', { path: `edges.${index}` }, { edge: edge.id, node }));
  }
  return missing.length === 0;
}

function withKnownGroup(
  node: GraphNode,
  index: number,
  frames: ReadonlySet<string>,
  findings: Finding[],
): GraphNode {
  if (node.group === null || frames.has(node.group)) return node;
  const place = { node: node.id, path: `nodes.${index}.group` };
  findings.push(warning('unknown-group', place, { group: node.group, name: node.name }));
  return { ...node, group: null };
}

type AnyId = NodeId | EdgeId | GroupId | NoteId;

const byId = <K extends AnyId, T extends { readonly id: K }>(records: readonly T[]): Record<K, T> =>
  Object.fromEntries(records.map((record) => [record.id, record])) as Record<K, T>;
