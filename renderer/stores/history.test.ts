import fc from 'fast-check';
import { expect, test } from 'vitest';
import { emptyDocument, type GraphDocument } from '../../shared/graph/document.ts';
import { renameDocument, setSettings, setTypes, type Edit } from '../../shared/graph/edits.ts';
import { same } from '../../shared/graph/diff.ts';
import { emptyHistory, MOST_STEPS, record, redo, undo, type History } from './history.ts';

type Log = { readonly history: History<string>; readonly document: GraphDocument };

const begin: Log = { history: emptyHistory(), document: emptyDocument('a') };

const edit = ({ history, document }: Log, change: Edit, merge: unknown = null): Log => {
  const after = change(document);
  return { history: record(history, 'step', document, after, merge), document: after };
};

const back = (log: Log): Log => undo(log.history, log.document) ?? log;
const forth = (log: Log): Log => redo(log.history, log.document) ?? log;

const edits = fc.oneof(
  fc.string({ maxLength: 4 }).map(renameDocument),
  fc.string({ maxLength: 4 }).map(setTypes),
  fc.nat(9).map((seed) => setSettings({ seed })),
);

test('undo takes back one step, redo does it again', () => {
  const done = edit(edit(begin, renameDocument('b')), renameDocument('c'));
  expect(back(done).document.name).toBe('b');
  expect(back(back(done)).document.name).toBe('a');
  expect(forth(back(done)).document.name).toBe('c');
});

test('undo of everything restores the first document, redo of everything the last: any edits', () => {
  fc.assert(
    fc.property(fc.array(edits, { maxLength: 12 }), (changes) => {
      const done = changes.reduce((log, change) => edit(log, change), begin);
      let log = done;
      while (log.history.past.length > 0) log = back(log);
      expect(same(log.document, begin.document)).toBe(true);
      while (log.history.future.length > 0) log = forth(log);
      expect(same(log.document, done.document)).toBe(true);
    }),
  );
});

test('edits with one mark are one step', () => {
  const drag = {};
  const done = [1, 2, 3].reduce((log, seed) => edit(log, setSettings({ seed: seed + 10 }), drag), begin);
  expect(done.history.past).toHaveLength(1);
  expect(back(done).document).toEqual(begin.document);
});

test('a drag that ends where it began is no step', () => {
  const drag = {};
  const done = edit(edit(begin, renameDocument('b'), drag), renameDocument('a'), drag);
  expect(done.history.past).toHaveLength(0);
});

test('two drags are two steps, also after an undo between them', () => {
  const drag = {};
  const once = edit(begin, renameDocument('b'), drag);
  expect(edit(once, renameDocument('c'), {}).history.past).toHaveLength(2);
  const again = edit(forth(back(once)), renameDocument('c'), drag);
  expect(again.history.past).toHaveLength(2);
});

test('a new edit forgets what could be redone', () => {
  const done = edit(back(edit(begin, renameDocument('b'))), setTypes('x'));
  expect(done.history.future).toHaveLength(0);
  expect(forth(done)).toBe(done);
});

test('an edit that changes nothing is no step', () => {
  expect(edit(begin, renameDocument('a')).history.past).toHaveLength(0);
});

test('the oldest steps are forgotten', () => {
  let log = begin;
  for (let seed = 1; seed <= MOST_STEPS + 5; seed++) log = edit(log, setSettings({ seed: seed + 1 }));
  expect(log.history.past).toHaveLength(MOST_STEPS);
});
