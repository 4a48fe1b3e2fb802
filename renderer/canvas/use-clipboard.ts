import { useEffect } from 'react';
import { copiedText, cutMarked, pasteText } from './use-canvas-commands.ts';

/** Cut, copy and paste as the system sends them, while the focus is on the canvas and no text is marked. */
export function useClipboard(): void {
  useEffect(() => {
    const onCopy = (event: ClipboardEvent): void => {
      if (!isOnCanvas() || event.clipboardData === null) return;
      const text = copiedText();
      if (text === null) return;
      event.clipboardData.setData('text/plain', text);
      event.preventDefault();
      if (event.type === 'cut') cutMarked();
    };
    const onPaste = (event: ClipboardEvent): void => {
      if (!isOnCanvas()) return;
      const text = event.clipboardData?.getData('text/plain') ?? '';
      if (pasteText(text)) event.preventDefault();
    };
    document.addEventListener('copy', onCopy);
    document.addEventListener('cut', onCopy);
    document.addEventListener('paste', onPaste);
    return () => {
      document.removeEventListener('copy', onCopy);
      document.removeEventListener('cut', onCopy);
      document.removeEventListener('paste', onPaste);
    };
  }, []);
}

function isOnCanvas(): boolean {
  const { activeElement } = document;
  if (activeElement instanceof HTMLInputElement || activeElement instanceof HTMLTextAreaElement) return false;
  const here =
    activeElement === null ||
    activeElement === document.body ||
    activeElement.closest('[data-scope="canvas"]') !== null;
  return here && (document.getSelection()?.isCollapsed ?? true);
}
