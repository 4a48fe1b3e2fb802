import { installMeter } from './metered-memory.ts';

/** Meters array buffers, as a side effect of being imported: before SES looks at them. */
installMeter();
