import type { Draft } from '@huoshui/contracts/form';
import { words } from '@huoshui/contracts/words';
import { type ActivityPlay, activityPlay } from '@huoshui/contracts/words/activities';
import { formatYuan } from '../../ui/format.ts';
import { useWords } from '../../ui/words.ts';
import './activity-phone.css';

/** The head of its page on a phone, as far as the values say it. */
export function ActivityPhone({ play, values }: { readonly play: ActivityPlay; readonly values: Draft }) {
  const say = useWords();
  const tiers = Array.isArray(values.tiers) ? values.tiers : [];
  return (
    <div className="hs-activity-phone">
      <div className="hs-activity-head">
        <span className="hs-activity-play">{say(activityPlay[play])}</span>
        <strong>{textOf(values.name) || say(words('活动名称', 'Its name'))}</strong>
        <span>{textOf(values.text)}</span>
      </div>
      <ol className="hs-activity-tiers">
        {tiers.map((tier, at) => {
          const { at: need } = Object(tier);
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: a tier has no name but its place
            <li key={at}>
              <span className="hs-activity-dot">{at + 1}</span>
              {typeof need === 'number' ? say(needOf(play, need)) : '…'}
            </li>
          );
        })}
      </ol>
      <div className="hs-activity-button">{say(buttonOf(play))}</div>
    </div>
  );
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

function needOf(play: ActivityPlay, need: number) {
  if (play === 'spending') return words(`累计满 ${formatYuan(need)}`, `${formatYuan(need)} in all`);
  return play === 'likes' ? words(`集满 ${need} 个赞`, `${need} likes`) : words(`下满 ${need} 单`, `${need} orders`);
}

function buttonOf(play: ActivityPlay) {
  return play === 'likes' ? words('我要参加', 'Take part') : words('去逛逛', 'Go shopping');
}
