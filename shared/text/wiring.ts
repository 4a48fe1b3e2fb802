import type { JoinRefusal } from '../blocks/wiring.ts';
import { isMessage, message, type Locale, type Values } from './format.ts';

/** Why a wire cannot be drawn, as a sentence. */
export function connectText(refusal: JoinRefusal, locale: Locale): string {
  const { why, ...values } = refusal;
  const what = 'what' in refusal ? refusal.what : '';
  const key = [`connect.${why}.${what}`, `connect.${why}`].find(isMessage);
  return key === undefined ? why : message(locale, key, values as Values);
}
