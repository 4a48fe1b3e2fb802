import type { Executable } from '../../shared/ir/executable.ts';
import { initHeap, reserveHeap } from './shared-heap.ts';
import type { Layout, SharedMemory } from './memory.ts';
import { initObject, reserveObject, type SharedObjectPlan } from './objects.ts';
import { place, type Placement } from './placement.ts';
import { reserveQuiescence } from './quiescence.ts';
import { reserveEpoch } from './shared-context.ts';
import { reserveVocabulary } from './vocabulary.ts';

/** Where everything lies that the workers of a parallel run share; the same on every thread. */
export interface ParallelPlan {
  readonly placement: Placement;
  readonly quiescence: number;
  readonly epoch: number;
  readonly heap: number;
  readonly vocabulary: number;
  /** By object: null for one that a single worker uses. */
  readonly objects: readonly (SharedObjectPlan | null)[];
}

/** @throws Error, a sentence for a person, when the program cannot be placed */
export function planParallel(executable: Executable, workers: number): Placement {
  const placed = place(executable, workers);
  if (!placed.ok) throw new Error(placed.why);
  return placed.placement;
}

export function layoutParallel(layout: Layout, executable: Executable, placement: Placement): ParallelPlan {
  const quiescence = reserveQuiescence(layout, placement.workers);
  const epoch = reserveEpoch(layout);
  const heap = reserveHeap(layout);
  const vocabulary = reserveVocabulary(layout);
  const objects = executable.objects.map((decl, index) => {
    const users = placement.users[index] ?? [];
    return users.length > 1 ? reserveObject(layout, decl, index, users[0] ?? 0) : null;
  });
  return { placement, quiescence, epoch, heap, vocabulary, objects };
}

/** Once, by the host, before any worker starts. `end`: the first word after the layout. */
export function initParallel(
  plan: ParallelPlan,
  memory: SharedMemory,
  executable: Executable,
  end: number,
): void {
  initHeap(memory, plan.heap, end);
  plan.objects.forEach((object, index) => {
    const decl = executable.objects[index];
    if (object !== null && decl !== undefined) initObject(memory, object, decl);
  });
}
