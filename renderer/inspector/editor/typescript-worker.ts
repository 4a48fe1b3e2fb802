// TypeScript's language service, on a thread of its own.
import 'monaco-editor/languages/features/typescript/ts.worker';
