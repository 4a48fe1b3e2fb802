import body from '../../assets/guide/body.md?raw';
import { useText } from '../text/text.ts';
import { Dialog } from '../ui/Dialog.tsx';
import { Markdown } from '../ui/Markdown.tsx';

/** The pages of the guide that lie beside the work. */
export const GuideDialog = ({ onClose }: { readonly onClose: () => void }) => {
  const t = useText();
  return (
    <Dialog open title={t('guide.title')} onClose={onClose} width="52rem">
      <Markdown text={body} />
    </Dialog>
  );
};
