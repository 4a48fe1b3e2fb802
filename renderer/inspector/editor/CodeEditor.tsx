import type { PortFamily } from '../../../shared/blocks/ports.ts';
import type { Finding } from '../../../shared/compile/findings.ts';
import { useLocale, useText } from '../../text/text.ts';
import type { StateName } from '../../trace/states.ts';
import { useCodeEditor } from './load.ts';
import { Monaco } from './Monaco.tsx';

export interface CodeEditorProps {
  readonly label: string;
  readonly value: string;
  /** Called with every change. */
  readonly onChange: (value: string) => void;
  /** Ambient declarations of what is in scope. */
  readonly scope: string;
  /** Names underlined in the colour of their family. */
  readonly ports?: readonly { readonly name: string; readonly family: PortFamily }[];
  /** Findings within this text; each is marked at its line. */
  readonly findings?: readonly Finding[];
  /** The line a goroutine stands at. */
  readonly at?: { readonly line: number; readonly state: StateName } | null;
  /** A line to bring into view; each new object is a request. */
  readonly show?: { readonly line: number; readonly column: number } | null;
  /** Lines it is high at least and at most; `fill`: as high as what it lies in. */
  readonly lines?: readonly [least: number, most: number] | 'fill';
  readonly placeholder?: string;
  /** Told what TypeScript says of the types, whenever that changes. It stops no run. */
  readonly onTypes?: (said: readonly TypeNote[]) => void;
  readonly onFocus?: () => void;
}

/** What TypeScript says, in its own words. */
export interface TypeNote {
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

/** A text of TypeScript. Until the editor is loaded, and where it cannot be, a plain field takes its place. */
export function CodeEditor(props: CodeEditorProps) {
  const t = useText();
  const loading = useCodeEditor();
  const locale = useLocale();
  if (loading.is === 'ready') {
    return (
      <>
        <Monaco {...props} code={loading.code} />
        {loading.locale !== locale && <p className="in-hint">{t('inspector.code.language')}</p>}
      </>
    );
  }
  const { label, value, onChange, placeholder = '', onFocus, lines = [4, 22] } = props;
  const rows = value.split('\n').length;
  return (
    <>
      <textarea
        className="in-plain"
        aria-label={label}
        value={value}
        placeholder={placeholder}
        spellCheck={false}
        rows={lines === 'fill' ? rows : Math.min(lines[1], Math.max(lines[0], rows))}
        data-fill={lines === 'fill' ? '' : undefined}
        onChange={(event) => onChange(event.target.value)}
        onFocus={onFocus}
      />
      {loading.is === 'failed' && (
        <p className="in-hint" role="status">
          {t('inspector.code.failed')}
        </p>
      )}
    </>
  );
}
