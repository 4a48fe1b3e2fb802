import { hasErrors } from '../../../shared/compile/findings.ts';
import { compileText } from '../../app/compiled.ts';
import type { Command } from '../cli.ts';
import { oneFile, readDocumentText } from '../read.ts';
import { printFindings } from '../report.ts';

/** Says everything that is wrong with a document. */
export const check: Command = {
  usage: 'check FILE [--json]',
  options: { json: { type: 'boolean' } },
  async run(values, positionals, out) {
    const file = oneFile(positionals, out);
    const read = await readDocumentText(file, out);
    const { document, findings } =
      'text' in read ? compileText(read.text) : { document: null, findings: [read.finding] };
    if (values['json']) out.stdout(`${JSON.stringify({ findings })}\n`);
    else {
      printFindings(file, findings, document, out);
      if (findings.length === 0) out.stdout(`${out.say('cli.nothing-wrong', { file })}\n`);
    }
    return hasErrors(findings) ? 1 : 0;
  },
};
