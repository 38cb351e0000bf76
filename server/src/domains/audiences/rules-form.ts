import { words } from '@huoshui/contracts/words';
import { form } from '../../platform/form/form.ts';

const purchases = words('次', 'purchases');
const times = words('倍', 'times');
const days = words('天', 'days');

/** When a member counts as growing, mature, declining or lost. */
export const rulesForm = form({
  fields: [
    {
      key: 'growingOrders',
      label: words('成长期从第几次购买', 'Growing from purchase'),
      kind: 'count',
      min: 2,
      max: 20,
      unit: purchases,
    },
    {
      key: 'matureOrders',
      label: words('成熟期从第几次购买', 'Mature from purchase'),
      kind: 'count',
      min: 3,
      max: 100,
      unit: purchases,
    },
    {
      key: 'decliningFactor',
      label: words('超过几倍算低迷', 'Declining from'),
      kind: 'count',
      min: 1,
      max: 10,
      digits: 2,
      unit: times,
    },
    {
      key: 'lostFactor',
      label: words('超过几倍算流失', 'Lost from'),
      kind: 'count',
      min: 1.5,
      max: 30,
      digits: 2,
      unit: times,
    },
    { key: 'minInterval', label: words('最短间隔', 'Shortest'), kind: 'count', min: 1, max: 365, unit: days },
    {
      key: 'defaultInterval',
      label: words('默认间隔', 'Default interval'),
      kind: 'count',
      min: 1,
      max: 365,
      unit: days,
    },
    { key: 'maxInterval', label: words('最长间隔', 'Longest'), kind: 'count', min: 1, max: 730, unit: days },
  ],
  problem: (rules) => {
    if (rules.matureOrders <= rules.growingOrders)
      return { at: 'matureOrders', words: words('要大于成长期的次数', 'More than for growing') };
    if (rules.lostFactor <= rules.decliningFactor)
      return { at: 'lostFactor', words: words('要大于低迷的倍数', 'More than for declining') };
    if (rules.defaultInterval < rules.minInterval || rules.defaultInterval > rules.maxInterval)
      return { at: 'defaultInterval', words: words('最短 ≤ 默认 ≤ 最长', 'Shortest ≤ default ≤ longest') };
    return null;
  },
  sentence: ({ growingOrders, matureOrders, decliningFactor, lostFactor, ...interval }) => {
    const { minInterval: min, defaultInterval: usual, maxInterval: max } = interval;
    const after = (factor: number) => Math.round(usual * factor);
    return words(
      `买过 ${growingOrders} 次算成长期，满 ${matureOrders} 次算成熟期，同一天的几单算一次。购买间隔按每个人自己的节奏算，在 ${min} 到 ${max} 天之间；` +
        `平时每 ${usual} 天买一次的人，${after(decliningFactor)} 天没来算低迷，${after(lostFactor)} 天没来算流失。`,
      `Growing from ${growingOrders} purchases, mature from ${matureOrders}; all orders of one day are one. Everyone has an interval of her own, ` +
        `from ${min} to ${max} days: who buys every ${usual} days is declining after ${after(decliningFactor)} days ` +
        `and lost after ${after(lostFactor)}.`,
    );
  },
});
