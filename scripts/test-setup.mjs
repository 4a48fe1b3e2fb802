// Before the tests: the bundles that tests run as processes are as new as their sources.
import { build } from './build.mjs';

export default async function setup() {
  await build('tools');
}
