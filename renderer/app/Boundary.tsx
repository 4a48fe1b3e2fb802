import { Component, type ReactNode } from 'react';
import { useText } from '../text/text.ts';
import { Button } from '../ui/Button.tsx';

interface BoundaryProps {
  readonly children: ReactNode;
}

/** Keeps a part of the window that breaks from taking the rest with it: the drawing must not be lost for a bug. */
export class Boundary extends Component<BoundaryProps, { readonly broken: boolean }> {
  override state = { broken: false };

  static getDerivedStateFromError(): { readonly broken: boolean } {
    return { broken: true };
  }

  override render(): ReactNode {
    if (!this.state.broken) return this.props.children;
    return <Broken onAgain={() => this.setState({ broken: false })} />;
  }
}

const Broken = ({ onAgain }: { readonly onAgain: () => void }) => {
  const t = useText();
  return (
    <div className="ui-empty" role="alert">
      <p className="ui-strong">{t('app.crashed.title')}</p>
      <p>{t('app.crashed.text')}</p>
      <Button onClick={onAgain}>{t('app.crashed.again')}</Button>
    </div>
  );
};
