import { useState } from 'react';
import { CASE_KINDS, type DrawnCase } from '../../shared/blocks/select/cases.ts';
import type { Finding } from '../../shared/compile/findings.ts';
import type { GraphNode } from '../../shared/graph/document.ts';
import { message } from '../../shared/text/format.ts';
import { useSelection } from '../stores/selection-store.ts';
import { useLocale, useText } from '../text/text.ts';
import { Button, IconButton } from '../ui/Button.tsx';
import { Icon } from '../ui/icons.tsx';
import { Menu } from '../ui/Menu.tsx';
import { addCase, caseHead, casesOf, deleteCase, firstLine, moveCase } from './case-list.ts';
import { editCases } from './edit-cases.ts';
import { OpenCase } from './OpenCase.tsx';

interface CaseListProps {
  readonly node: GraphNode;
  readonly findings: readonly Finding[];
}

/** The drawn cases of a select. One is open at a time: its code is edited with its own names in scope. */
export function CaseList({ node, findings }: CaseListProps) {
  const t = useText();
  const locale = useLocale();
  const cases = casesOf(node);
  const [open, setOpen] = useState<number | null>(null);
  const shown = useSelection((state) => state.shown);
  const [answered, setAnswered] = useState(shown);

  // A request to be shown a line of a case opens that case.
  if (shown !== answered) {
    setAnswered(shown);
    const asked = shown?.place?.node === node.id ? caseOf(shown.place.param) : null;
    if (asked !== null) setOpen(asked);
  }

  return (
    <section className="in-section" aria-labelledby="in-cases">
      <div className="in-section-head">
        <h3 id="in-cases">{t('inspector.cases')}</h3>
      </div>
      {cases.length === 0 && <p className="in-hint">{t('inspector.cases.none')}</p>}
      <ol className="in-cases">
        {cases.map(({ drawn }, i) => (
          <li key={i} data-open={open === i ? '' : undefined}>
            {drawn === null ? (
              <Broken node={node} index={i} />
            ) : (
              <Case
                node={node}
                index={i}
                drawn={drawn}
                open={open === i}
                last={i === cases.length - 1}
                findings={findings.filter(
                  ({ place, values }) => caseOf(place.param) === i || values['case'] === i + 1,
                )}
                onOpen={() => setOpen(open === i ? null : i)}
                onMove={(by) => {
                  editCases(moveCase(node, i, by));
                  if (open === i) setOpen(i + by);
                }}
                onDelete={() => {
                  editCases(deleteCase(node, i));
                  setOpen(null);
                }}
              />
            )}
          </li>
        ))}
      </ol>
      <Menu
        trigger={
          <Button size="small" look="ghost" icon="plus" className="in-add">
            {t('inspector.cases.add')}
          </Button>
        }
        groups={() => [
          CASE_KINDS.map((on) => ({
            id: on,
            label: message(locale, `case.${on}`),
            disabled: on === 'default' && cases.some(({ drawn }) => drawn?.on === 'default'),
            onPick: () => {
              editCases(addCase(node, on));
              setOpen(cases.length);
            },
          })),
        ]}
      />
    </section>
  );
}

/** `cases.2.body` is about case 2. */
function caseOf(param: string | undefined): number | null {
  const match = /^cases\.(\d+)/.exec(param ?? '');
  return match === null ? null : Number(match[1]);
}

function Broken({ node, index }: { readonly node: GraphNode; readonly index: number }) {
  const t = useText();
  const number = index + 1;
  return (
    <div className="in-case-head">
      <p className="in-wrong ui-grow">{t('inspector.case.broken', { number })}</p>
      <IconButton
        icon="trash"
        size="small"
        label={t('inspector.case.delete', { number })}
        onClick={() => editCases(deleteCase(node, index))}
      />
    </div>
  );
}

interface CaseProps {
  readonly node: GraphNode;
  readonly index: number;
  readonly drawn: DrawnCase;
  readonly open: boolean;
  readonly last: boolean;
  readonly findings: readonly Finding[];
  readonly onOpen: () => void;
  readonly onMove: (by: 1 | -1) => void;
  readonly onDelete: () => void;
}

function Case({ node, index, drawn, open, last, findings, onOpen, onMove, onDelete }: CaseProps) {
  const t = useText();
  const locale = useLocale();
  const number = index + 1;
  const wrong = findings.some(({ severity }) => severity === 'error');
  return (
    <>
      <div className="in-case-head">
        <button
          type="button"
          className="in-case-toggle"
          aria-expanded={open}
          aria-label={t('inspector.case.open', { number })}
          onClick={onOpen}
        >
          <Icon name={open ? 'down' : 'right'} />
          <span className="ui-dim">{message(locale, `case.${drawn.on}`)}</span>
          {drawn.on !== 'default' && <code className="ui-cut">{caseHead(drawn)}</code>}
          {!open && (
            <span className="in-case-line ui-cut">{firstLine(drawn) || t('inspector.case.nothing')}</span>
          )}
          {wrong && <Icon name="error" />}
        </button>
        {open && (
          <>
            <IconButton
              icon="up"
              size="small"
              disabled={index === 0}
              label={t('inspector.case.up', { number })}
              onClick={() => onMove(-1)}
            />
            <IconButton
              icon="down"
              size="small"
              disabled={last}
              label={t('inspector.case.down', { number })}
              onClick={() => onMove(1)}
            />
            <IconButton
              icon="trash"
              size="small"
              label={t('inspector.case.delete', { number })}
              onClick={onDelete}
            />
          </>
        )}
      </div>
      {open && <OpenCase node={node} index={index} drawn={drawn} findings={findings} />}
    </>
  );
}
