import { joinWords, words } from '@huoshui/contracts/words';
import { form } from '../../../platform/form/form.ts';
import { formatYuan } from '../../../platform/money.ts';
import { dearestFirst, discountKind, type Run } from '../kind.ts';

/**
 * N 件 M 元 (任选): so many pieces together cost so much. Sets are made of the dearest pieces first, which is what saves
 * most, and a set that costs no more by itself is none.
 */
export const piecesFor = discountKind({
  kind: 'pieces_for',
  words: words('N 件 M 元', 'N pieces for a price'),
  about: words('任选几件一口价，如 99 元任选 3 件', 'Any few pieces for one price, as in any 3 for ¥99'),
  layer: 'line',
  stacking: { group: 'pieces', once: 'line', base: 'current' },
  form: form({
    fields: [
      {
        key: 'pieces',
        label: words('几件', 'How many pieces'),
        kind: 'count',
        min: 2,
        max: 99,
        unit: words('件', ''),
        initial: 3,
      },
      { key: 'price', label: words('一共多少钱', 'Cost together'), kind: 'money', min: 1, max: 1_000_000_00 },
      {
        key: 'counts',
        label: words('怎样算件数', 'Which pieces count together'),
        kind: 'choice',
        options: [
          {
            value: 'mixed',
            label: words('范围内任选', 'Any goods in scope'),
            hint: words('按单价从高到低凑成一组', 'Sets are made of the dearest pieces first'),
          },
          { value: 'same', label: words('同款同规格', 'Pieces of one SKU') },
        ],
        initial: 'mixed',
      },
      {
        key: 'most',
        label: words('每单最多几组', 'At most, per order'),
        hint: words('不填就不限', 'Empty: no limit'),
        kind: 'count',
        min: 1,
        max: 99,
        unit: words('组', 'sets'),
        optional: true,
      },
    ],
    sentence: (values) => {
      const { counts, most } = values;
      const how = [
        badgeOf(values),
        counts === 'mixed' ? words('范围内任选', 'any goods together') : words('同款', 'of one SKU'),
        ...(most === null
          ? []
          : [words(`每单最多 ${most} 组`, `at most ${most} ${most === 1 ? 'set' : 'sets'} an order`)]),
      ];
      return joinWords(how, words('，', ', '));
    },
  }),
  badge: (values) => badgeOf(values),
  picks: ({ pieces, price, counts, most }, runs, laid) => {
    const groups = groupsOf(runs, laid, counts);
    const worth = groups.map((group) => sumsOfSets(runs, group, pieces).filter((sum) => sum > price));
    const sets = most === null ? worth.map(({ length }) => length) : dearestSets(worth, most);
    const picked = runs.map(() => 0);
    for (const [at, group] of groups.entries()) {
      let left = (sets[at] ?? 0) * pieces;
      for (const index of group) {
        if (left === 0) break;
        const some = Math.min(left, runs[index]?.count ?? 0);
        picked[index] = some;
        left -= some;
      }
    }
    return picked;
  },
  ceiling: ({ pieces, price }, { base, open, picked }) => saved(base, open, (picked / pieces) * price),
  savings: ({ pieces, price }, { base, open, picked }) => saved(base, open, (picked / pieces) * price),
  missing: (values, { runs, picked }) => {
    const { pieces, counts, most } = values;
    if (most !== null && picked >= most * pieces) return null;
    const begun = Math.max(
      0,
      ...groupsOf(runs, dearestFirst(runs), counts).map((group) => countIn(runs, group) % pieces),
    );
    return begun === 0 ? null : { need: { pieces: pieces - begun }, of: pieces, brings: badgeOf(values) };
  },
});

function saved(base: number, open: number, cost: number): number {
  return Math.max(0, Math.min(base - cost, open));
}

/** Runs that make sets together, by index, dearest first. */
function groupsOf(
  runs: readonly Run[],
  laid: readonly number[],
  counts: 'mixed' | 'same',
): readonly (readonly number[])[] {
  if (counts === 'mixed') return [laid];
  const groups = new Map<string, number[]>();
  for (const index of laid) {
    const skuId = runs[index]?.skuId ?? '';
    const group = groups.get(skuId);
    if (group) group.push(index);
    else groups.set(skuId, [index]);
  }
  return [...groups.values()];
}

function countIn(runs: readonly Run[], group: readonly number[]): number {
  return group.reduce((total, index) => total + (runs[index]?.count ?? 0), 0);
}

/** What the full sets of a group cost, one after another: the dearest first. */
function sumsOfSets(runs: readonly Run[], group: readonly number[], size: number): number[] {
  const sums: number[] = [];
  let [open, sum] = [size, 0];
  for (const index of group) {
    const { count, unitPrice } = runs[index] ?? { count: 0, unitPrice: 0 };
    for (let left = count; left > 0; ) {
      const some = Math.min(left, open);
      sum += some * unitPrice;
      left -= some;
      open -= some;
      if (open > 0) continue;
      sums.push(sum);
      [open, sum] = [size, 0];
    }
  }
  return sums;
}

/** How many of each group are among the dearest of all, of equal ones the first. */
function dearestSets(groups: readonly (readonly number[])[], most: number): number[] {
  const all = groups.flatMap((sums, group) => sums.map((sum) => ({ sum, group })));
  const counts = groups.map(() => 0);
  for (const { group } of all.sort((a, b) => b.sum - a.sum).slice(0, most)) counts[group] = (counts[group] ?? 0) + 1;
  return counts;
}

function badgeOf({ pieces, price }: { readonly pieces: number; readonly price: number }) {
  return words(`${formatYuan(price)} 元 ${pieces} 件`, `${pieces} for ¥${formatYuan(price)}`);
}
