import { Toast as Base } from '@base-ui/react/toast';
import type { ReactElement } from 'react';
import { useText } from '../text/text.ts';
import { IconButton } from './Button.tsx';
import { Icon } from './icons.tsx';

const manager = Base.createToastManager();

/** Says in passing what happened; gone after a few seconds, errors after ten. */
export function toast(text: string, kind: 'done' | 'error' = 'done'): void {
  manager.add({
    description: text,
    type: kind,
    timeout: kind === 'error' ? 10_000 : 4000,
    priority: kind === 'error' ? 'high' : 'low',
  });
}

export const Toasts = ({ children }: { readonly children: ReactElement }) => (
  <Base.Provider toastManager={manager} limit={4}>
    {children}
    <Base.Portal>
      <Base.Viewport className="ui-toasts">
        <List />
      </Base.Viewport>
    </Base.Portal>
  </Base.Provider>
);

const List = () => {
  const t = useText();
  const { toasts } = Base.useToastManager();
  return toasts.map((each) => (
    <Base.Root key={each.id} toast={each} className="ui-toast" data-kind={each.type}>
      {each.type === 'error' && <Icon name="warning" />}
      <Base.Description className="ui-toast-text" />
      <Base.Close render={<IconButton icon="close" label={t('app.close')} size="small" />} />
    </Base.Root>
  ));
};
