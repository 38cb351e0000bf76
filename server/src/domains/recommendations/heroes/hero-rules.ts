import { HeroRules } from '@huoshui/contracts/recommendations';
import { words } from '@huoshui/contracts/words';
import { form } from '../../../platform/form/form.ts';
import { defineSetting } from '../../../platform/settings.ts';

const INITIAL: HeroRules = { on: false, priceTo: 39_90, most: 12, pinned: null };

export const heroRules = defineSetting('recommendations.heroes', HeroRules, INITIAL);

export const heroForm = form({
  fields: [
    {
      key: 'on',
      label: words('每周自动换一批', 'A new list every week'),
      kind: 'switch',
      initial: INITIAL.on,
      hint: words('每周一早上 5 点', 'At five in the morning of Mondays'),
    },
    {
      key: 'priceTo',
      label: words('价格不超过', 'Costs at most'),
      kind: 'money',
      min: 1,
      max: 1_000_000,
      initial: INITIAL.priceTo,
      hint: words('涨过这条线的，当场就不再显示', 'What costs more by then is not shown'),
    },
    {
      key: 'most',
      label: words('一共放', 'How many'),
      kind: 'count',
      unit: words('件', 'products'),
      min: 10,
      max: 20,
      initial: INITIAL.most,
    },
    {
      key: 'pinned',
      label: words('固定放的', 'Pinned'),
      kind: 'picker',
      of: 'product',
      many: 20,
      optional: true,
      hint: words(
        '排在最前，每周都在；其余按复购率挑，一半是上周没放过的',
        'First, every week; the others by how many buy them again, half of them not shown the week before',
      ),
    },
  ],
  problem: ({ pinned, most }) =>
    (pinned?.length ?? 0) > most
      ? { at: 'pinned', words: words('固定的比一共放的还多', 'More are pinned than there are in all') }
      : null,
  sentence: ({ on, priceTo, most, pinned }) =>
    words(
      `${on ? '每周一换一批' : '不自动换'}：${priceTo / 100} 元以内 ${most} 件，固定 ${pinned?.length ?? 0} 件`,
      `${on ? 'A new list every Monday' : 'No new lists'}: ${most} products up to ¥${priceTo / 100}, ${pinned?.length ?? 0} pinned`,
    ),
});
