/** Names the desktop's main process and its preload agree on. */

/** Frames of calls and events, both ways. */
export const FRAME_CHANNEL = 'weft:frame';
/** A document of ours has begun in the window: whatever the one before had open is over. */
export const HELLO_CHANNEL = 'weft:hello';
/** A run's id and, with it, the port its trace comes on. */
export const TRACE_CHANNEL = 'weft:trace';
/** The one name the page sees. */
export const BRIDGE_NAME = 'weft';
