import type { GraphNode } from '../../../shared/graph/document.ts';
import { messageOr } from '../../../shared/text/format.ts';
import { formatDuration, useLocale, useText } from '../../text/text.ts';
import { StateGlyph } from '../../ui/icons.tsx';
import { hasFreeLine, paramOf, shapeOf } from '../geometry.ts';
import type { LiveBlock } from '../live-block.ts';

/** What a goroutine does, in a line: state, what it waits on, since when. Of several: how many do what. */
export const GoroutineFace = ({
  node,
  live,
}: {
  readonly node: GraphNode;
  readonly live: LiveBlock | null;
}) => {
  const t = useText();
  const locale = useLocale();
  if (live === null) {
    const kind = messageOr(locale, `block.${node.kind}`, node.kind);
    return (
      <div className="cv-say">
        <span>{paramOf(node, 'main') === true ? t('canvas.main', { kind }) : kind}</span>
      </div>
    );
  }
  const [first] = live.states;
  if (first === undefined) {
    return (
      <div className="cv-say" data-st="new">
        <StateGlyph state="new" />
        <span className="cv-state">{t('state.new')}</span>
      </div>
    );
  }
  if (live.states.length === 1 && first[1] === 1) {
    const time = live.waited > 0 && <span className="cv-time">{formatDuration(live.waited)}</span>;
    const below = live.on !== '' && hasFreeLine(shapeOf(node));
    return (
      <>
        <div className="cv-say" data-st={first[0]}>
          <StateGlyph state={first[0]} />
          <span className="cv-state">{t(`state.${first[0]}`)}</span>
          {!below && time}
        </div>
        {below && (
          <div className="cv-say cv-below">
            <span className="cv-mono cv-on">{live.on}</span>
            {time}
          </div>
        )}
      </>
    );
  }
  return (
    <div className="cv-say">
      {live.states.slice(0, 2).map(([state, count]) => (
        <span key={state} className="cv-count" data-st={state}>
          <StateGlyph state={state} />
          <span className="cv-state">{t(`canvas.count.${state}`, { count })}</span>
        </span>
      ))}
      {live.states.length > 2 && <span className="cv-time">+{live.states.length - 2}</span>}
    </div>
  );
};
