import { lazy, Suspense, useEffect } from 'react';
import { Canvas } from '../canvas/Canvas.tsx';
import { Palette } from '../palette/Palette.tsx';
import { RunBar } from '../run/RunBar.tsx';
import { useDocuments } from '../stores/document-store.ts';
import { useRuns } from '../stores/run-store.ts';
import { screens, useScreens, type Aside as AsideTab } from '../stores/screens-store.ts';
import { useLayout, useSettings } from '../stores/settings-store.ts';
import { useText, type TextId } from '../text/text.ts';
import type { TimelineController } from '../timeline/controller.ts';
import { Tabs } from '../ui/Tabs.tsx';
import { Boundary } from './Boundary.tsx';
import { Dock } from './Dock.tsx';
import { Notices } from './Notices.tsx';
import { Split } from './Split.tsx';

// The right column comes a moment after the drawing; it is asked for with the first one, not with its first tab.
const loadInspector = () => import('../inspector/Inspector.tsx');
const Inspector = lazy(async () => ({ default: (await loadInspector()).Inspector }));
const Outcome = lazy(async () => ({ default: (await import('../outcome/Outcome.tsx')).Outcome }));
const Lesson = lazy(async () => ({ default: (await import('../lesson/Lesson.tsx')).Lesson }));

/** Where a person draws and runs: blocks, canvas and inspector over the timeline. */
export const Workspace = ({ timeline }: { readonly timeline: TimelineController }) => {
  const t = useText();
  const layout = useLayout();
  const projector = useSettings((state) => state.projector);
  useEffect(() => void loadInspector(), []);
  const blocks = layout.blocks && !projector;
  const bottom = layout.bottom && !projector;

  const canvas = (
    <section className="app-canvas" aria-label={t('app.canvas')} id="main" tabIndex={-1}>
      <Notices />
      <div className="app-canvas-area">
        <Boundary>
          <Canvas />
        </Boundary>
      </div>
    </section>
  );
  const palette = (
    <section className="app-side" aria-label={t('app.blocks')}>
      <Boundary>
        <Palette />
      </Boundary>
    </section>
  );
  const upper = (
    <Split
      name="upper"
      orientation="horizontal"
      parts={[
        ...(blocks ? [{ id: 'blocks', size: '12rem', min: '9rem', content: palette }] : []),
        { id: 'canvas', min: '20rem', content: canvas },
      ]}
    />
  );
  const left = (
    <Split
      name="left"
      orientation="vertical"
      parts={[
        { id: 'upper', min: '12rem', content: upper },
        ...(bottom
          ? [{ id: 'dock', size: '16.5rem', min: '8rem', content: <Dock timeline={timeline} /> }]
          : []),
      ]}
    />
  );
  return (
    <>
      <RunBar />
      <main className="app-work">
        <Split
          name="work"
          orientation="horizontal"
          parts={[
            { id: 'left', min: '30rem', content: left },
            ...(layout.inspector && !projector
              ? [{ id: 'aside', size: '19.25rem', min: '15rem', content: <Aside timeline={timeline} /> }]
              : []),
          ]}
        />
      </main>
    </>
  );
};

/** The inspector; beside it the page of the template, and how the run ended once it has. */
const Aside = ({ timeline }: { readonly timeline: TimelineController }) => {
  const t = useText();
  const ended = useRuns((state) => state.phase.is === 'ended');
  const lesson = useDocuments((state) => state.file.template !== null);
  const wanted = useScreens((state) => state.aside);
  const there = { inspector: true, outcome: ended, lesson };
  const shown = there[wanted] ? wanted : 'inspector';
  const tabs = ASIDE_TABS.filter(([id]) => there[id]).map(([id, label]) => ({ id, label: t(label) }));
  return (
    <section className="app-aside" aria-label={t('app.aside')}>
      {tabs.length > 1 && (
        <Tabs
          label={t('app.aside')}
          panel="aside-panel"
          current={shown}
          tabs={tabs}
          onChoose={(id) => screens.turnTo(id)}
        />
      )}
      <div className="app-aside-panel" id="aside-panel" {...(tabs.length > 1 ? { role: 'tabpanel' } : {})}>
        <Boundary>
          <Suspense>
            {shown === 'inspector' && <Inspector />}
            {shown === 'outcome' && <Outcome timeline={timeline} />}
            {shown === 'lesson' && <Lesson />}
          </Suspense>
        </Boundary>
      </div>
    </section>
  );
};

const ASIDE_TABS = [
  ['lesson', 'lesson.tab'],
  ['inspector', 'inspector.tab'],
  ['outcome', 'outcome.tab'],
] as const satisfies readonly (readonly [AsideTab, TextId])[];
