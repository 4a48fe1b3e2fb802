import { config } from 'zod';

/**
 * The page's policy forbids making code from text. The schema library would try, to be faster, and the browser would
 * report it: it is told not to. Import this before any schema is used, in the page and in its workers.
 */
config({ jitless: true });
