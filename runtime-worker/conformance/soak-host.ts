import { serve } from '../host/serve.ts';
import { newWorker } from '../host/threads.ts';
import { KeptThreads } from './soak-threads.ts';

/** A runtime host whose threads outlive its runs. */
serve(new KeptThreads((memory) => newWorker('soak-worker.cjs', memory, null)).start);
