import { expect, test } from 'vitest';
import { CHECKS, missing, titleOf, verify } from './models.mjs';

const why = missing();

test.skipIf(why !== null).each(CHECKS.map((check) => [titleOf(check), check]))(
  `the model %s comes to its verdict${why === null ? '' : ` (skipped: ${why})`}`,
  (_, check) => expect(verify(check).holds).toBe(check.holds),
  60_000,
);
