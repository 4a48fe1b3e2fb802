/** Failures that mean a bug in Weft itself, never a mistake of the person using it. */

/**
 * States a rule the program relies on.
 * @throws Error with the rule's own words when it does not hold
 */
export function invariant(holds: boolean, rule: string): asserts holds {
  if (!holds) throw new Error(`invariant broken: ${rule}`);
}

/**
 * Closes a switch over a union: a new member makes the call a type error.
 * @throws Error naming the value that should not exist
 */
export function unreachable(value: never): never {
  throw new Error(`unreachable: ${JSON.stringify(value)}`);
}
