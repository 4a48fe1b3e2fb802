// npm run package:check: packages the app for Linux around a stand-in for Electron's files, and reads the result back:
// what is in the archive, what its package.json says, how the fuses are set, what the system will be told.
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { install, root } from './install.mjs';
import { build } from './build.mjs';
import { electronVersion, writeStubDist } from './stub-dist.mjs';

/** Every file the archive may hold; the window's files have hashes in their names. */
export const ALLOWED = [
  /^package\.json$/,
  /^out\/main\/(main|preload|runtime-host|worker)\.cjs$/,
  /^out\/renderer\/index\.html$/,
  /^out\/renderer\/assets\/[\w.~@-]+\.(js|css|svg|png|woff2|ttf|json|wasm)$/,
  /^assets\/app-icons\/png\/256\.png$/,
];

/** Files the app cannot do without. */
export const REQUIRED = [
  'package.json',
  'out/main/main.cjs',
  'out/main/preload.cjs',
  'out/main/runtime-host.cjs',
  'out/main/worker.cjs',
  'out/renderer/index.html',
  'assets/app-icons/png/256.png',
];

/** Fuses of the packaged binary, by the name the fuses package gives them. */
export const FUSES = {
  RunAsNode: false,
  EnableCookieEncryption: true,
  EnableNodeOptionsEnvironmentVariable: false,
  EnableNodeCliInspectArguments: false,
  EnableEmbeddedAsarIntegrityValidation: true,
  OnlyLoadAppFromAsar: true,
  LoadBrowserProcessSpecificV8Snapshot: false,
  GrantFileProtocolExtraPrivileges: false,
};

/** What is wrong with an archive's list of files. */
export function wrongFiles(files) {
  return [
    ...files
      .filter((file) => !ALLOWED.some((allowed) => allowed.test(file)))
      .map((file) => `${file} must not be there`),
    ...REQUIRED.filter((file) => !files.includes(file)).map((file) => `${file} is missing`),
  ];
}

/** What is wrong with the package.json inside the archive. */
export function wrongDescription(description, expected) {
  const wrong = [];
  for (const name of ['name', 'version', 'main', 'desktopName'])
    if (description[name] !== expected[name]) wrong.push(`package.json: ${name} is ${description[name]}`);
  for (const name of ['dependencies', 'devDependencies', 'scripts'])
    if (Object.keys(description[name] ?? {}).length > 0) wrong.push(`package.json: ${name} is not empty`);
  return wrong;
}

/** A fuse in the binary: the characters `0` and `1`. */
const [OFF, ON] = [48, 49];

/** What is wrong with a binary's fuses. `wire` is what `getCurrentFuseWire` reads, by number; `options` names them. */
export function wrongFuses(wire, options) {
  return Object.entries(FUSES)
    .filter(([name, on]) => wire[options[name]] !== (on ? ON : OFF))
    .map(([name, on]) => `the fuse ${name} is not ${on ? 'on' : 'off'}`);
}

/** What is wrong with the files beside the archive. */
function wrongSurroundings(app) {
  const locales = readdirSync(path.join(app, 'locales')).toSorted();
  const expected = ['en-US.pak', 'zh-CN.pak'];
  const resources = readdirSync(path.join(app, 'resources')).toSorted();
  return [
    ...(locales.join() === expected.join() ? [] : [`locales are ${locales.join(', ')}`]),
    ...(resources.includes('app.asar.unpacked') ? ['files lie unpacked, where nothing checks them'] : []),
    ...(existsSync(path.join(app, 'weft')) ? [] : ['the executable is not called weft']),
  ];
}

/** Packages the built app in `project` into `folder`, around the stand-in. */
export async function packageFor(project, folder) {
  const stub = path.join(folder, 'stub-dist');
  writeStubDist(stub);
  const { build: pack, Platform } = await import('electron-builder');
  await pack({
    targets: Platform.LINUX.createTarget('dir'),
    publish: 'never',
    projectDir: project,
    config: {
      extends: path.join(root, 'electron-builder.yml'),
      electronDist: stub,
      electronVersion: electronVersion(),
      directories: { output: folder, buildResources: 'assets/app-icons' },
    },
  });
}

/** Reads back what `packageFor` made: how many files there are, and everything that is wrong. */
export async function inspect(project, folder) {
  const app = path.join(folder, 'linux-unpacked');
  const archive = path.join(app, 'resources/app.asar');
  const asar = await import('@electron/asar');
  const { FuseV1Options, getCurrentFuseWire } = await import('@electron/fuses');
  const entries = asar.listPackage(archive).map((name) => name.slice(1).replaceAll(path.sep, '/'));
  const files = entries.filter((name) => !('files' in asar.statFile(archive, name)));
  const expected = JSON.parse(readFileSync(path.join(project, 'package.json'), 'utf8'));
  const description = JSON.parse(asar.extractFile(archive, 'package.json').toString('utf8'));
  const wrong = [
    ...wrongFiles(files),
    ...wrongDescription(description, expected),
    ...wrongFuses(await getCurrentFuseWire(path.join(app, 'weft')), FuseV1Options),
    ...wrongSurroundings(app),
  ];
  return { files: files.length, wrong };
}

async function main() {
  install();
  await build('all');
  const folder = path.join(root, 'out/package-check');
  rmSync(folder, { recursive: true, force: true });
  await packageFor(root, folder);
  const { files, wrong } = await inspect(root, folder);
  for (const line of wrong) console.error(line);
  console.log(
    `${files} files in the archive, ${Object.keys(FUSES).length} fuses read, ${wrong.length} wrong`,
  );
  process.exit(wrong.length === 0 ? 0 : 1);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main();
