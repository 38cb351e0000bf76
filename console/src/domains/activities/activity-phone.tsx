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
  const prizes = Array.isArray(values.prizes) ? values.prizes : [];
  return (
    <div className="hs-activity-phone">
      <div className="hs-activity-head">
        <span className="hs-activity-play">{say(activityPlay[play])}</span>
        <strong>{textOf(values.name) || say(words('活动名称', 'Its name'))}</strong>
        <span>{textOf(values.text)}</span>
      </div>
      {play === 'group_buy' && <TeamPrices values={values} />}
      {play === 'bargain' && <BargainPrice values={values} />}
      {play === 'flash_sale' && <FlashPrices values={values} />}
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
        {prizes.map((prize, at) => {
          const { odds, stock } = Object(prize);
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: a prize has no name but its place
            <li key={at}>
              <span className="hs-activity-dot">{at + 1}</span>
              {say(prizeOf(odds, stock))}
            </li>
          );
        })}
      </ol>
      <div className="hs-activity-button">{say(buttonOf(play))}</div>
    </div>
  );
}

/** What its goods cost in a team, the lowest first seen. */
function TeamPrices({ values: { goods, size } }: { readonly values: Draft }) {
  const say = useWords();
  const prices = pricesOf(goods);
  if (prices.length === 0) return null;
  return (
    <div className="hs-activity-teams">
      <strong>{formatYuan(Math.min(...prices))}</strong>
      <span>{say(words(`${Number(size)} 人团`, `in a team of ${Number(size)}`))}</span>
    </div>
  );
}

/** The lowest price, and when sessions begin. */
function FlashPrices({ values: { goods, sessions } }: { readonly values: Draft }) {
  const say = useWords();
  const prices = pricesOf(goods);
  const begins = (Array.isArray(sessions) ? sessions : []).flatMap((one) => {
    const { from } = Object(one);
    return typeof from === 'number' ? [clockOf(from)] : [];
  });
  if (prices.length === 0) return null;
  return (
    <div className="hs-activity-teams">
      <strong>{formatYuan(Math.min(...prices))}</strong>
      <span>{say(words(`${begins.join('、')} 开抢`, `at ${begins.join(', ')}`))}</span>
    </div>
  );
}

/** Down to where, and with how many friends. */
function BargainPrice({ values: { floor, cuts } }: { readonly values: Draft }) {
  const say = useWords();
  if (typeof floor !== 'number') return null;
  return (
    <div className="hs-activity-teams">
      <strong>{formatYuan(floor)}</strong>
      <span>{say(words(`${Number(cuts)} 位朋友砍到底价`, `with ${Number(cuts)} friends`))}</span>
    </div>
  );
}

const clockOf = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;

const pricesOf = (goods: unknown): readonly number[] =>
  (Array.isArray(goods) ? goods : []).flatMap((one) => {
    const { price } = Object(one);
    return typeof price === 'number' ? [price] : [];
  });

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

function needOf(play: ActivityPlay, need: number) {
  if (play === 'group_buy') return words(`带成 ${need} 个团`, need === 1 ? '1 team led' : `${need} teams led`);
  if (play === 'invite') return words(`邀请满 ${need} 位`, `${need} newcomers`);
  if (play === 'fission') return words(`邀请满 ${need} 位好友`, `${need} friends`);
  if (play === 'spending') return words(`累计满 ${formatYuan(need)}`, `${formatYuan(need)} in all`);
  return play === 'likes' ? words(`集满 ${need} 个赞`, `${need} likes`) : words(`下满 ${need} 单`, `${need} orders`);
}

function prizeOf(odds: unknown, stock: unknown) {
  const share = typeof odds === 'number' ? `${odds / 100}%` : '…';
  return typeof stock === 'number'
    ? words(`概率 ${share}，${stock} 份`, `${share}, ${stock} of them`)
    : words(`概率 ${share}，不限量`, `${share}, any number`);
}

function buttonOf(play: ActivityPlay) {
  if (play === 'group_buy') return words('发起拼团', 'Begin a team');
  if (play === 'lottery') return words('抽一次', 'Draw');
  if (play === 'bargain') return words('发起砍价', 'Begin a bargain');
  if (play === 'flash_sale') return words('马上抢', 'Take it');
  const pressed = play === 'likes' || play === 'invite' || play === 'fission';
  return pressed ? words('我要参加', 'Take part') : words('去逛逛', 'Go shopping');
}
