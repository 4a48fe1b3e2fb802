import { Tooltip as Base } from '@base-ui/react/tooltip';
import type { ReactElement } from 'react';
import { Kbd } from './Kbd.tsx';

interface TooltipProps {
  readonly text: string;
  readonly keys?: string;
  readonly side?: 'top' | 'bottom' | 'left' | 'right';
  /** The element it speaks of; it has its own accessible name. */
  readonly children: ReactElement;
}

/** A name for something drawn, and its keys. Never the only place where a reason stands. */
export const Tooltip = ({ text, keys = '', side = 'bottom', children }: TooltipProps) => (
  <Base.Root>
    <Base.Trigger render={children} />
    <Base.Portal>
      <Base.Positioner className="ui-positioner" side={side} sideOffset={6}>
        <Base.Popup className="ui-tooltip">
          {text}
          {keys !== '' && <Kbd>{keys}</Kbd>}
        </Base.Popup>
      </Base.Positioner>
    </Base.Portal>
  </Base.Root>
);

/** After one tool-tip the next ones come at once. */
export const TooltipProvider = ({ children }: { readonly children: ReactElement }) => (
  <Base.Provider delay={500} closeDelay={0} timeout={300}>
    {children}
  </Base.Provider>
);
