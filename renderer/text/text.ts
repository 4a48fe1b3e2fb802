import { setupI18n, type I18n } from '@lingui/core';
import { compileMessage } from '@lingui/message-utils/compileMessage';
import { useMemo } from 'react';
import type { Locale } from '../../shared/text/format.ts';
import { useSettings } from '../stores/settings-store.ts';
import { tables, type TextId } from './tables.ts';

/**
 * The window's texts. Ids are written out where they are used and looked up in typed tables: a misspelt id does not
 * compile, and no build step stands between a text and the screen. Texts that the command line shares (findings,
 * blocks, outcomes) come from `shared/text`.
 */

export type { TextId } from './tables.ts';

export type TextValues = Readonly<Record<string, string | number>>;

/** A text of the window, filled in. */
export type Text = (id: TextId, values?: TextValues) => string;

const formatter = (locale: Locale): I18n =>
  setupI18n({ locale, messages: { [locale]: { ...tables[locale] } } }).setMessagesCompiler(compileMessage);

const FORMATTERS: Partial<Record<Locale, I18n>> = {};

/** A text in a language, for code that is no component. */
export function text(locale: Locale, id: TextId, values: TextValues = {}): string {
  const formatted = (FORMATTERS[locale] ??= formatter(locale))._(id, { ...values });
  return typeof formatted === 'string' ? formatted : id;
}

const BY_LOCALE: Readonly<Record<Locale, Text>> = {
  en: (id, values) => text('en', id, values),
  'zh-CN': (id, values) => text('zh-CN', id, values),
};

export const textIn = (locale: Locale): Text => BY_LOCALE[locale];

/** The language shown: what `shared/text` asks for. */
export const useLocale = (): Locale => useSettings((state) => state.locale);

/** The window's texts in the language shown. The function changes only with the language. */
export const useText = (): Text => BY_LOCALE[useLocale()];

/** Whether there is a text under an id put together from parts. */
export const isTextId = (id: string): id is TextId => Object.hasOwn(tables.en, id);

/** Numbers, lengths of time and dates as the language shown writes them. */
export interface Numbers {
  readonly count: (n: number) => string;
  /** At most three significant digits and a unit: `1.9 ms`, `10.5 ms`, `2.41 s`. */
  readonly duration: (nanoseconds: number) => string;
  /** `12 s ago`, `5 min ago`, `yesterday`, `3 Nov`. */
  readonly ago: (at: number, now: number) => string;
}

export const useNumbers = (): Numbers => {
  const locale = useLocale();
  return useMemo(() => numbersIn(locale), [locale]);
};

export function numbersIn(locale: Locale): Numbers {
  const plain = new Intl.NumberFormat(locale);
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto', style: 'narrow' });
  const day = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short' });
  return {
    count: (n) => plain.format(n),
    duration: formatDuration,
    ago(at, now) {
      const seconds = Math.max(0, Math.round((now - at) / 1000));
      if (seconds < 60) return relative.format(-seconds, 'second');
      if (seconds < 3600) return relative.format(-Math.round(seconds / 60), 'minute');
      if (seconds < 24 * 3600) return relative.format(-Math.round(seconds / 3600), 'hour');
      if (seconds < 7 * 24 * 3600) return relative.format(-Math.round(seconds / (24 * 3600)), 'day');
      return day.format(at);
    },
  };
}

const UNITS: readonly (readonly [unit: string, nanoseconds: number])[] = [
  ['s', 1e9],
  ['ms', 1e6],
  ['µs', 1e3],
  ['ns', 1],
];

/** At most three significant digits and a unit, the same in every language: `1.9 ms`. */
export function formatDuration(nanoseconds: number): string {
  if (!Number.isFinite(nanoseconds)) return '–';
  const [unit, size] = UNITS.find(([, each]) => Math.abs(nanoseconds) >= each) ?? ['ns', 1];
  const value = nanoseconds / size;
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  return `${value.toFixed(digits).replace(/\.0+$|(\.\d*[1-9])0+$/, '$1')} ${unit}`;
}
