import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { machine, machineLine, MUCH_WAITING, QUIET_LOAD, watchMachine } from './machine.ts';
import { measureRow, sizeFor, type Measured } from './measure.ts';
import { readOptions, USAGE, UsageError, type Options } from './options.ts';
import { buildGo, installPeers } from './places.ts';
import { jsonOf, markdownTable, notesOf, textTable } from './report.ts';
import { resultOf, type RowResult } from './result.ts';
import type { Part, Row } from './rows.ts';
import { Missing, runCommand, type Places } from './run-command.ts';

/** npm run bench: see README.md. */

export interface Folders {
  /** The repository. */
  readonly root: string;
  /** Our bundles, built for this run alone. */
  readonly bundles: string;
  /** Builds them. */
  prepare(): Promise<void>;
}

/**
 * Resolves to the exit status: 0 when everything of ours was measured, whether or not a floor is met; 1 when something
 * of ours failed or came to a wrong result; 2 for bad usage.
 */
export async function main(args: readonly string[], folders: Folders): Promise<number> {
  try {
    const options = readOptions(args);
    if (options === 'help') {
      console.log(USAGE);
      return 0;
    }
    return await bench(options, folders);
  } catch (cause) {
    if (!(cause instanceof UsageError)) throw cause;
    console.error(`${cause.message}\n\n${USAGE}`);
    return 2;
  }
}

async function bench(options: Options, { root, bundles, prepare }: Folders): Promise<number> {
  await prepare();
  const own = path.join(root, 'runtime-worker/bench');
  const scratch = path.join(bundles, 'scratch');
  mkdirSync(scratch, { recursive: true });
  const { rows } = options;
  if (options.profile) {
    const go = { missing: 'not profiled' };
    return profileRows(rows, options, root, { bundles, scratch, go, peers: go });
  }
  const go = buildGo(path.join(own, 'go'), scratch);
  const here = machine(go.version);
  const places: Places = { bundles, scratch, go: go.place, peers: installPeers(own) };
  console.error(machineLine(here));
  if (here.load > QUIET_LOAD)
    console.error('Others are at work on this machine: times will be off, ratios less so.');
  const watched = watchMachine();
  const results = await measureRows(rows, options, places);
  const { quick, rounds, markdown, json } = options;
  const how = { quick, rounds, ...watched() };
  console.log(markdown ? markdownTable(results) : textTable(results));
  console.log(`\n${machineLine(here)}`);
  const { seconds, loadAtEnd, waiting } = how;
  const version = quick ? 'quick version' : 'full version';
  console.log(`${version}, ${rounds} rounds, ${seconds} s; load at the end ${loadAtEnd}`);
  if (waiting !== null && waiting > MUCH_WAITING) {
    const percent = Math.round(waiting * 100);
    console.log(`Programs waited for a core in ${percent} % of that time: this table says little.`);
  }
  for (const note of notesOf(results)) console.log(markdown ? `- ${note}` : note);
  if (json !== null) writeFileSync(json, jsonOf(here, results, how));
  return results.some(({ ours }) => ours === null) ? 1 : 0;
}

async function measureRows(
  rows: readonly Row[],
  options: Options,
  places: Places,
): Promise<readonly RowResult[]> {
  const measured = new Map<Part, Measured>();
  const results: RowResult[] = [];
  for (const row of rows) {
    const began = performance.now();
    if (row.parts.some((part) => !measured.has(part.samplesOf ?? part))) {
      // oxlint-disable-next-line no-await-in-loop -- one row at a time
      const more = await measureRow(row, {
        quick: options.quick,
        rounds: options.rounds,
        run: ({ command }, n) => runCommand(command, n, places),
      });
      for (const [part, samples] of more) measured.set(part, samples);
    }
    const result = resultOf(row, measured, options.quick);
    results.push(result);
    const seconds = ((performance.now() - began) / 1000).toFixed(1);
    console.error(`  ${row.name}: ${seconds} s${result.floorMet === false ? ', below its floor' : ''}`);
  }
  return results;
}

/** One run of ours for each part, with a profile. */
async function profileRows(
  rows: readonly Row[],
  options: Options,
  root: string,
  places: Places,
): Promise<number> {
  const folder = path.join(root, 'out/bench/profiles');
  mkdirSync(folder, { recursive: true });
  let failed = 0;
  for (const part of new Set(rows.flatMap((row) => row.parts.map((each) => each.samplesOf ?? each)))) {
    const row = rows.find((each) => each.parts.some((one) => (one.samplesOf ?? one) === part));
    const ours = part.contestants.find(({ as }) => as === 'ours');
    if (row === undefined || ours === undefined) continue;
    const words = [row.name, ...(row.parts.length > 1 ? [part.name] : [])].join('-');
    const file = path.join(folder, `${words.replaceAll(/[^a-zA-Z0-9]+/g, '-')}.cpuprofile`);
    rmSync(file, { force: true });
    try {
      // oxlint-disable-next-line no-await-in-loop -- one at a time
      await runCommand(ours.command, sizeFor(part, ours, options.quick), places, file);
      console.log(path.relative(process.cwd(), file));
    } catch (cause) {
      if (cause instanceof Missing) continue;
      failed++;
      console.error(`${row.name}: ${(cause as Error).message}`);
    }
  }
  return failed === 0 ? 0 : 1;
}
