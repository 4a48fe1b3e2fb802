import { toast } from './toast.tsx';

/** Puts a text on the clipboard and says so. A browser may refuse: then it says why. */
export async function copyText(text: string, done: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    toast(done);
  } catch (cause) {
    toast(cause instanceof Error ? cause.message : String(cause), 'error');
  }
}
