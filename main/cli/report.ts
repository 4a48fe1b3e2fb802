import type { Finding } from '../../shared/compile/findings.ts';
import type { GraphDocument } from '../../shared/graph/document.ts';
import type { Terminal } from './terminal.ts';

/** One line a finding: `file: block "worker", body 3:14: error: …`. */
export function findingLine(
  file: string,
  finding: Finding,
  document: GraphDocument | null,
  out: Terminal,
): string {
  const place = placeWords(finding, document, out);
  const severity = out.say(`severity.${finding.severity}`);
  const sentence = out.say(`finding.${finding.code}`, finding.values);
  return `${[file, place, severity].filter((part) => part !== '').join(': ')}: ${sentence}`;
}

function placeWords({ place }: Finding, document: GraphDocument | null, out: Terminal): string {
  const words: string[] = [];
  if (place.node !== undefined) words.push(`"${document?.nodes[place.node]?.name ?? place.node}"`);
  if (place.edge !== undefined) words.push(out.say('cli.wire', { wire: place.edge }));
  if (place.port !== undefined) words.push(out.say('cli.port', { port: place.port }));
  if (place.param !== undefined) words.push(place.param);
  if (place.path !== undefined && place.node === undefined) words.push(place.path);
  if (place.line !== undefined) words.push(`${place.line}:${place.column ?? 1}`);
  return words.join(' ');
}

/** Findings as text on the error stream. */
export function printFindings(
  file: string,
  findings: readonly Finding[],
  document: GraphDocument | null,
  out: Terminal,
): void {
  for (const finding of findings) out.stderr(`${findingLine(file, finding, document, out)}\n`);
}
