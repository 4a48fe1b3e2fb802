import { useEffect, useState } from 'react';
import type { PreviewOf } from './preview.ts';

let loaded: PreviewOf | null = null;

/** What draws templates; null until the catalogue of blocks has come, which the cards do not wait for. */
export function usePreviews(): PreviewOf | null {
  const [preview, setPreview] = useState<PreviewOf | null>(() => loaded);
  useEffect(() => {
    if (loaded !== null) return;
    let late = false;
    void import('./preview.ts').then(({ previewOf }) => {
      loaded = previewOf;
      if (!late) setPreview(() => previewOf);
    });
    return () => {
      late = true;
    };
  }, []);
  return preview;
}
