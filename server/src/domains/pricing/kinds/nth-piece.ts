import { joinWords, type Words, words } from '@huoshui/contracts/words';
import { form } from '../../../platform/form/form.ts';
import { discountKind, type Run } from '../kind.ts';
import { foldText, percentOf } from '../tier.ts';

/**
 * 第二件半价: of every `nth` pieces one costs less. Pieces are laid out by price, dearest first, and every nth of them is
 * the one, so that it is the cheapest of its little group and dear pieces pair with dear ones. `same`: only pieces of
 * one SKU make a group; `mixed`: all pieces in scope do.
 */
export const nthPiece = discountKind({
  kind: 'nth_piece',
  words: words('第 N 件优惠', 'Every Nth piece'),
  about: words('第二件半价、买二送一，鼓励多买一件', 'Second piece half price, three for two: one more piece each'),
  layer: 'line',
  stacking: { group: 'pieces', once: 'line', base: 'current' },
  form: form({
    fields: [
      {
        key: 'nth',
        label: words('第几件', 'Which piece'),
        kind: 'count',
        min: 2,
        max: 10,
        unit: words('件', ''),
        initial: 2,
      },
      {
        key: 'percentOff',
        label: words('这一件减', 'Off that piece'),
        hint: words('半价填 50%，免费填 100%', 'Half price is 50%, free is 100%'),
        kind: 'percent',
        min: 1,
        max: 100,
        initial: 50,
      },
      {
        key: 'counts',
        label: words('怎样算件数', 'Which pieces count together'),
        kind: 'choice',
        options: [
          {
            value: 'same',
            label: words('同款同规格', 'Pieces of one SKU'),
            hint: words('同一规格买满才优惠', 'Only pieces of the same SKU count'),
          },
          {
            value: 'mixed',
            label: words('范围内混搭', 'All goods in scope'),
            hint: words(
              '按单价从高到低排，每第 N 件优惠，即每组里最便宜的一件',
              'Dearest first: the cheapest of each group gets it',
            ),
          },
        ],
        initial: 'same',
      },
      {
        key: 'most',
        label: words('每单最多优惠几件', 'At most, per order'),
        hint: words('不填就不限', 'Empty: no limit'),
        kind: 'count',
        min: 1,
        max: 99,
        unit: words('件', 'pieces'),
        optional: true,
      },
    ],
    sentence: ({ nth, percentOff, counts, most }) => {
      const how = [
        badgeOf(nth, percentOff),
        counts === 'mixed'
          ? words('可混搭，价低的一件优惠', 'any goods together, the cheapest of each group')
          : words('同款', 'of one SKU'),
        ...(most === null ? [] : [words(`每单最多 ${most} 件`, `at most ${most} an order`)]),
      ];
      return joinWords(how, words('，', ', '));
    },
  }),
  badge: ({ nth, percentOff }) => badgeOf(nth, percentOff),
  picks: ({ nth, counts, most }, runs, laidOut) => {
    const picked = runs.map(() => 0);
    const laid = new Map<string, number>();
    let [left, all] = [most ?? Number.MAX_SAFE_INTEGER, 0];
    for (const index of laidOut) {
      const { skuId = '', count = 0 } = runs[index] ?? {};
      const before = counts === 'same' ? (laid.get(skuId) ?? 0) : all;
      const due = Math.min(left, Math.floor((before + count) / nth) - Math.floor(before / nth));
      if (counts === 'same') laid.set(skuId, before + count);
      all += count;
      picked[index] = due;
      left -= due;
    }
    return picked;
  },
  ceiling: ({ percentOff }, { base, open }) => Math.min(percentOf(base, percentOff), open),
  savings: ({ percentOff }, { base, open }) => Math.min(percentOf(base, percentOff), open),
  missing: ({ nth, percentOff, counts, most }, { runs, pieces }) => {
    const groups = counts === 'mixed' ? [pieces] : piecesBySku(runs);
    const given = groups.reduce((sum, count) => sum + Math.floor(count / nth), 0);
    // only a group that has begun is worth a word: after two of two nobody is asked for two more
    const begun = Math.max(0, ...groups.map((count) => count % nth));
    if (begun === 0 || (most !== null && given >= most)) return null;
    return { need: { pieces: nth - begun }, of: nth, brings: badgeOf(nth, percentOff) };
  },
});

function piecesBySku(runs: readonly Run[]): number[] {
  const counts = new Map<string, number>();
  for (const { skuId, count } of runs) counts.set(skuId, (counts.get(skuId) ?? 0) + count);
  return [...counts.values()];
}

const ordinals: Readonly<Record<number, Words>> = {
  2: words('二', '2nd'),
  3: words('三', '3rd'),
  4: words('四', '4th'),
  5: words('五', '5th'),
  6: words('六', '6th'),
  7: words('七', '7th'),
  8: words('八', '8th'),
  9: words('九', '9th'),
  10: words('十', '10th'),
};

function badgeOf(nth: number, percentOff: number) {
  const which = ordinals[nth] ?? words(`${nth}`, `${nth}th`);
  const { zh, en } = priceOf(percentOff);
  return words(`第${which.zh}件${zh}`, `${which.en} piece ${en}`);
}

function priceOf(percentOff: number) {
  if (percentOff === 50) return words('半价', 'half price');
  if (percentOff === 100) return words('免费', 'free');
  return words(`${foldText(percentOff)}折`, `${percentOff}% off`);
}
