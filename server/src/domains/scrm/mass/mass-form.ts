import type { Problem, ValuesOf } from '@huoshui/contracts/form';
import { joinWords, valuesOf, type Words, words } from '@huoshui/contracts/words';
import { massCard, massSender, massTo } from '@huoshui/contracts/words/mass';
import type { PickedId } from '../../../platform/form/check.ts';
import { form, type Names } from '../../../platform/form/form.ts';
import type { ConditionKit } from '../../audiences/index.ts';

const optionsOf = <Value extends string>(of: Readonly<Record<Value, Words>>) =>
  valuesOf(of).map((value) => ({ value, label: of[value] }));

const fields = [
  {
    key: 'name',
    label: words('名称', 'Name'),
    kind: 'text',
    max: 30,
    hint: words('店里自己看，不重名', 'For yourselves, each its own'),
  },
  { key: 'to', label: words('发给谁', 'To whom'), kind: 'choice', options: optionsOf(massTo), initial: 'members' },
  { key: 'who', label: words('条件', 'Condition'), kind: 'condition', when: { field: 'to', is: ['members'] } },
  {
    key: 'staff',
    label: words('哪些导购', 'Whose'),
    kind: 'picker',
    of: 'wecom_staff',
    many: 100,
    when: { field: 'to', is: ['staff', 'groups'] },
    hint: words('客户群由群主发：选群主', 'Groups are written to by their owners: choose those'),
  },
  {
    key: 'sender',
    label: words('一位顾客有几位导购时，由谁发', 'Who writes, where she has several'),
    kind: 'choice',
    options: optionsOf(massSender),
    initial: 'longest',
    when: { field: 'to', is: ['members', 'staff'] },
    hint: words(
      '每位顾客只由一位导购发；企业微信真正让谁发，以结果为准',
      'Each customer is written to by one; who really did is read from WeCom',
    ),
  },
  { key: 'text', label: words('文字', 'Text'), kind: 'text', max: 1000, lines: 5 },
  {
    key: 'card',
    label: words('带小程序卡片', 'With a card'),
    kind: 'choice',
    options: optionsOf(massCard),
    initial: 'none',
  },
  {
    key: 'coupon',
    label: words('优惠券', 'Coupon'),
    kind: 'picker',
    of: 'coupon',
    when: { field: 'card', is: ['coupon'] },
    hint: words(
      '下发任务时放进她的卡包；最后没有送达的会收回',
      'In her wallet when the task is made; taken back of whom it never reached',
    ),
  },
  {
    key: 'product',
    label: words('商品', 'Product'),
    kind: 'picker',
    of: 'product',
    when: { field: 'card', is: ['product'] },
  },
  {
    key: 'activity',
    label: words('活动', 'Activity'),
    kind: 'picker',
    of: 'activity',
    when: { field: 'card', is: ['activity'] },
    hint: words(
      '点开就能参加；任务宝里每个人拿到的是自己的海报',
      'She takes part by opening it; in a fission each has a poster of her own',
    ),
  },
  {
    key: 'title',
    label: words('卡片标题', 'Title of the card'),
    kind: 'text',
    max: 21,
    when: { field: 'card', is: ['coupon', 'product', 'activity', 'home'] },
  },
  {
    key: 'waitDays',
    label: words('等导购确认', 'Waits for staff'),
    kind: 'count',
    min: 1,
    max: 14,
    initial: 3,
    unit: words('天', 'days'),
    hint: words('到时还没发的自动停止', 'What is not sent by then is stopped'),
  },
  {
    key: 'reminders',
    label: words('自动提醒没发的导购', 'Remind who has not sent hers'),
    kind: 'count',
    min: 0,
    max: 3,
    initial: 1,
    unit: words('次 / 天', 'times a day'),
    hint: words('企业微信每 24 小时最多 3 次', 'WeCom allows three in twenty-four hours'),
  },
  {
    key: 'within',
    label: words('效果看', 'Orders count for'),
    kind: 'count',
    min: 1,
    max: 60,
    initial: 7,
    unit: words('天内的订单', 'days after she got it'),
  },
] as const;

export type MassValues = ValuesOf<typeof fields>;
export type MassForm = ReturnType<typeof massForm>;

const MOST_BYTES = 4000;
const MOST_TITLE_BYTES = 64;

export function massForm(conditions: ConditionKit) {
  return form({
    published: true,
    fields,
    problem: (values) => problemOf(conditions, values),
    picks: ({ who }) =>
      who === null ? [] : conditions.check(who).picked.map((one): PickedId => ({ ...one, at: `who.${one.at}` })),
    sentence: (values, names) => sentenceOf(conditions, values, names),
  });
}

function problemOf(conditions: ConditionKit, { who, text, title, to, card }: MassValues): Problem | null {
  const first = who === null ? undefined : conditions.check(who).problems[0];
  if (first) return { ...first, at: `who.${first.at}` };
  if (Buffer.byteLength(text) > MOST_BYTES)
    return { at: 'text', words: words('企业微信最多收 4000 字节', 'WeCom takes at most 4 000 bytes') };
  if (title !== null && Buffer.byteLength(title) > MOST_TITLE_BYTES)
    return { at: 'title', words: words('标题最多 64 字节（21 个汉字）', 'A title has at most 64 bytes') };
  if (to === 'groups' && card === 'coupon')
    return { at: 'card', words: words('群里不能给每个人放券', 'A coupon cannot be given to everybody of a group') };
  return null;
}

function sentenceOf(conditions: ConditionKit, values: MassValues, names: Names): Words {
  const { to, who, staff, sender, card, coupon, product, activity, waitDays } = values;
  const whose = joinWords(
    (staff ?? []).map((id) => names('wecom_staff', id) ?? words(id, id)),
    words('、', ', '),
  );
  const target =
    to === 'members' && who !== null
      ? conditions.say(who, names)
      : to === 'groups'
        ? words(`${whose.zh} 的客户群`, `customer groups of ${whose.en}`)
        : words(`${whose.zh} 的全部客户`, `all customers of ${whose.en}`);
  const named =
    coupon !== null && card === 'coupon'
      ? names('coupon', coupon)
      : product !== null && card === 'product'
        ? names('product', product)
        : activity && card === 'activity'
          ? names('activity', activity)
          : null;
  return joinWords(
    [
      words(`发给：${target.zh}`, `To: ${target.en}`),
      ...(sender === null ? [] : [words(`由${massSender[sender].zh}发`, `by ${lower(massSender[sender].en)}`)]),
      ...(named == null ? [] : [words(`带「${named.zh}」`, `with “${named.en}”`)]),
      words(`等 ${waitDays} 天`, `waits ${waitDays} days`),
    ],
    words('，', ', '),
  );
}

/** Names within stay as they are written. */
const lower = (text: string) => text.charAt(0).toLowerCase() + text.slice(1);
