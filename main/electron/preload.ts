import { contextBridge, ipcRenderer } from 'electron/renderer';
import {
  BRIDGE_NAME,
  FRAME_CHANNEL,
  HELLO_CHANNEL,
  TRACE_CHANNEL,
} from '../../shared/ipc/electron-channels.ts';

/**
 * The one bridge between page and main: two verbs that carry frames, no access to `ipcRenderer` or its events. What
 * a frame may ask for is decided in main, by the same table as everywhere.
 */

const early: unknown[] = [];
let listener: ((frame: unknown) => void) | null = null;

ipcRenderer.on(FRAME_CHANNEL, (_event, frame: unknown) => {
  if (listener) listener(frame);
  else early.push(frame);
});

// Ports do not pass through the bridge; a message to this very window carries them.
ipcRenderer.on(TRACE_CHANNEL, (event, run: unknown) => {
  window.postMessage({ weftTrace: run }, '/', [...event.ports]);
});

ipcRenderer.send(HELLO_CHANNEL);

contextBridge.exposeInMainWorld(BRIDGE_NAME, {
  send: (frame: unknown): void => ipcRenderer.send(FRAME_CHANNEL, frame),
  onFrame: (next: (frame: unknown) => void): void => {
    listener = next;
    for (const frame of early.splice(0)) next(frame);
  },
});
