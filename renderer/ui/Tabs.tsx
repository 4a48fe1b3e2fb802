import { useRef, type KeyboardEvent, type ReactNode } from 'react';

export interface TabSpec<T extends string> {
  readonly id: T;
  readonly label: string;
  /** A number beside it. */
  readonly count?: string;
}

interface TabsProps<T extends string> {
  readonly label: string;
  readonly tabs: readonly TabSpec<T>[];
  readonly current: T;
  readonly onChoose: (id: T) => void;
  /** The id of the element the tabs show their panels in. */
  readonly panel: string;
  /** At the end of the strip. */
  readonly tools?: ReactNode;
}

/** A strip of tabs. The arrow keys move along it; the panel is drawn by whoever uses it. */
export function Tabs<T extends string>({ label, tabs, current, onChoose, panel, tools }: TabsProps<T>) {
  const list = useRef<HTMLDivElement>(null);
  const onKeyDown = (event: KeyboardEvent): void => {
    const at = tabs.findIndex((tab) => tab.id === current);
    const to = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: tabs.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    const next = tabs[(to + tabs.length) % tabs.length];
    if (next === undefined) return;
    onChoose(next.id);
    list.current?.querySelector<HTMLElement>(`[data-tab="${next.id}"]`)?.focus();
  };
  return (
    <div className="ui-tabs">
      <div className="ui-tab-list" role="tablist" aria-label={label} ref={list} onKeyDown={onKeyDown}>
        {tabs.map((tab) => (
          <button
            key={tab.id}
            type="button"
            role="tab"
            className="ui-tab"
            data-tab={tab.id}
            aria-selected={tab.id === current}
            aria-controls={panel}
            tabIndex={tab.id === current ? 0 : -1}
            onClick={() => onChoose(tab.id)}
          >
            <span className="ui-tab-word" data-word={tab.label}>
              {tab.label}
            </span>
            {tab.count !== undefined && <span className="ui-tab-count">{tab.count}</span>}
          </button>
        ))}
      </div>
      {tools !== undefined && <div className="ui-tab-tools">{tools}</div>}
    </div>
  );
}
