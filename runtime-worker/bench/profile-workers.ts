import threads from 'node:worker_threads';

/**
 * Loaded into the host before anything else when a run is profiled: every worker thread it starts leaves a CPU profile
 * in the folder that `WEFT_PROFILES` names. (The host gives its workers no options of its own process.)
 */

const folder = process.env['WEFT_PROFILES'];
if (folder === undefined) throw new Error('WEFT_PROFILES names no folder');

const ProfiledWorker = class extends threads.Worker {
  constructor(file: string | URL, options: threads.WorkerOptions = {}) {
    super(file, { ...options, execArgv: ['--cpu-prof', `--cpu-prof-dir=${folder}`] });
  }
};
// Bundles look `Worker` up where they use it.
Object.assign(threads, { Worker: ProfiledWorker });
