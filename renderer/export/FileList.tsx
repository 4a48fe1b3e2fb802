import { useState } from 'react';
import type { ExportPreview } from '../../shared/ipc/contract.ts';
import { useNumbers, useText } from '../text/text.ts';
import { Icon } from '../ui/icons.tsx';
import { lineCount, partsOf } from './files.ts';

type ExportFile = ExportPreview['files'][number];

interface FileListProps {
  readonly files: readonly ExportFile[];
  readonly current: string;
  /** The block pointed at: files with code of it are marked. */
  readonly pointed: string | null;
  readonly onChoose: (path: string) => void;
}

/** Every file that would be written: the program, what makes it a project, and the runtime folded into one line. */
export const FileList = ({ files, current, pointed, onChoose }: FileListProps) => {
  const t = useText();
  const { count } = useNumbers();
  const [open, setOpen] = useState(false);
  if (files.length < 2) return null;
  const { program, project, runtime } = partsOf(files);
  const lines = runtime.reduce((sum, file) => sum + lineCount(file.text), 0);
  const row = (file: ExportFile) => (
    <Row key={file.path} file={file} current={current} pointed={pointed} onChoose={onChoose} />
  );
  return (
    <nav className="exp-files" aria-label={t('export.files')}>
      <ul>{program.map(row)}</ul>
      <ul>{project.map(row)}</ul>
      {runtime.length > 0 && (
        <>
          <button
            type="button"
            className="exp-fold"
            aria-expanded={open}
            aria-controls="export-runtime"
            onClick={() => setOpen(!open)}
          >
            <Icon name={open ? 'down' : 'right'} />
            <span>
              {t('export.runtime')}
              <span className="ui-faint ui-micro">
                {t('export.status', { files: runtime.length, lines, count: count(lines) })}
              </span>
            </span>
          </button>
          <ul id="export-runtime" hidden={!open}>
            {open && runtime.map(row)}
          </ul>
        </>
      )}
    </nav>
  );
};

interface RowProps extends Omit<FileListProps, 'files'> {
  readonly file: ExportFile;
}

const Row = ({ file, current, pointed, onChoose }: RowProps) => {
  const slash = file.path.lastIndexOf('/');
  return (
    <li>
      <button
        type="button"
        aria-current={file.path === current}
        data-on={pointed !== null && file.nodes.some(({ node }) => node === pointed)}
        title={file.path}
        onClick={() => onChoose(file.path)}
      >
        <span className="exp-base ui-cut">{file.path.slice(slash + 1)}</span>
        <span className="ui-faint ui-micro">{lineCount(file.text)}</span>
      </button>
    </li>
  );
};
