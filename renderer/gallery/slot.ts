/** Width of one slot of a channel, in the units of a card's frame. */
export const SLOT = 10;
