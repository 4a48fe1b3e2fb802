import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { fixture, root } from './build.ts';
import { launchElectron } from './driver.ts';
import { CHECKS, type CheckName } from './electron-checks.ts';

/**
 * Does a check fail when what it checks is gone? Each mutation takes one wall out of a copy of the built shell; the
 * check named beside it must then fail. A mutation that no longer finds its place in the bundle fails as well, so
 * that the table cannot rot.
 */
interface Mutation {
  readonly without: string;
  readonly file: 'main' | 'preload' | 'runtime-host';
  readonly from: RegExp;
  readonly to: string;
  readonly caughtBy: CheckName;
  /** The stand-in cannot show what is lost and refuses to start; Electron starts, and the check is what fails. */
  readonly mayNotStart?: true;
}

const MUTATIONS: readonly Mutation[] = [
  {
    without: 'the sender check',
    file: 'main',
    from: /return frame !== null && frame === event\.sender\.mainFrame && frame\.url\.startsWith\([^)]*\);/,
    to: 'return true;',
    caughtBy: 'a message from a page that is not ours is refused',
  },
  {
    without: 'the right sender',
    file: 'main',
    from: /frame\.url\.startsWith\(`app:\/\/bundle\/`\)/,
    to: 'frame.url.startsWith("app://elsewhere/")',
    caughtBy: 'the page starts under its policy without an error',
  },
  {
    without: 'the navigation lock',
    file: 'main',
    from: /contents\.on\("will-navigate", stay\);\s*contents\.on\("will-frame-navigate", stay\);/,
    to: '',
    caughtBy: 'the window goes nowhere else',
  },
  {
    without: 'the popup lock',
    file: 'main',
    from: /return \{ action: "deny" \};/,
    to: 'return { action: "allow" };',
    caughtBy: 'no window opens; a known site opens in the browser',
  },
  {
    without: 'the list of sites a link may open',
    file: 'main',
    from: / && OUTSIDE_HOSTS\.includes\(url\.hostname\)/,
    to: '',
    caughtBy: 'no window opens; a known site opens in the browser',
  },
  {
    without: 'the content security policy',
    file: 'main',
    from: /"content-security-policy": contentSecurityPolicy\(\.\.\.sockets\),/,
    to: '',
    caughtBy: 'the policy is sent and enforced',
  },
  {
    without: 'trusted types in the policy',
    file: 'main',
    from: /"require-trusted-types-for 'script'",/,
    to: '',
    caughtBy: 'the policy is sent and enforced',
  },
  {
    without: 'a policy that forbids eval',
    file: 'main',
    from: /"script-src 'self'",/,
    to: `"script-src 'self' 'unsafe-eval'",`,
    caughtBy: 'the policy is sent and enforced',
  },
  {
    without: 'the policy on workers',
    file: 'main',
    from: /"content-security-policy": contentSecurityPolicy\(\.\.\.sockets\),/,
    to: '',
    caughtBy: 'a worker runs, under the same policy',
  },
  {
    without: 'the place workers may come from',
    file: 'main',
    from: /"worker-src 'self'",/,
    to: `"worker-src 'none'",`,
    caughtBy: 'a worker runs, under the same policy',
  },
  {
    without: 'the sandbox',
    file: 'main',
    from: /sandbox: true,/,
    to: 'sandbox: false,',
    caughtBy: 'the window is sandboxed and isolated',
    mayNotStart: true,
  },
  {
    without: 'context isolation',
    file: 'main',
    from: /contextIsolation: true,/,
    to: 'contextIsolation: false,',
    caughtBy: 'the window is sandboxed and isolated',
    mayNotStart: true,
  },
  {
    without: 'the right path of the preload',
    file: 'main',
    from: /"preload\.cjs"/,
    to: '"preloaded.cjs"',
    caughtBy: 'the page starts under its policy without an error',
  },
  {
    without: 'a preload a sandbox can run',
    file: 'preload',
    from: /let electron_renderer = require\("electron\/renderer"\);/,
    to: 'let electron_renderer = require("electron/renderer"); require("node:fs");',
    caughtBy: 'the page starts under its policy without an error',
  },
  {
    without: 'a narrow bridge',
    file: 'preload',
    from: /exposeInMainWorld\(BRIDGE_NAME, \{/,
    to: 'exposeInMainWorld(BRIDGE_NAME, { invoke: (...args) => electron_renderer.ipcRenderer.invoke(...args),',
    caughtBy: 'the page sees no Node, and one frozen bridge of two verbs',
  },
  {
    without: 'the hello of the preload',
    file: 'preload',
    from: /electron_renderer\.ipcRenderer\.send\(HELLO_CHANNEL\);/,
    to: '',
    caughtBy: 'the page starts under its policy without an error',
  },
  {
    without: 'the port forwarded to the page',
    file: 'preload',
    from: /, \[\.\.\.event\.ports\]\)/,
    to: ')',
    caughtBy: 'the batches of a run reach the page on a port, in order',
  },
  {
    without: 'the port sent to the page',
    file: 'main',
    from: /this\.contents\.postMessage\(TRACE_CHANNEL, run, \[port2\]\)/,
    to: 'this.contents.postMessage(TRACE_CHANNEL, run, [])',
    caughtBy: 'the batches of a run reach the page on a port, in order',
  },
  {
    without: 'the port handed to the host',
    file: 'main',
    from: /child\.postMessage\(message, ports\)/,
    to: 'child.postMessage(message)',
    caughtBy: 'the batches of a run reach the page on a port, in order',
  },
  {
    without: 'the right path of the host',
    file: 'main',
    from: /"runtime-host\.cjs"\), options\)/,
    to: '"runtime_host.cjs"), options)',
    caughtBy: 'the batches of a run reach the page on a port, in order',
  },
  {
    without: 'the right path of the thread',
    file: 'runtime-host',
    from: /fixture-thread\.cjs/,
    to: 'thread.cjs',
    caughtBy: 'the batches of a run reach the page on a port, in order',
  },
  {
    without: 'an empty environment for the host',
    file: 'main',
    from: /env: \{\},/,
    to: '',
    caughtBy: 'the batches of a run reach the page on a port, in order',
  },
  {
    without: 'a privileged scheme',
    file: 'main',
    from: /electron_main\.protocol\.registerSchemesAsPrivileged\(\[\{[\s\S]*?\}\]\);/,
    to: '',
    caughtBy: 'the page starts under its policy without an error',
  },
  {
    without: 'the host of the scheme',
    file: 'main',
    from: /url\.host === "bundle" \?/,
    to: 'url.host === "other" ?',
    caughtBy: 'the page starts under its policy without an error',
  },
  {
    without: 'nosniff',
    file: 'main',
    from: /"x-content-type-options": "nosniff",/,
    to: '',
    caughtBy: 'the policy is sent and enforced',
  },
  {
    without: 'the block on every other address',
    file: 'main',
    from: /answer\(\{ cancel: [^}]*\}\);/,
    to: 'answer({});',
    caughtBy: 'nothing but the app can be loaded',
  },
  {
    without: 'the permission handlers',
    file: 'main',
    from: /locked\.setPermissionRequestHandler\([^;]*;\s*locked\.setPermissionCheckHandler\([^;]*;/,
    to: '',
    caughtBy: 'every permission is denied',
  },
  {
    without: 'the check of a call’s params',
    file: 'main',
    from: /if \(!checked\.ok\) return refuse\(id, "bad-params", checked\.error\);/,
    to: '',
    caughtBy: 'calls are answered, and what is no call is refused',
  },
  {
    without: 'the list of calls',
    file: 'main',
    from: /if \(!options\.isCall\(call\)\) return refuse\([^;]*;/,
    to: '',
    caughtBy: 'calls are answered, and what is no call is refused',
  },
  {
    without: 'the menus’ line to the page',
    file: 'main',
    from: /\.emit\("menu\.command", \{ id \}\)/,
    to: '.emit("menu.commands", { id })',
    caughtBy: 'a menu item reaches the page as a command',
  },
];

/** Patience for what will never happen, in milliseconds. The specs of the shell itself show that it does otherwise. */
const PATIENCE = 1_000;
/** Patience for what will. */
const START_PATIENCE = 10_000;

function mutant(number: number, { file, from, to }: Mutation): string {
  const folder = path.join(root, 'out/mutants', String(number));
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(path.dirname(folder), { recursive: true });
  cpSync(fixture, folder, { recursive: true });
  const target = path.join(folder, 'out/main', `${file}.cjs`);
  const text = readFileSync(target, 'utf8');
  expect(text.match(new RegExp(from, 'g')), 'the mutation has exactly one place in the bundle').toHaveLength(
    1,
  );
  writeFileSync(
    target,
    text.replace(from, () => to),
  );
  return folder;
}

/** Starts the mutant and runs its check; resolves to why that failed, or null when it passed. */
async function attempt(folder: string, { caughtBy: name, mayNotStart }: Mutation): Promise<string | null> {
  const impatient = expect.configure({ timeout: PATIENCE });
  let started = name === START || mayNotStart === true;
  try {
    const weft = await launchElectron({ app: folder, timeout: START_PATIENCE });
    try {
      if (name !== START) await CHECKS[START](weft, expect.configure({ timeout: START_PATIENCE }));
      started = true;
      await within(CHECKS[name](weft, impatient));
      return null;
    } finally {
      await weft.close();
    }
  } catch (cause) {
    // A wall whose loss stops the app altogether shows nothing of the check it was meant for.
    if (!started) throw cause;
    return String(cause);
  }
}

const START = 'the page starts under its policy without an error';

function within(check: Promise<void>): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('the check did not end')), PATIENCE * 2);
    check.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

for (const [number, mutation] of MUTATIONS.entries()) {
  test(`without ${mutation.without}, “${mutation.caughtBy}” fails`, async () => {
    const folder = mutant(number, mutation);
    const reason = await attempt(folder, mutation);
    test.info().annotations.push({ type: 'reason', description: reason ?? '' });
    expect(reason).not.toBeNull();
    rmSync(folder, { recursive: true, force: true });
  });
}
