import '../bridge/no-eval.ts';
import { installTrustedTypes } from '../bridge/trusted-types.ts';
import '@fontsource-variable/inter/wght.css';
import '@fontsource-variable/jetbrains-mono/wght.css';
import '../ui/tokens.css';
import '../ui/base.css';

installTrustedTypes();

// Loaded after the lines above have run, whatever order the bundler gives its files.
void import('./boot.ts');
