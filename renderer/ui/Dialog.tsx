import { Dialog as Base } from '@base-ui/react/dialog';
import { useRef, type CSSProperties, type ReactNode } from 'react';
import { useText } from '../text/text.ts';
import { IconButton } from './Button.tsx';

interface DialogProps {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly title: string;
  /** Buttons at the foot, the main one last. */
  readonly foot?: ReactNode;
  /** A CSS length. */
  readonly width?: string;
  readonly children: ReactNode;
}

/**
 * Something to answer before going on. Esc and the cross leave things as they were. The focus begins on what is marked
 * `data-first`, else on the last button of the foot, else on the text.
 */
export const Dialog = ({ open, onClose, title, foot, width = '30rem', children }: DialogProps) => {
  const t = useText();
  const popup = useRef<HTMLDivElement>(null);
  const first = (): HTMLElement | null =>
    popup.current?.querySelector<HTMLElement>('[data-first]') ??
    popup.current?.querySelector<HTMLElement>('.ui-dialog-foot > :last-child') ??
    popup.current?.querySelector<HTMLElement>('.ui-dialog-body') ??
    null;
  return (
    <Base.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Base.Portal>
        <Base.Backdrop className="ui-backdrop" />
        <Base.Popup
          ref={popup}
          className="ui-dialog"
          style={{ '--width': width } as CSSProperties}
          initialFocus={first}
        >
          <div className="ui-dialog-head">
            <Base.Title>{title}</Base.Title>
            <Base.Close render={<IconButton icon="close" label={t('app.close')} size="small" />} />
          </div>
          <div className="ui-dialog-body" tabIndex={-1}>
            {children}
          </div>
          {foot !== undefined && <div className="ui-dialog-foot">{foot}</div>}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
};
