import type { Finding } from '../../shared/compile/findings.ts';
import type { GraphDocument } from '../../shared/graph/document.ts';
import { findingText, placeText } from '../../shared/text/findings.ts';
import type { Terminal } from './terminal.ts';

/** Findings on the error stream, one a line: `file: “worker”, line 3, column 14: Error: …`. */
export function printFindings(
  file: string,
  findings: readonly Finding[],
  document: GraphDocument | null,
  out: Terminal,
): void {
  for (const finding of findings) {
    const place = placeText(finding, document, out.locale);
    const severity = out.say(`severity.${finding.severity}`);
    const words = [file, place, severity, findingText(finding, out.locale)];
    out.stderr(`${words.filter((part) => part !== '').join(': ')}\n`);
  }
}
