import { KnownShapes, MOST_SHAPES } from './known-shapes.ts';
import { KnownTexts, MOST_TEXTS } from './known-texts.ts';
import type { Layout, SharedMemory } from './memory.ts';
import type { SharedHeap } from './shared-heap.ts';

/**
 * What the values of a run are made of again and again: short texts, and keys of objects. Written to shared memory
 * once, it goes by its number from then on. Numbers are never taken back, and there are so many; what comes after
 * the last one goes in full.
 */
export class Vocabulary {
  readonly texts: KnownTexts;
  readonly shapes: KnownShapes;

  constructor(memory: SharedMemory, heap: SharedHeap, at: number) {
    this.texts = new KnownTexts(memory, heap, at);
    this.shapes = new KnownShapes(memory, heap, at + MOST_TEXTS);
  }
}

export const reserveVocabulary = (layout: Layout): number => layout.reserve(MOST_TEXTS + MOST_SHAPES);
