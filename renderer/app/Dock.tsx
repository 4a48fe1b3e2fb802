import { lazy, Suspense } from 'react';
import { Log } from '../log/Log.tsx';
import { Output } from '../log/Output.tsx';
import { Problems } from '../log/Problems.tsx';
import { startRun } from '../run/actions.ts';
import { useFindings } from '../stores/findings-store.ts';
import { useRuns } from '../stores/run-store.ts';
import { settings, useLayout } from '../stores/settings-store.ts';
import { useLocale, useNumbers, useText } from '../text/text.ts';
import type { TimelineController } from '../timeline/controller.ts';
import { Timeline } from '../timeline/Timeline.tsx';
import { TimelineTools } from '../timeline/TimelineTools.tsx';
import { Tabs } from '../ui/Tabs.tsx';
import type { RunFrame } from '../run/run-view.ts';
import { showSite } from '../run/show-site.ts';
import { useSlowFrame } from '../run/use-frame.ts';
import { Boundary } from './Boundary.tsx';
import { Split } from './Split.tsx';

const Schedule = lazy(async () => ({ default: (await import('../outcome/Schedule.tsx')).Schedule }));
const Charts = lazy(async () => ({ default: (await import('../charts/Charts.tsx')).Charts }));

/** What happened: the timeline beside charts, log, output and schedule. */
export const Dock = ({ timeline }: { readonly timeline: TimelineController }) => (
  <section className="app-dock" aria-label={useText()('app.bottom')}>
    <Split
      name="dock"
      orientation="horizontal"
      parts={[
        { id: 'main', min: '18rem', content: <MainTabs timeline={timeline} /> },
        { id: 'side', size: '22.5rem', min: '14rem', content: <SideTabs timeline={timeline} /> },
      ]}
    />
  </section>
);

const MainTabs = ({ timeline }: { readonly timeline: TimelineController }) => {
  const t = useText();
  const locale = useLocale();
  const { mainTab } = useLayout();
  const problems = useFindings((state) => state.findings.length);
  const tables = useRuns((state) => state.tables);
  return (
    <>
      <Tabs
        label={t('dock.left')}
        panel="dock-main"
        current={mainTab}
        tabs={[
          { id: 'timeline', label: t('dock.timeline') },
          { id: 'problems', label: t('dock.problems'), ...(problems > 0 ? { count: String(problems) } : {}) },
        ]}
        onChoose={(id) => settings.arrange({ mainTab: id })}
        {...(mainTab === 'timeline' && tables !== null
          ? { tools: <TimelineTools controller={timeline} t={t} locale={locale} /> }
          : {})}
      />
      <div
        className="app-dock-panel"
        id="dock-main"
        role="tabpanel"
        {...(mainTab === 'timeline' ? { 'data-scope': 'timeline' } : {})}
      >
        <Boundary>
          {mainTab === 'problems' ? (
            <Problems />
          ) : (
            <Timeline
              controller={timeline}
              t={t}
              locale={locale}
              tables={tables}
              onRun={() => void startRun()}
              onSite={(site) => showSite(site)}
            />
          )}
        </Boundary>
      </div>
    </>
  );
};

const SideTabs = ({ timeline }: { readonly timeline: TimelineController }) => {
  const t = useText();
  const locale = useLocale();
  const { count } = useNumbers();
  const { sideTab } = useLayout();
  const tables = useRuns((state) => state.tables);
  const logs = useSlowFrame(countLogs);
  return (
    <>
      <Tabs
        label={t('dock.right')}
        panel="dock-side"
        current={sideTab}
        tabs={[
          { id: 'charts', label: t('dock.charts') },
          { id: 'log', label: t('dock.log'), ...(logs > 0 ? { count: count(logs) } : {}) },
          { id: 'output', label: t('dock.output') },
          { id: 'schedule', label: t('dock.schedule') },
        ]}
        onChoose={(id) => settings.arrange({ sideTab: id })}
      />
      <div className="app-dock-panel" id="dock-side" role="tabpanel">
        <Boundary>
          {sideTab === 'charts' && (
            <Suspense>
              <Charts controller={timeline} t={t} locale={locale} tables={tables} />
            </Suspense>
          )}
          {sideTab === 'log' && (
            <Log
              client={timeline.client}
              onVisit={({ row, position }) =>
                timeline.act({ is: 'visit', lane: { what: 'goroutine', row }, position })
              }
            />
          )}
          {sideTab === 'output' && <Output />}
          {sideTab === 'schedule' && (
            <Suspense>
              <Schedule />
            </Suspense>
          )}
        </Boundary>
      </div>
    </>
  );
};

const countLogs = (frame: RunFrame | null): number => frame?.summary.counts.logs ?? 0;
