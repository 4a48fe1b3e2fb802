import { setupI18n, type I18n } from '@lingui/core';
import { compileMessage } from '@lingui/message-utils/compileMessage';
import { en, type MessageKey } from './en.ts';
import { zhCN } from './zh-CN.ts';

/** The one file outside the window that knows the message formatter. */

export type Locale = 'en' | 'zh-CN';

export const LOCALES = ['en', 'zh-CN'] as const satisfies readonly Locale[];

export type Values = Readonly<Record<string, string | number>>;

/** A message of the catalogue, filled in. */
export const message = (locale: Locale, key: MessageKey, values: Values = {}): string =>
  FORMATTERS[locale]()._(key, { ...values });

/** Whether the catalogue has a message under a key put together from parts. */
export const isMessage = (key: string): key is MessageKey => Object.hasOwn(en, key);

/** `message` for a key put together from parts; `fallback` where the catalogue has none. */
export const messageOr = (locale: Locale, key: string, fallback: string, values: Values = {}): string =>
  isMessage(key) ? message(locale, key, values) : fallback;

/** The locale of the catalogue nearest to one of the system's, such as `zh-Hans-CN` or `en_GB.UTF-8`. */
export const nearestLocale = (tag: string): Locale => (/^zh\b|^zh[-_]/i.test(tag) ? 'zh-CN' : 'en');

/** Made on first use: one that is never spoken is never compiled. */
const once = (make: () => I18n): (() => I18n) => {
  let made: I18n | null = null;
  return () => (made ??= make());
};

const formatter = (locale: Locale, messages: Readonly<Record<string, string>>): (() => I18n) =>
  once(() =>
    setupI18n({ locale, messages: { [locale]: { ...messages } } }).setMessagesCompiler(compileMessage),
  );

const FORMATTERS: Readonly<Record<Locale, () => I18n>> = {
  en: formatter('en', en),
  'zh-CN': formatter('zh-CN', zhCN),
};
