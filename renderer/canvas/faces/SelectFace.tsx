import type { DrawnCase } from '../../../shared/blocks/select/cases.ts';
import type { GraphNode } from '../../../shared/graph/document.ts';
import { message } from '../../../shared/text/format.ts';
import { formatDuration, useLocale, useText } from '../../text/text.ts';
import { Icon } from '../../ui/icons.tsx';
import { CASE_ROW, casesOf } from '../geometry.ts';

/** The drawn cases of a select, one a row: what it waits for, and what it does then. */
export const SelectCases = ({ node }: { readonly node: GraphNode }) => {
  const t = useText();
  const locale = useLocale();
  const cases = casesOf(node);
  if (cases.length === 0) return <p className="cv-cases-none">{t('canvas.select.none')}</p>;
  return (
    <ul className="cv-cases">
      {cases.map((drawn, i) => (
        <li key={i} style={{ height: CASE_ROW }}>
          <span className="cv-mono cv-case-on">{conditionOf(drawn, message(locale, 'case.default'))}</span>
          <Icon name="right" />
          <span className="cv-case-then">
            {actionOf(drawn) || message(locale, `case.next.${drawn.next}`)}
          </span>
          {drawn.next === 'stop' && actionOf(drawn) !== '' && <Icon name="stop" />}
        </li>
      ))}
    </ul>
  );
};

export function conditionOf(drawn: DrawnCase, otherwise: string): string {
  switch (drawn.on) {
    case 'receive':
      return drawn.port;
    case 'send':
      return `${drawn.port} ← ${drawn.value}`;
    case 'done':
      return `${drawn.port}.done`;
    case 'after':
      return `after ${formatDuration(drawn.after * 1e6)}`;
    case 'default':
      return otherwise;
  }
}

/** The first line of a case's code that says something. */
const actionOf = (drawn: DrawnCase): string =>
  drawn.body
    .split('\n')
    .map((line) => line.trim())
    .find((line) => line !== '' && !line.startsWith('//')) ?? '';
