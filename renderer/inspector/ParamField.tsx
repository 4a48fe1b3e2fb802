import { useState } from 'react';
import type { Json } from '../../shared/base/json.ts';
import type { ParamSpec } from '../../shared/blocks/block.ts';
import { readParam } from '../../shared/blocks/params.ts';
import type { Finding } from '../../shared/compile/findings.ts';
import type { GraphNode } from '../../shared/graph/document.ts';
import { setParam } from '../../shared/graph/edits.ts';
import { findingText } from '../../shared/text/findings.ts';
import { messageOr } from '../../shared/text/format.ts';
import { documents } from '../stores/document-store.ts';
import { useLocale, useNumbers, useText } from '../text/text.ts';
import { NumberField } from '../ui/NumberField.tsx';
import { Segmented } from '../ui/Segmented.tsx';
import { Select } from '../ui/Select.tsx';
import { Switch } from '../ui/Switch.tsx';
import { TextField } from '../ui/TextField.tsx';
import { AreaField } from './AreaField.tsx';
import { readJson } from './fields.ts';

interface ParamFieldProps {
  readonly node: GraphNode;
  readonly spec: ParamSpec;
  readonly findings: readonly Finding[];
}

/** One parameter: its label, its field, and what is wrong with it. */
export function ParamField({ node, spec, findings }: ParamFieldProps) {
  const locale = useLocale();
  const label = messageOr(locale, `param.${node.kind}.${spec.name}`, spec.name);
  const hint = messageOr(locale, `hint.${node.kind}.${spec.name}`, '');
  const id = fieldId(spec.name);
  return (
    <>
      <label htmlFor={id} className="in-label">
        {label}
      </label>
      <div className="in-field" data-param={spec.name}>
        <Control
          node={node}
          spec={spec}
          id={id}
          label={label}
          hint={hint}
          wrong={findings.some(({ severity }) => severity === 'error')}
        />
        {findings.map((finding, i) => (
          <p key={i} className="in-wrong" data-severity={finding.severity}>
            {findingText(finding, locale)}
          </p>
        ))}
      </div>
    </>
  );
}

export const fieldId = (param: string): string => `in-param-${param}`;

interface ControlProps {
  readonly node: GraphNode;
  readonly spec: ParamSpec;
  readonly id: string;
  readonly label: string;
  readonly hint: string;
  readonly wrong: boolean;
}

function Control({ node, spec, id, label, hint, wrong }: ControlProps) {
  const t = useText();
  const locale = useLocale();
  const numbers = useNumbers();
  const value = readParam(spec, node.params);
  const set = (next: Json): void => documents.edit('step.param', setParam(node.id, spec.name, next));
  const range = (min: number, max: number): string =>
    t('inspector.range', { min: numbers.count(min), max: numbers.count(max) });

  switch (spec.type) {
    case 'text':
      return (
        <TextField
          id={id}
          label={label}
          value={String(value)}
          maxLength={spec.maxLength}
          aria-invalid={wrong}
          title={hint}
          onCommit={set}
        />
      );
    case 'typescript-type':
      return (
        <TextField
          id={id}
          label={label}
          value={String(value)}
          mono
          aria-invalid={wrong}
          title={hint}
          onCommit={(text) => set(text.trim())}
        />
      );
    case 'integer':
      return (
        <span className="in-beside" data-wraps="">
          <NumberField
            id={id}
            label={label}
            value={Number(value)}
            min={spec.min}
            max={spec.max}
            onCommit={set}
            width="5rem"
          />
          <Hint text={hint === '' ? range(spec.min, spec.max) : hint} />
        </span>
      );
    case 'duration':
      return (
        <span className="in-beside" data-wraps="">
          <NumberField
            id={id}
            label={label}
            value={Number(value)}
            min={spec.min}
            max={spec.max}
            fractions
            onCommit={set}
            width="5rem"
          />
          <span className="ui-dim">{t('inspector.ms')}</span>
          <Hint text={hint} />
        </span>
      );
    case 'boolean':
      return (
        <span className="in-beside">
          <Switch id={id} label={label} checked={value === true} onChange={set} />
          <Hint text={hint} />
        </span>
      );
    case 'choice': {
      const options = spec.options.map((option) => ({
        value: option,
        label: messageOr(locale, `option.${node.kind}.${spec.name}.${option}`, option),
      }));
      const short =
        options.length <= 3 && options.reduce((sum, option) => sum + option.label.length, 0) <= 18;
      return short ? (
        <Segmented label={label} value={String(value)} options={options} onChange={set} />
      ) : (
        <Select id={id} label={label} value={String(value)} options={options} onChange={set} width="100%" />
      );
    }
    case 'expression':
      return (
        <>
          <AreaField id={id} label={label} value={String(value)} mono wrong={wrong} onCommit={set} />
          <Hint
            text={[
              hint,
              spec.scope.length === 0 ? '' : t('inspector.inScope', { names: spec.scope.join(', ') }),
            ]
              .filter((part) => part !== '')
              .join(' ')}
          />
        </>
      );
    case 'plain':
      return (
        <>
          <AreaField id={id} label={label} value={String(value)} mono wrong={wrong} onCommit={set} lines />
          <Hint text={hint} />
        </>
      );
    case 'json':
      return <JsonField id={id} label={label} value={value} hint={hint} onCommit={set} />;
    case 'ports':
    case 'cases':
    case 'body':
      // Each has a section of its own.
      return null;
  }
}

const Hint = ({ text }: { readonly text: string }) =>
  text === '' ? null : <span className="in-hint">{text}</span>;

interface JsonFieldProps {
  readonly id: string;
  readonly label: string;
  readonly value: Json;
  readonly hint: string;
  readonly onCommit: (value: Json) => void;
}

/** A value as JSON. What is none is not taken, and stays in the field to be mended. */
function JsonField({ id, label, value, hint, onCommit }: JsonFieldProps) {
  const t = useText();
  const [bad, setBad] = useState<string | null>(null);
  return (
    <>
      <AreaField
        id={id}
        label={label}
        value={bad ?? JSON.stringify(value)}
        mono
        wrong={bad !== null}
        onCommit={(text) => {
          const json = readJson(text);
          setBad(json === undefined ? text : null);
          if (json !== undefined) onCommit(json);
        }}
      />
      {bad === null ? <Hint text={hint} /> : <p className="in-wrong">{t('inspector.notJson')}</p>}
    </>
  );
}
