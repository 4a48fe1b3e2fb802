import type { Finding } from '../../shared/compile/findings.ts';
import { findingText } from '../../shared/text/findings.ts';
import { selection } from '../stores/selection-store.ts';
import { useLocale, useText } from '../text/text.ts';
import { Icon } from '../ui/icons.tsx';

const ICON = { error: 'error', warning: 'warning', info: 'info' } as const;

/** What is wrong here: each in a sentence, with the line it stands at. */
export function Findings({ findings }: { readonly findings: readonly Finding[] }) {
  const t = useText();
  const locale = useLocale();
  if (findings.length === 0) return null;
  return (
    <ul className="in-findings" aria-label={t('inspector.findings')}>
      {findings.map((finding, i) => {
        const { line } = finding.place;
        return (
          <li key={i} data-severity={finding.severity}>
            <Icon name={ICON[finding.severity]} />
            <p>
              {findingText(finding, locale)}
              {line !== undefined && (
                <>
                  {' '}
                  <button
                    type="button"
                    className="in-link"
                    aria-label={t('inspector.toLine', { line })}
                    onClick={() => selection.show(finding.place)}
                  >
                    {t('inspector.line', { line })}
                  </button>
                </>
              )}
            </p>
          </li>
        );
      })}
    </ul>
  );
}
