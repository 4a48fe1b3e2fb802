// Word-based services of the code editor, on a thread of their own.
import 'monaco-editor/editor/editor.worker';
