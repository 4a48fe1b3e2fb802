import type { Json } from '../base/json.ts';
import { error, type Finding } from '../compile/findings.ts';
import { MAX_TEXT, type GraphDocument, type GraphEdge, type GraphNode } from './document.ts';
import { compareIds } from './ids.ts';
import { parseJson } from './json-text.ts';
import { toLines } from './lines.ts';
import { migrate, VERSION } from './migrations/migrate.ts';
import { checkDocument, type Checked } from './schema.ts';

/**
 * A `.weft` file: JSON with its records in arrays sorted by id, its keys in a fixed order, one value a line.
 * Writing what was read gives the same text, so that a diff shows what a person changed and nothing else.
 */

/** The text of a document: `readDocument` gives the same document back. */
export function writeDocument(document: GraphDocument): string {
  const file: Json = {
    weft: VERSION,
    name: document.name,
    settings: {
      mode: document.settings.mode,
      seed: document.settings.seed,
      workers: document.settings.workers,
      clock: document.settings.clock,
      memory: document.settings.memory,
    },
    types: toLines(document.types),
    nodes: sorted(document.nodes).map(nodeRecord),
    edges: sorted(document.edges).map(edgeRecord),
    groups: sorted(document.groups).map(({ id, name, x, y, width, height }) => ({
      id,
      name,
      x,
      y,
      width,
      height,
    })),
    notes: sorted(document.notes).map(({ id, text, x, y, width, height }) => ({
      id,
      text: toLines(text),
      x,
      y,
      width,
      height,
    })),
  };
  return `${JSON.stringify(file, null, 2)}\n`;
}

/** A document, or every reason why the text is none. Never throws. */
export function readDocument(text: string): Checked {
  if (text.length > MAX_TEXT) return refuse(error('file-too-large', {}, { limit: MAX_TEXT / 1024 / 1024 }));
  const json = parseJson(text.startsWith('\uFEFF') ? text.slice(1) : text);
  if (!json.ok) {
    const { problem, line, column } = json.error;
    return refuse(
      problem === 'syntax'
        ? error('file-not-json', { line, column }, { line, column })
        : error('file-bad-shape', { line, column }, { path: `${line}:${column}`, expected: 'fewer levels' }),
    );
  }
  const migrated = migrate(json.value);
  if (migrated.json === null) return { document: null, findings: migrated.findings };
  const checked = checkDocument(migrated.json);
  return { document: checked.document, findings: [...migrated.findings, ...checked.findings] };
}

const refuse = (finding: Finding): Checked => ({ document: null, findings: [finding] });

function nodeRecord(node: GraphNode): Json {
  const { id, kind, name, x, y, group, params } = node;
  return {
    id,
    kind,
    name,
    x,
    y,
    ...(group === null ? {} : { group }),
    params: Object.fromEntries(
      Object.keys(params)
        .sort()
        .map((key) => [key, toLines(params[key]!)]),
    ),
  };
}

function edgeRecord(edge: GraphEdge): Json {
  const { id, from, to, channel } = edge;
  return {
    id,
    from: { node: from.node, port: from.port },
    to: { node: to.node, port: to.port },
    ...(channel === null
      ? {}
      : { channel: { name: channel.name, capacity: channel.capacity, closes: channel.closes } }),
  };
}

const sorted = <T extends { readonly id: string }>(records: Readonly<Record<string, T>>): readonly T[] =>
  Object.values(records).sort((a, b) => compareIds(a.id, b.id));
