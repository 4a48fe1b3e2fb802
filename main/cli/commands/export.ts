import { hasErrors } from '../../../shared/compile/findings.ts';
import { compileText } from '../../app/compiled.ts';
import { ExportRefused, exportText, writeExport } from '../../app/exports.ts';
import type { Command } from '../cli.ts';
import { choiceOption, oneFile, readDocumentText, textOption } from '../read.ts';
import { printFindings } from '../report.ts';
import { UsageError } from '../terminal.ts';

/** Writes a document as a program of its own. */
export const exportCommand: Command = {
  usage: 'export FILE --target typescript --out PATH [--single-file]',
  options: { target: { type: 'string' }, out: { type: 'string' }, 'single-file': { type: 'boolean' } },
  async run(values, positionals, out) {
    const file = oneFile(positionals, out);
    if (values['target'] === undefined)
      throw new UsageError(out.say('cli.missing-option', { option: '--target' }));
    choiceOption('--target', values['target'], ['typescript'], out);
    const place = textOption(values['out']);
    if (place === undefined || place === '')
      throw new UsageError(out.say('cli.missing-option', { option: '--out' }));
    const read = await readDocumentText(file, out);
    if (!('text' in read)) {
      printFindings(file, [read.finding], null, out);
      return 1;
    }
    const singleFile = values['single-file'] === true;
    const { files, findings } = exportText(read.text, singleFile);
    if (hasErrors(findings)) {
      printFindings(file, findings, compileText(read.text).document, out);
      return 1;
    }
    try {
      await writeExport(files, place, singleFile);
    } catch (cause) {
      const reason =
        cause instanceof ExportRefused
          ? out.say(`app.export-${cause.reason}`, { place })
          : (cause as Error).message;
      out.stderr(`${reason}\n`);
      return 1;
    }
    out.stderr(`${out.say('cli.exported', { count: files.length, place })}\n`);
    return 0;
  },
};
