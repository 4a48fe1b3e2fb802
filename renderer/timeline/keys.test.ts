import { expect, test } from 'vitest';
import { levelWordsFixture, sliceFixture } from '../trace/words.fixture.ts';
import { actForKey, TIMELINE_KEYS, type KeyPress } from './keys.ts';
import { messages, translator } from '../trace/messages.ts';
import { detailWords } from '../trace/words.ts';

const press = (key: string, held: Partial<KeyPress> = {}): KeyPress => ({
  key,
  shiftKey: false,
  altKey: false,
  ctrlKey: false,
  metaKey: false,
  ...held,
});

test('the keys trace viewers share do what they do there', () => {
  expect(actForKey(press('w'))).toMatchObject({ is: 'zoom' });
  expect(actForKey(press('a'))).toMatchObject({ is: 'pan', pixels: -80 });
  expect(actForKey(press('D', { shiftKey: true }))).toMatchObject({ is: 'pan', pixels: 320 });
  expect(actForKey(press('f'))).toEqual({ is: 'fit-selection' });
  expect(actForKey(press('0'))).toEqual({ is: 'fit-all' });
  expect(actForKey(press('M', { shiftKey: true }))).toEqual({ is: 'mark', keep: true });
  expect(actForKey(press('['))).toEqual({ is: 'flow', way: -1 });
  expect(actForKey(press('ArrowLeft', { altKey: true }))).toEqual({ is: 'back' });
  expect(actForKey(press('/'))).toEqual({ is: 'search' });
});

test('shortcuts of the window pass', () => {
  for (const key of ['k', 's', 'z', 'f']) {
    expect(actForKey(press(key, { ctrlKey: true }))).toBeNull();
    expect(actForKey(press(key, { metaKey: true }))).toBeNull();
  }
  expect(actForKey(press('F5'))).toBeNull();
  expect(actForKey(press('Tab'))).toBeNull();
});

test('every key on the sheet has words in both languages', () => {
  for (const { does } of TIMELINE_KEYS) {
    expect(messages.en[does]).not.toBe('');
    expect(messages['zh-CN'][does]).not.toBe('');
  }
});

test('both languages have the same texts with the same placeholders', () => {
  const holes = (text: string): string[] => (text.match(/\{\w+\}/g) ?? []).sort();
  for (const [id, text] of Object.entries(messages.en)) {
    expect([id, ...holes(messages['zh-CN'][id as keyof typeof messages.en])]).toEqual([id, ...holes(text)]);
  }
  expect(Object.keys(messages['zh-CN']).sort()).toEqual(Object.keys(messages.en).sort());
});

test('a wait is told in words: for what, how long, who has it, which place', () => {
  const words = detailWords(sliceFixture, translator(messages.en), 'en').map(({ text }) => text);
  expect(words).toEqual([
    'worker 2',
    'Waits for lock',
    'on mu',
    'for 1.9 ms',
    'worker 1 holds it',
    'place 1 of 2 in its queue',
    'since 2.4570 s'.replace('2.4570', '2.457000'),
  ]);
});

test('a channel is told by what is in it and who waits', () => {
  const words = detailWords(levelWordsFixture, translator(messages['zh-CN']), 'zh-CN').map(
    ({ text }) => text,
  );
  expect(words).toContain('缓冲区 4/4');
  expect(words).toContain('1 个等待发送');
});
