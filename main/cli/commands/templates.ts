import { templates } from '../../app/templates.ts';
import type { Command } from '../cli.ts';
import { UsageError } from '../terminal.ts';

/** Lists the templates that come with Weft. */
export const templatesCommand: Command = {
  usage: 'templates [--json]',
  options: { json: { type: 'boolean' } },
  run(values, positionals, out) {
    if (positionals.length > 0)
      throw new UsageError(out.say('cli.too-many-files', { file: positionals[0] ?? '' }));
    const all = templates();
    if (values['json']) {
      const listed = all.map(({ slug, title, line, broken }) => ({ slug, title, line, broken }));
      out.stdout(`${JSON.stringify(listed)}\n`);
    } else {
      const width = Math.max(...all.map(({ slug }) => slug.length));
      for (const { slug, line } of all) out.stdout(`${slug.padEnd(width)}  ${line[out.locale]}\n`);
    }
    return Promise.resolve(0);
  },
};
