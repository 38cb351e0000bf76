import { joinWords, type Words, words } from '@huoshui/contracts/words';
import { form, type Names } from '../../../platform/form/form.ts';
import { formatYuan } from '../../../platform/money.ts';
import { discountKind, type Run } from '../kind.ts';

type Group = { readonly products: readonly string[]; readonly pieces: number };
type Values = { readonly groups: readonly Group[]; readonly price: number; readonly most: number | null };

/**
 * 组合价: so many pieces of each group together cost so much, as in one of A and one of B. The groups share no goods, so the
 * dearest pieces of each make the sets that save most: the nth set is never worth more than the one before it, and a set
 * that costs no more by itself is none.
 */
export const bundle = discountKind({
  kind: 'bundle',
  words: words('组合价', 'Bundle price'),
  about: words(
    '几组里各选几件一口价，如主食加饮料 19.9 元',
    'So many of each group for one price, as in bread with milk for ¥19.9',
  ),
  layer: 'line',
  stacking: { group: 'pieces', once: 'line', base: 'current' },
  goods: ({ groups }) => ({ kind: 'products', ids: groups.flatMap(({ products }) => products), exceptProductIds: [] }),
  form: form({
    fields: [
      {
        key: 'groups',
        label: words('从哪些商品里选', 'What is chosen from'),
        hint: words(
          '每组各选几件凑成一套；一件商品只能在一组里',
          'So many of each make a set; a product stands in one group only',
        ),
        kind: 'list',
        min: 2,
        max: 5,
        add: words('加一组', 'Add a group'),
        row: words('组', 'Group'),
        of: [
          { key: 'products', label: words('商品', 'Products'), kind: 'picker', of: 'product', many: 50 },
          {
            key: 'pieces',
            label: words('选几件', 'How many'),
            kind: 'count',
            min: 1,
            max: 20,
            unit: words('件', ''),
            initial: 1,
          },
        ],
      },
      { key: 'price', label: words('一套多少钱', 'A set costs'), kind: 'money', min: 1, max: 1_000_000_00 },
      {
        key: 'most',
        label: words('每单最多几套', 'At most, per order'),
        hint: words('不填就不限', 'Empty: no limit'),
        kind: 'count',
        min: 1,
        max: 99,
        unit: words('套', 'sets'),
        optional: true,
      },
    ],
    problem: ({ groups }) => {
      const twice = groups.findIndex(({ products }, at) =>
        products.some((id) => groups.slice(0, at).some((other) => other.products.includes(id))),
      );
      return twice < 0
        ? null
        : {
            at: `groups.${twice}.products`,
            words: words('有商品已经在上面的组里', 'A product stands in a group above already'),
          };
    },
    sentence: (values, names) => {
      const { groups, most } = values;
      const set = joinWords(
        groups.map((group) => groupText(group, names)),
        words(' + ', ' + '),
      );
      const limit =
        most === null ? [] : [words(`每单最多 ${most} 套`, `at most ${most} ${most === 1 ? 'set' : 'sets'} an order`)];
      return joinWords([joinWords([set, priceText(values)], words('，', ' ')), ...limit], words('，', ', '));
    },
  }),
  badge: () => words('组合价', 'Bundle'),
  picks: ({ groups, price, most }, runs, laid) => {
    const picked = runs.map(() => 0);
    const sizes = groups.map(({ pieces }) => pieces);
    const inGroups = groups.map(({ products }) => laid.filter((at) => products.includes(runs[at]?.productId ?? '')));
    const sets = setsWorth(inGroups, sizes, runs, price, most);
    for (const [at, group] of inGroups.entries()) {
      let left = sets * (sizes[at] ?? 0);
      for (const index of group) {
        const some = Math.min(left, runs[index]?.count ?? 0);
        picked[index] = some;
        left -= some;
      }
    }
    return picked;
  },
  ceiling: (values, { base, open, picked }) => saved(values, base, open, picked),
  savings: (values, { base, open, picked }) => saved(values, base, open, picked),
  missing: (values, { runs, picked }) => {
    const { groups, most } = values;
    const size = sizeOf(values);
    const sets = picked / size;
    if (most !== null && sets >= most) return null;
    const lacks = groups.map(({ products, pieces }) => {
      const there = runs.reduce((sum, run) => (products.includes(run.productId) ? sum + run.count : sum), 0);
      return Math.max(0, pieces - (there - sets * pieces));
    });
    const short = lacks.reduce((sum, lack) => sum + lack, 0);
    // only a set that has begun is worth a word; one that is whole and saves nothing lacks no pieces
    if (short === 0 || short === size) return null;
    return { need: { pieces: short }, of: size, brings: priceText(values) };
  },
});

function sizeOf({ groups }: Pick<Values, 'groups'>): number {
  return groups.reduce((sum, { pieces }) => sum + pieces, 0);
}

function saved(values: Values, base: number, open: number, picked: number): number {
  return Math.max(0, Math.min(base - (picked / sizeOf(values)) * values.price, open));
}

/** How many sets there are that cost more by themselves. */
function setsWorth(
  groups: readonly (readonly number[])[],
  sizes: readonly number[],
  runs: readonly Run[],
  price: number,
  most: number | null,
): number {
  const taken = groups.map((group) => piecesOf(group, runs));
  const limit = Math.min(
    most ?? Number.POSITIVE_INFINITY,
    ...groups.map((group, at) => setsIn(group, sizes[at] ?? 1, runs)),
  );
  for (let set = 0; set < limit; set += 1) {
    const worth = taken.reduce((sum, take, at) => sum + take(sizes[at] ?? 0), 0);
    if (worth <= price) return set;
  }
  return limit;
}

function setsIn(group: readonly number[], size: number, runs: readonly Run[]): number {
  return Math.floor(group.reduce((sum, at) => sum + (runs[at]?.count ?? 0), 0) / size);
}

/** Takes pieces off the dearest end, and answers what they cost. */
function piecesOf(group: readonly number[], runs: readonly Run[]): (count: number) => number {
  let [at, used] = [0, 0];
  return (count) => {
    let [left, worth] = [count, 0];
    while (left > 0) {
      const run = runs[group[at] ?? -1];
      if (run === undefined) return worth;
      const some = Math.min(left, run.count - used);
      worth += some * run.unitPrice;
      left -= some;
      used += some;
      if (used === run.count) [at, used] = [at + 1, 0];
    }
    return worth;
  };
}

function groupText({ products, pieces }: Group, names: Names): Words {
  const known = products.length > 2 ? [] : products.flatMap((id) => names('product', id) ?? []);
  const goods =
    known.length === products.length
      ? joinWords(known, words('/', ' or '))
      : words(`${products.length} 种商品`, `${products.length} products`);
  const { zh, en } = goods;
  return products.length === 1
    ? words(`${zh} ${pieces} 件`, `${pieces} × ${en}`)
    : words(`${zh}任选 ${pieces} 件`, `any ${pieces} of ${en}`);
}

function priceText({ price }: Pick<Values, 'price'>): Words {
  return words(`组合价 ${formatYuan(price)} 元`, `for ¥${formatYuan(price)}`);
}
