import { lazy, Suspense, useEffect } from 'react';
import { useDocuments } from '../stores/document-store.ts';
import { useScreens } from '../stores/screens-store.ts';
import { useSettings } from '../stores/settings-store.ts';
import { useText } from '../text/text.ts';
import type { TimelineController } from '../timeline/controller.ts';
import { Toasts } from '../ui/toast.tsx';
import { TooltipProvider } from '../ui/Tooltip.tsx';
import { Gallery } from '../gallery/Gallery.tsx';
import { Boundary } from './Boundary.tsx';
import { Dialogs } from './Dialogs.tsx';
import { Dropping } from './Dropping.tsx';
import { Lost } from './Lost.tsx';
import { StatusBar } from './StatusBar.tsx';
import { TitleBar } from './TitleBar.tsx';
import './app.css';

// The canvas, the compiler behind it and the timeline are large: the welcome screen does not wait for them.
const loadWorkspace = () => import('./Workspace.tsx');
const Workspace = lazy(async () => ({ default: (await loadWorkspace()).Workspace }));
const Export = lazy(async () => ({ default: (await import('../export/Export.tsx')).Export }));

/** The window. */
export const App = ({ timeline }: { readonly timeline: TimelineController }) => {
  const t = useText();
  const open = useDocuments((state) => state.open);
  const screen = useScreens((state) => state.screen);
  usePage();
  useEffect(() => {
    const idle = requestIdleCallback(() => void loadWorkspace());
    return () => cancelIdleCallback(idle);
  }, []);
  const shown = open ? screen : 'welcome';
  return (
    <TooltipProvider>
      <Toasts>
        <div className="app">
          <a className="app-skip" href="#main">
            {t('app.skip')}
          </a>
          <TitleBar />
          <Boundary key={shown}>
            {shown === 'welcome' && <Gallery />}
            {shown === 'work' && (
              <Suspense>
                <Workspace timeline={timeline} />
                <StatusBar />
              </Suspense>
            )}
            {shown === 'export' && (
              <Suspense>
                <Export />
              </Suspense>
            )}
          </Boundary>
          <Dialogs />
          <Dropping />
          <Lost />
        </div>
      </Toasts>
    </TooltipProvider>
  );
};

/** What the page itself says of the settings: tokens hang on these, and screen readers on the language. */
function usePage(): void {
  const t = useText();
  const { theme, contrast, locale, reducedMotion, projector } = useSettings((state) => state);
  const name = useDocuments((state) => (state.open ? state.file.name : null));
  const dirty = useDocuments((state) => state.dirty);
  useEffect(() => {
    const page = document.documentElement;
    page.lang = locale;
    page.dataset['theme'] = theme;
    set(page, 'contrast', contrast === 'more' ? 'more' : null);
    set(page, 'motion', reducedMotion ? 'reduced' : null);
    set(page, 'projector', projector ? '' : null);
  }, [theme, contrast, locale, reducedMotion, projector]);
  useEffect(() => {
    document.title = name === null ? t('app.name') : t(dirty ? 'app.title.dirty' : 'app.title', { name });
  }, [t, name, dirty]);
}

function set(page: HTMLElement, name: string, value: string | null): void {
  if (value === null) delete page.dataset[name];
  else page.dataset[name] = value;
}
