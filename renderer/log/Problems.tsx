import type { Finding } from '../../shared/compile/findings.ts';
import { findingText, placeText } from '../../shared/text/findings.ts';
import { useDocument } from '../stores/document-store.ts';
import { useFindings } from '../stores/findings-store.ts';
import { screens } from '../stores/screens-store.ts';
import { selection } from '../stores/selection-store.ts';
import { useLocale, useText } from '../text/text.ts';
import { Icon } from '../ui/icons.tsx';
import './log.css';

/** Everything that is wrong with the drawing; each line leads to its place. */
export const Problems = () => {
  const t = useText();
  const findings = useFindings((state) => state.findings);
  if (findings.length === 0) return <p className="ui-empty">{t('problems.none')}</p>;
  return (
    <ul className="log-problems" aria-label={t('problems.list')}>
      {[...findings].sort(byRank).map((finding, i) => (
        <Line key={`${i} ${finding.code}`} finding={finding} />
      ))}
    </ul>
  );
};

const RANK = { error: 0, warning: 1, info: 2 } as const;

const byRank = (a: Finding, b: Finding): number => RANK[a.severity] - RANK[b.severity];

const Line = ({ finding }: { readonly finding: Finding }) => {
  const locale = useLocale();
  const document = useDocument((each) => each);
  return (
    <li>
      <button
        type="button"
        className="log-problem"
        data-severity={finding.severity}
        onClick={() => go(finding)}
      >
        <Icon
          name={finding.severity === 'error' ? 'error' : finding.severity === 'warning' ? 'warning' : 'info'}
        />
        <span className="ui-grow">{findingText(finding, locale)}</span>
        <span className="ui-faint ui-cut">{placeText(finding, document, locale)}</span>
      </button>
    </li>
  );
};

function go({ place }: Finding): void {
  screens.turnTo('inspector');
  selection.show(place);
}
