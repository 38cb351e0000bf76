import type { ValuesOf } from '@huoshui/contracts/form';
import { joinWords, type Words, words } from '@huoshui/contracts/words';
import { codeCost, codeKind, codePlace, codeTarget } from '@huoshui/contracts/words/codes';
import { form, type Names } from '../../platform/form/form.ts';
import { formatYuan } from '../../platform/money.ts';

const options = <const Values extends readonly string[]>(values: Values, of: Readonly<Record<Values[number], Words>>) =>
  values.map((value: Values[number]) => ({ value, label: of[value] }));

const fields = [
  {
    key: 'name',
    label: words('名称', 'Name'),
    kind: 'text',
    max: 40,
    hint: words('店里自己看，不重名，例如：徐汇店 牛奶货架', 'For yourselves, each its own, e.g. milk shelf in Xuhui'),
  },
  {
    key: 'kind',
    label: words('种类', 'Kind'),
    kind: 'choice',
    options: [
      {
        value: 'mini_program',
        label: codeKind.mini_program,
        hint: words('永久有效，可以印刷', 'Good for ever: it can be printed'),
      },
      {
        value: 'url_link',
        label: codeKind.url_link,
        hint: words(
          '短信、网页里打开小程序；30 天，到期前自动更换',
          'Opens it from texts and web pages; 30 days, renewed before',
        ),
      },
      {
        value: 'short_link',
        label: codeKind.short_link,
        hint: words(
          '在微信聊天里打开；30 天，到期前自动更换',
          'Opens it within chats of WeChat; 30 days, renewed before',
        ),
      },
      {
        value: 'official_account',
        label: codeKind.official_account,
        hint: words('扫了先关注公众号；永久有效，可以印刷', 'Whoever scans it follows the account; good for ever'),
      },
    ],
    initial: 'mini_program',
  },
  {
    key: 'account',
    label: words('哪个公众号', 'Which account'),
    kind: 'picker',
    of: 'official_account',
    when: { field: 'kind', is: ['official_account'] },
    hint: words('要是认证服务号', 'A certified service account'),
  },
  {
    key: 'place',
    label: words('放在哪里', 'Where it stands'),
    kind: 'choice',
    options: options(
      [
        ...(['store', 'shelf', 'poster', 'parcel_card', 'fridge_magnet', 'shopping_bag', 'ad', 'livestream'] as const),
        ...(['official_account', 'other'] as const),
      ],
      codePlace,
    ),
    initial: 'store',
  },
  {
    key: 'channel',
    label: words('渠道', 'Channel'),
    kind: 'text',
    max: 20,
    optional: true,
    hint: words('同一渠道的码一起看，例如：小红书、地推', 'Codes of one channel are counted together'),
  },
  { key: 'store', label: words('归属门店', 'Store'), kind: 'picker', of: 'store', optional: true },
  {
    key: 'target',
    label: words('扫码打开', 'It opens'),
    kind: 'choice',
    options: options(
      ['home', 'product', 'category', 'coupons', 'store', 'check_in', 'points', 'cards', 'contact', 'group'],
      codeTarget,
    ),
    initial: 'home',
    hint: words('印出去以后也可以换', 'It can be changed after it was printed'),
  },
  {
    key: 'product',
    label: words('商品', 'Product'),
    kind: 'picker',
    of: 'product',
    when: { field: 'target', is: ['product'] },
  },
  {
    key: 'category',
    label: words('分类', 'Category'),
    kind: 'picker',
    of: 'category',
    when: { field: 'target', is: ['category'] },
  },
  {
    key: 'shownStore',
    label: words('打开哪家门店', 'Which store'),
    kind: 'picker',
    of: 'store',
    when: { field: 'target', is: ['store'] },
  },
  {
    key: 'contact',
    label: words('哪个活码', 'Which contact way'),
    kind: 'picker',
    of: 'contact_way',
    when: { field: 'target', is: ['contact'] },
  },
  {
    key: 'group',
    label: words('哪个群活码', 'Which group code'),
    kind: 'picker',
    of: 'group_code',
    when: { field: 'target', is: ['group'] },
  },
  {
    key: 'caption',
    label: words('码下面印的话', 'Words below it'),
    kind: 'text',
    max: 24,
    optional: true,
    hint: words('例如：扫码看产地', 'e.g. Scan to see where it grows'),
    when: { field: 'kind', is: ['mini_program'] },
  },
  {
    key: 'parcelsFrom',
    label: words('从哪天起放进包裹', 'In parcels since'),
    kind: 'day',
    optional: true,
    hint: words(
      '扫码率、加粉率除以这段时间发出的包裹；选了门店只算那家店发的。不填从建好那天算起',
      'Its rates are of the parcels that left since; of its store, where it has one. Empty: since it was made',
    ),
    when: { field: 'place', is: ['parcel_card'] },
  },
  {
    key: 'parcelsTo',
    label: words('放到哪天为止', 'In parcels until'),
    kind: 'day',
    optional: true,
    hint: words('换成新一版时填；不填就一直在放', 'Once another version takes its place; empty: it still is'),
    when: { field: 'place', is: ['parcel_card'] },
  },
  {
    key: 'costs',
    label: words('成本', 'Cost'),
    kind: 'choice',
    options: options(['none', 'once', 'monthly'], codeCost),
    initial: 'none',
  },
  {
    key: 'cost',
    label: words('金额', 'Amount'),
    kind: 'money',
    min: 1,
    max: 1_000_000_00,
    when: { field: 'costs', is: ['once', 'monthly'] },
  },
  {
    key: 'costFrom',
    label: words('从哪天起', 'From'),
    kind: 'day',
    hint: words(
      '一次性的记在这一天；每月的从这天按天分摊',
      'Paid once, it counts on this day; monthly, by the day from here on',
    ),
    when: { field: 'costs', is: ['once', 'monthly'] },
  },
  {
    key: 'lastDay',
    label: words('最后一天', 'Last day'),
    kind: 'day',
    optional: true,
    hint: words(
      '之后扫码打开首页，照样计数；不填就一直有效',
      'Later scans open the home page and still count; empty: for ever',
    ),
  },
] as const;

export type CodeValues = ValuesOf<typeof fields>;

/** A code: what it is, where it stands, what it opens, what it costs. */
export const codeForm = form({
  published: true,
  fields,
  problem: ({ costFrom, lastDay, parcelsFrom, parcelsTo }) => {
    if (costFrom !== null && lastDay !== null && costFrom > lastDay)
      return { at: 'lastDay', words: words('要晚于成本开始的那天', 'It comes after the cost begins') };
    if (parcelsFrom !== null && parcelsTo !== null && parcelsFrom > parcelsTo)
      return { at: 'parcelsTo', words: words('要晚于开始放的那天', 'It comes after the first day in parcels') };
    return null;
  },
  sentence: (values, names) =>
    joinWords(
      [
        codePlace[placeOf(values)],
        opensText(values, names),
        ...(values.channel === null ? [] : [words(`渠道 ${values.channel}`, `channel ${values.channel}`)]),
        ...parcelsText(values),
        ...costText(values),
        ...(values.lastDay === null ? [] : [words(`到 ${values.lastDay}`, `until ${values.lastDay}`)]),
      ],
      words('，', ', '),
    ),
});

export function placeOf({ place }: Pick<CodeValues, 'place'>): keyof typeof codePlace {
  return place;
}

/** What it opens while it is in use. */
/** A code from before there were contact ways names none. */
export function targetOf({ target, product, category, shownStore, contact, group }: CodeValues) {
  return { page: target, id: product ?? category ?? shownStore ?? contact ?? group ?? null };
}

function opensText(
  { target, product, category, shownStore, contact, group, account }: CodeValues,
  names: Names,
): Words {
  if (account) {
    const name = names('official_account', account);
    return words(`扫了关注公众号「${name?.zh ?? account}」`, `scanned, one follows “${name?.en ?? account}”`);
  }
  const [of, id] =
    product !== null
      ? (['product', product] as const)
      : category !== null
        ? (['category', category] as const)
        : target === 'contact'
          ? (['contact_way', contact] as const)
          : target === 'group'
            ? (['group_code', group] as const)
            : (['store', shownStore] as const);
  const name = id === null ? null : names(of, id);
  const { zh, en } = codeTarget[target];
  return name === null
    ? words(`打开${zh}`, `opens ${en.toLowerCase()}`)
    : words(`打开${zh}「${name.zh}」`, `opens “${name.en}”`);
}

function parcelsText({ parcelsFrom, parcelsTo }: CodeValues): Words[] {
  if (parcelsFrom == null && parcelsTo == null) return [];
  const [from, to] = [parcelsFrom ?? '', parcelsTo ?? ''];
  if (to === '') return [words(`${from} 起放进包裹`, `in parcels since ${from}`)];
  return [
    words(
      `${from === '' ? '' : `${from} 起`}放进包裹到 ${to}`,
      `in parcels ${from === '' ? '' : `from ${from} `}until ${to}`,
    ),
  ];
}

function costText({ costs, cost, costFrom }: CodeValues): Words[] {
  if (cost === null || costFrom === null) return [];
  const yuan = `¥${formatYuan(cost)}`;
  return [
    costs === 'monthly'
      ? words(`每月 ${yuan}，从 ${costFrom} 起`, `${yuan} a month from ${costFrom}`)
      : words(`成本 ${yuan}（${costFrom}）`, `cost ${yuan} on ${costFrom}`),
  ];
}
