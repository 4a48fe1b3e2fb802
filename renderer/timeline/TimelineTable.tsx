import { useEffect, useState, useSyncExternalStore, type ReactNode } from 'react';
import type { RunTables } from '../../shared/ipc/contract.ts';
import type { SliceDetails } from '../trace/details.ts';
import type { LaneNames } from '../trace/protocol.ts';
import { STATES, type StateName } from '../trace/states.ts';
import type { Summary } from '../trace/summary.ts';
import type { TimelineController } from './controller.ts';
import type { LaneRef } from '../trace/lane-ref.ts';
import type { Translate } from '../trace/messages.ts';
import { durationText, timeText } from '../trace/time-text.ts';
import { number, stateMessage } from '../trace/words.ts';
import { LongTable } from '../trace/LongTable.tsx';

interface TimelineTableProps {
  readonly controller: TimelineController;
  readonly t: Translate;
  readonly locale: string;
  readonly tables: RunTables;
  readonly onSite: (site: number) => void;
}

/** Milliseconds between two refreshes of a table while a run goes on. */
const REFRESH = 500;

/** The picture's twin: every lane as a row, and what one goroutine did as another table. */
export function TimelineTable(props: TimelineTableProps) {
  const [row, setRow] = useState<number | null>(null);
  return row === null ? (
    <Lanes {...props} onOpen={setRow} />
  ) : (
    <Slices {...props} row={row} onBack={() => setRow(null)} />
  );
}

function Lanes({
  controller,
  t,
  locale,
  tables,
  onOpen,
}: TimelineTableProps & { readonly onOpen: (row: number) => void }) {
  const { client } = controller;
  const [summary, setSummary] = useState<Summary | null>(client.summary);
  const lanes = useSyncExternalStore(client.onLanes, client.getLanes);
  const { lane: chosen } = useSyncExternalStore(controller.subscribe, controller.getState);
  useEffect(() => {
    let at = Number.NEGATIVE_INFINITY;
    let last: ReturnType<typeof setTimeout> | undefined;
    const stop = client.onSummary((next) => {
      clearTimeout(last);
      const wait = REFRESH - (performance.now() - at);
      last = setTimeout(
        () => {
          at = performance.now();
          setSummary(next);
        },
        Math.max(0, wait),
      );
    });
    return () => {
      clearTimeout(last);
      stop();
    };
  }, [client]);
  const goroutines = lanes.goroutines.length;
  const rows = goroutines + lanes.objects.length;
  return (
    <LongTable
      label={t('timeline.table.lanes')}
      columns={[
        t('timeline.table.name'),
        t('timeline.table.state'),
        t('timeline.table.on'),
        t('timeline.table.since'),
        t('timeline.table.line'),
      ]}
      count={rows}
      row={(index) =>
        index < goroutines
          ? goroutineCells(index, { summary, lanes, tables, t, locale, onOpen })
          : objectCells(index - goroutines, { summary, lanes, t, locale })
      }
      selected={chosen === null ? -1 : chosen.what === 'goroutine' ? chosen.row : goroutines + chosen.row}
      onSelect={(index) => controller.act({ is: 'choose', lane: refOf(index, goroutines), position: null })}
    />
  );
}

const refOf = (index: number, goroutines: number): LaneRef =>
  index < goroutines ? { what: 'goroutine', row: index } : { what: 'object', row: index - goroutines };

interface CellContext {
  readonly summary: Summary | null;
  readonly lanes: LaneNames;
  readonly t: Translate;
  readonly locale: string;
}

function goroutineCells(
  row: number,
  context: CellContext & { readonly tables: RunTables; readonly onOpen: (row: number) => void },
): ReactNode[] {
  const { summary, lanes, tables, t, locale, onOpen } = context;
  const name = lanes.goroutines[row]?.name ?? '';
  const rows = summary?.goroutines;
  const opener = (
    <button
      type="button"
      className="tl-link"
      aria-label={t('timeline.table.open', { name })}
      onClick={() => onOpen(row)}
    >
      {name}
    </button>
  );
  if (rows === undefined || row >= rows.count) return [opener, '', '', '', ''];
  const state = STATES[rows.state[row] ?? 0] as StateName;
  const object = rows.waitsOn[row] ?? -1;
  const line = tables.sites[rows.site[row] ?? 0]?.line;
  return [
    opener,
    <span key="state" style={{ color: `var(--tx-${state})` }}>
      {t(stateMessage(state))}
    </span>,
    object < 0 ? '' : (lanes.objects[object]?.name ?? ''),
    timeText(rows.since[row] ?? 0, 1000, locale),
    line ?? '',
  ];
}

function objectCells(row: number, { summary, lanes, t, locale }: CellContext): ReactNode[] {
  const lane = lanes.objects[row];
  const rows = summary?.objects;
  if (lane === undefined || rows === undefined || row >= rows.count)
    return [lane?.name ?? '', '', '', '', ''];
  const length = rows.length[row] ?? 0;
  const capacity = rows.capacity[row] ?? 0;
  const waiting = rows.waiting[row] ?? 0;
  const owner = rows.owner[row] ?? -1;
  const words =
    lane.kind === 'chan'
      ? capacity > 0
        ? t('timeline.detail.depth', { length, capacity })
        : t('timeline.detail.unbuffered')
      : lane.kind === 'mutex' || lane.kind === 'rwmutex'
        ? owner < 0
          ? t('timeline.detail.free')
          : t('timeline.detail.holds', { name: lanes.goroutines[owner]?.name ?? '' })
        : t('timeline.detail.value', { value: number(length, locale) });
  const sent = number(rows.sent[row] ?? 0, locale);
  const received = number(rows.received[row] ?? 0, locale);
  return [
    lane.name,
    words,
    waiting > 0 ? t('timeline.detail.waiting.lock', { count: waiting }) : '',
    lane.kind === 'chan' ? t('timeline.detail.sent', { sent, received }) : '',
    '',
  ];
}

const SLICES_SHOWN = 1000;

function Slices({
  controller,
  t,
  locale,
  tables,
  row,
  onBack,
  onSite,
}: TimelineTableProps & { readonly row: number; readonly onBack: () => void }) {
  const [slices, setSlices] = useState<readonly SliceDetails[]>([]);
  const name = controller.client.lanes.goroutines[row]?.name ?? '';
  const { shown } = useSyncExternalStore(controller.subscribe, controller.getState);
  const from = shown?.following === false ? shown.from : 0;
  useEffect(() => {
    let current = true;
    controller.client.ask('slices', { row, from, most: SLICES_SHOWN }).then(
      (found) => current && setSlices(found),
      () => setSlices([]),
    );
    return () => {
      current = false;
    };
  }, [controller, row, from]);
  return (
    <>
      <button type="button" className="tl-tool tl-back" onClick={onBack}>
        {t('timeline.table.back')}
      </button>
      <LongTable
        label={t('timeline.table.slices', { name })}
        columns={[
          t('timeline.table.since'),
          t('timeline.table.lasted'),
          t('timeline.table.state'),
          t('timeline.table.on'),
          t('timeline.table.line'),
        ]}
        count={slices.length}
        selected={-1}
        onSelect={(index) =>
          controller.act({
            is: 'choose',
            lane: { what: 'goroutine', row },
            position: slices[index]?.from ?? null,
          })
        }
        row={(index) => {
          const slice = slices[index];
          if (slice === undefined) return [];
          const line = tables.sites[slice.site]?.line;
          return [
            timeText(slice.since, 1000, locale),
            slice.lasted > 0
              ? durationText(slice.lasted, locale)
              : t('timeline.detail.steps', { steps: number(slice.steps, locale) }),
            <span key="state" style={{ color: `var(--tx-${slice.state})` }}>
              {t(stateMessage(slice.state))}
            </span>,
            slice.waitsOn?.name ?? '',
            line === undefined ? (
              ''
            ) : (
              <button key="line" type="button" className="tl-link" onClick={() => onSite(slice.site)}>
                {t('timeline.goto', { line })}
              </button>
            ),
          ];
        }}
      />
    </>
  );
}
