import { setSettings } from '../../shared/graph/edits.ts';
import type { RunSettings } from '../../shared/graph/document.ts';
import { commandKey, commands } from '../app/commands.ts';
import { documents, useDocument } from '../stores/document-store.ts';
import { isBusy, runs, useRuns } from '../stores/run-store.ts';
import { useSettings } from '../stores/settings-store.ts';
import { formatDuration, useText } from '../text/text.ts';
import { Button, IconButton } from '../ui/Button.tsx';
import { NumberField } from '../ui/NumberField.tsx';
import { Segmented } from '../ui/Segmented.tsx';
import { Select } from '../ui/Select.tsx';
import { InputsButton } from './InputsButton.tsx';
import { RunReadout } from './RunReadout.tsx';
import './run.css';

/** Run, stop, pause, step, and how: one strip under the title. */
export const RunBar = () => {
  const t = useText();
  return (
    <section className="run-bar" aria-label={t('app.toolbar')}>
      <Buttons />
      <Settings />
      <InputsButton />
      <span className="ui-grow" />
      <RunReadout />
    </section>
  );
};

const Buttons = () => {
  const t = useText();
  const phase = useRuns((state) => state.phase);
  const platform = useSettings((state) => state.info.platform);
  const live = isBusy(phase);
  const paused = phase.is === 'paused';
  return (
    <span className="ui-group">
      <Button
        icon="run"
        look={live ? 'plain' : 'main'}
        aria-disabled={live}
        aria-keyshortcuts="F5"
        onClick={() => !live && commands.run('run.start')}
      >
        {phase.is === 'starting' ? t('run.starting') : phase.is === 'ended' ? t('run.again') : t('run.run')}
      </Button>
      <Button
        icon={paused ? 'run' : 'pause'}
        aria-disabled={phase.is !== 'running' && !paused}
        aria-keyshortcuts="F6"
        onClick={() => commands.run('run.pause')}
      >
        {paused ? t('run.resume') : t('run.pause')}
      </Button>
      <IconButton
        icon="step"
        look="plain"
        label={t('run.step')}
        keys={commandKey('run.step', platform)}
        aria-disabled={!commands.can('run.step')}
        onClick={() => commands.run('run.step')}
      />
      <IconButton
        icon="stop"
        look="plain"
        label={t('run.stop')}
        keys={commandKey('run.stop', platform)}
        aria-disabled={!live}
        onClick={() => commands.run('run.stop')}
      />
    </span>
  );
};

/** Wall milliseconds a step, offered as speeds. */
const PACES = [0, 10, 50, 200, 500, 1000] as const;

const change = (part: Partial<RunSettings>): void =>
  documents.edit('step.settings', setSettings(part), { merge: `settings.${Object.keys(part).join()}` });

const Settings = () => {
  const t = useText();
  const settings = useDocument((document) => document.settings);
  const pace = useRuns((state) => state.pace);
  const cores = useSettings((state) => state.info.cores);
  const busy = useRuns((state) => isBusy(state.phase));
  const deterministic = settings.mode === 'deterministic';
  return (
    <>
      <Segmented
        label={t('run.mode')}
        value={settings.mode}
        disabled={busy}
        options={[
          {
            value: 'deterministic',
            label: t('run.mode.deterministic'),
            hint: t('run.mode.deterministic.hint'),
          },
          { value: 'parallel', label: t('run.mode.parallel'), hint: t('run.mode.parallel.hint') },
        ]}
        onChange={(mode) => change({ mode })}
      />
      {deterministic ? (
        <>
          <label className="ui-field">
            {t('run.seed')}
            <NumberField
              label={t('run.seed')}
              value={settings.seed}
              min={0}
              max={0xffff_ffff}
              width={`${Math.max(2, String(settings.seed).length) + 2.5}ch`}
              disabled={busy}
              onCommit={(seed) => change({ seed })}
            />
          </label>
          <span className="ui-field">
            {t('run.clock')}
            <Select
              label={t('run.clock')}
              value={settings.clock}
              disabled={busy}
              options={[
                { value: 'virtual', label: t('run.clock.virtual') },
                { value: 'real', label: t('run.clock.real') },
              ]}
              onChange={(clock) => change({ clock })}
            />
          </span>
          <span className="ui-field">
            {t('run.speed')}
            <Select
              label={t('run.speed')}
              value={pace}
              options={PACES.map((value) => ({
                value,
                label:
                  value === 0
                    ? t('run.speed.full')
                    : t('run.speed.step', { duration: formatDuration(value * 1e6) }),
              }))}
              onChange={(value) => runs.setPace(value)}
            />
          </span>
        </>
      ) : (
        <span className="ui-field">
          {t('run.workers')}
          <Select
            label={t('run.workers')}
            value={settings.workers}
            disabled={busy}
            options={[
              { value: 0, label: t('run.workers.auto', { cores }) },
              ...workerChoices(cores, settings.workers).map((value) => ({ value, label: String(value) })),
            ]}
            onChange={(workers) => change({ workers })}
          />
        </span>
      )}
    </>
  );
};

/** Numbers of workers worth a try on this machine, the one chosen among them. */
export function workerChoices(cores: number, chosen: number): readonly number[] {
  const most = Math.max(cores * 2, 4);
  const powers = [1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64].filter((n) => n <= most);
  return [...new Set([...powers, cores, ...(chosen > 0 ? [chosen] : [])])].sort((a, b) => a - b);
}
