import { settings } from '../stores/settings-store.ts';

/** Keeps up with what the system asks for: theme, contrast, motion. */
export function followSystem(): void {
  const light = matchMedia('(prefers-color-scheme: light)');
  const contrast = matchMedia('(prefers-contrast: more)');
  const motion = matchMedia('(prefers-reduced-motion: reduce)');
  const tell = (): void =>
    settings.systemWishes({
      theme: light.matches ? 'light' : 'dark',
      contrast: contrast.matches ? 'more' : 'normal',
      reducedMotion: motion.matches,
    });
  for (const query of [light, contrast, motion]) query.addEventListener('change', tell);
  tell();
}
