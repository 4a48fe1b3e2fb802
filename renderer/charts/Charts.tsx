import { useSyncExternalStore } from 'react';
import type { RunTables } from '../../shared/ipc/contract.ts';
import type { LaneRef } from '../trace/lane-ref.ts';
import type { Translate } from '../trace/messages.ts';
import type { LaneNames } from '../trace/protocol.ts';
import type { TraceClient } from '../trace/trace-client.ts';
import { BlockedPanel } from './BlockedPanel.tsx';
import { DepthPanel } from './DepthPanel.tsx';
import { StatesPanel } from './StatesPanel.tsx';
import { ThroughputPanel } from './ThroughputPanel.tsx';
import '../trace/trace.css';
import './charts.css';

/** What charts share with the timeline: whom to ask, the stretch it shows, and the lane that is chosen. */
export interface ChartsController {
  readonly client: TraceClient;
  readonly getState: () => {
    readonly shown: {
      /** Positions. */
      readonly from: number;
      readonly to: number;
      readonly end: number;
      readonly following: boolean;
    } | null;
    readonly lane: LaneRef | null;
    /** The moment looked at, as a position; null: now. */
    readonly moment: number | null;
  };
  readonly subscribe: (listener: () => void) => () => void;
  act(act: { readonly is: 'choose'; readonly lane: LaneRef | null; readonly position: number | null }): void;
}

export interface ChartsProps {
  readonly controller: ChartsController;
  readonly t: Translate;
  readonly locale: string;
  /** Null: nothing ran yet. */
  readonly tables: RunTables | null;
}

/** What every panel gets: whom to ask, and the stretch of the run that the timeline shows. */
export interface PanelProps {
  readonly controller: ChartsController;
  readonly t: Translate;
  readonly locale: string;
  readonly lanes: LaneNames;
  /** Positions; `to` null is now. */
  readonly from: number;
  readonly to: number | null;
  /** The moment looked at, as a position; null: now. */
  readonly moment: number | null;
}

/** Four small charts of the stretch the timeline shows. */
export function Charts({ controller, t, locale, tables }: ChartsProps) {
  const { shown, moment } = useSyncExternalStore(controller.subscribe, controller.getState);
  const { client } = controller;
  const lanes = useSyncExternalStore(client.onLanes, client.getLanes);
  if (tables === null) return <p className="ch-empty">{t('timeline.empty')}</p>;
  const panel: PanelProps = {
    controller,
    t,
    locale,
    lanes,
    from: Math.max(0, shown?.from ?? 0),
    to: shown === null || shown.following ? null : Math.min(shown.end, Math.max(shown.to, 1)),
    moment,
  };
  return (
    <section className="ch" aria-label={t('charts.label')}>
      <ThroughputPanel {...panel} />
      <DepthPanel {...panel} />
      <StatesPanel {...panel} />
      <BlockedPanel {...panel} />
    </section>
  );
}
