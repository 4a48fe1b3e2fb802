import type { Details, LevelDetails, SliceDetails } from './details.ts';
import { STATES, type StateName } from './states.ts';
import type { Summary } from './summary.ts';
import type { MessageId, Translate } from './messages.ts';
import { durationText, timeText } from './time-text.ts';

/** A piece of a detail line. `strong`: a name or a state. */
export interface Piece {
  readonly text: string;
  readonly strong?: boolean;
  /** Written in the colour of this state. */
  readonly state?: StateName;
}

/** What a slice or an object is about, in words: what it waits for, who has it, since when. */
export function detailWords(details: Details, t: Translate, locale: string): readonly Piece[] {
  return details.what === 'goroutine' ? sliceWords(details, t, locale) : levelWords(details, t, locale);
}

function sliceWords(details: SliceDetails, t: Translate, locale: string): readonly Piece[] {
  const pieces: Piece[] = [
    { text: details.lane.name, strong: true },
    { text: t(stateMessage(details.state)), state: details.state },
  ];
  if (details.waitsOn !== null)
    pieces.push({ text: t('timeline.detail.on', { name: details.waitsOn.name }) });
  // A wait that took no time on a virtual clock still took steps.
  if (details.lasted > 0)
    pieces.push({ text: t('timeline.detail.for', { duration: durationText(details.lasted, locale) }) });
  else pieces.push({ text: t('timeline.detail.steps', { steps: number(details.steps, locale) }) });
  if (details.heldBy !== null)
    pieces.push({ text: t('timeline.detail.heldBy', { name: details.heldBy.name }) });
  if (details.place !== null && details.queue > 1) {
    pieces.push({ text: t('timeline.detail.place', { place: details.place, queue: details.queue }) });
  }
  if (details.wokenBy !== null)
    pieces.push({ text: t('timeline.detail.wokenBy', { name: details.wokenBy.name }) });
  pieces.push({ text: t('timeline.detail.since', { time: timeText(details.since, 1000, locale) }) });
  return pieces;
}

function levelWords(details: LevelDetails, t: Translate, locale: string): readonly Piece[] {
  const pieces: Piece[] = [{ text: details.lane.name, strong: true }];
  if (details.event !== null && `timeline.event.${details.event}` in EVENT_NAMES) {
    const by = details.by === null ? '' : ` ${t('timeline.detail.by', { name: details.by.name })}`;
    pieces.push({ text: t(`timeline.event.${details.event}` as MessageId) + by });
  }
  if (details.kind === 'chan' || details.kind === 'timer' || details.kind === 'ticker') {
    pieces.push({
      text:
        details.capacity > 0
          ? t('timeline.detail.depth', { length: details.value, capacity: details.capacity })
          : t('timeline.detail.unbuffered'),
    });
    const [sent, received] = [number(details.sent, locale), number(details.received, locale)];
    pieces.push({ text: t('timeline.detail.sent', { sent, received }) });
    if (details.waitingSenders > 0) {
      pieces.push({
        text: t('timeline.detail.waiting.send', { count: details.waitingSenders }),
        state: 'send',
      });
    }
    if (details.waitingReceivers > 0) {
      pieces.push({
        text: t('timeline.detail.waiting.recv', { count: details.waitingReceivers }),
        state: 'recv',
      });
    }
  } else if (details.kind === 'mutex' || details.kind === 'rwmutex') {
    pieces.push({
      text:
        details.owner === null
          ? t('timeline.detail.free')
          : t('timeline.detail.holds', { name: details.owner.name }),
    });
    if (details.waiting > 0) {
      pieces.push({ text: t('timeline.detail.waiting.lock', { count: details.waiting }), state: 'mutex' });
    }
  } else pieces.push({ text: t('timeline.detail.value', { value: number(details.value, locale) }) });
  if (details.lasted > 0)
    pieces.push({ text: t('timeline.detail.for', { duration: durationText(details.lasted, locale) }) });
  pieces.push({ text: t('timeline.detail.since', { time: timeText(details.since, 1000, locale) }) });
  return pieces;
}

const EVENT_NAMES: Readonly<Record<string, true>> = {
  'timeline.event.send': true,
  'timeline.event.receive': true,
  'timeline.event.receive-closed': true,
  'timeline.event.close': true,
  'timeline.event.lock': true,
  'timeline.event.unlock': true,
  'timeline.event.add': true,
};

export const stateMessage = (state: StateName): MessageId => `timeline.state.${state}`;

export const number = (value: number, locale: string): string => new Intl.NumberFormat(locale).format(value);

/** A run in one sentence, for those who do not see the picture. */
export function summaryWords(summary: Summary, t: Translate, locale: string): string {
  const states: string[] = [];
  for (const [index, count] of summary.counts.states.entries()) {
    if (count === 0) continue;
    const state = t(stateMessage(STATES[index] as StateName));
    states.push(
      t('timeline.summary.state', { count, state: locale.startsWith('zh') ? state : state.toLowerCase() }),
    );
  }
  return t('timeline.summary.run', {
    goroutines: number(summary.goroutines.count, locale),
    objects: number(summary.objects.count, locale),
    events: number(summary.counts.events, locale),
    dropped: number(summary.counts.dropped, locale),
    time: timeText(summary.clock, 1e6, locale),
    states:
      states.length === 0
        ? t('timeline.summary.nothing')
        : states.join(locale.startsWith('zh') ? '，' : ', '),
  });
}
