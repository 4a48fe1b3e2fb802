import { serve } from './serve.ts';
import { startThread } from './threads.ts';

/**
 * The process that runs programs: one at a time, on worker threads, for the process above. A program that brings it
 * down costs its own run and nothing else.
 */
serve(startThread);
