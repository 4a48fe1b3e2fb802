import { messages as canvas } from '../canvas/messages.ts';
import { messages as inspector } from '../inspector/messages.ts';
import { messages as palette } from '../palette/messages.ts';
import { messages as timeline } from '../trace/messages.ts';
import { en } from './en.ts';
import { zhCN } from './zh-CN.ts';

/** Every text of the window by language. The English ones decide which ids there are. */
const english = { ...en, ...canvas.en, ...inspector.en, ...palette.en, ...timeline.en } as const;

export type TextId = keyof typeof english;

export const tables = {
  en: english,
  'zh-CN': { ...zhCN, ...canvas['zh-CN'], ...inspector['zh-CN'], ...palette['zh-CN'], ...timeline['zh-CN'] },
} as const satisfies Readonly<Record<'en' | 'zh-CN', Readonly<Record<TextId, string>>>>;
