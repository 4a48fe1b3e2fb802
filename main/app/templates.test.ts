import { expect, test } from 'vitest';
import { readDocument } from '../../shared/graph/file.ts';
import { inLanguage, templates } from './templates.ts';

test('a template opens in the language of the person', () => {
  for (const template of templates()) {
    const [en, zh] = [inLanguage(template, 'en'), inLanguage(template, 'zh-CN')];
    expect(en).toEqual({ name: template.title.en, text: template.text });
    expect(zh.name).toBe(template.title['zh-CN']);
    const [drawn, translated] = [readDocument(en.text).document, readDocument(zh.text).document];
    // Everything a person reads in the drawing, and nothing else, is another.
    for (const note of Object.values(translated?.notes ?? {})) expect(note.text).toMatch(/\p{Script=Han}/u);
    expect({ ...translated, name: '', notes: null }).toEqual({ ...drawn, name: '', notes: null });
    expect(Object.keys(translated?.notes ?? {})).toEqual(Object.keys(drawn?.notes ?? {}));
  }
});

test('every template has its title and its question in both languages', () => {
  expect(templates().length).toBeGreaterThan(10);
  expect(templates().every(({ title, line }) => title.en !== '' && line['zh-CN'] !== '')).toBe(true);
});
