import type { Condition } from '@huoshui/contracts/condition';
import type { Problem, ValuesOf } from '@huoshui/contracts/form';
import { isKeptPicture } from '@huoshui/contracts/picture-address';
import { joinWords, valuesOf, type Words, words } from '@huoshui/contracts/words';
import {
  placementFor,
  placementKind,
  placementPace,
  placementPage,
  placementTarget,
} from '@huoshui/contracts/words/placements';
import type { PickedId } from '../../platform/form/check.ts';
import { form, type Names } from '../../platform/form/form.ts';
import type { ConditionKit } from '../audiences/index.ts';
import { scopes } from '../pricing/index.ts';
import { frequencyWords, hoursText, scheduleWords } from './say.ts';

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
  { key: 'kind', label: words('样式', 'Kind'), kind: 'choice', options: optionsOf(placementKind), initial: 'popup' },
  {
    key: 'pages',
    label: words('放在哪些页面', 'On which pages'),
    kind: 'choices',
    options: optionsOf(placementPage),
    min: 1,
    initial: ['home'],
    hint: words('结算和支付的页面上永远不会出现', 'Never over checkout or payment'),
  },
  {
    key: 'goods',
    label: words('哪些商品、分类的页面', 'Pages of which goods'),
    kind: 'scope',
    by: ['all', 'categories', 'products'],
    except: true,
    hint: words(
      '只管商品页和分类页；分类连同下级，按商品选就不出现在分类页',
      'Of product and category pages; a category with all below it, and by products no category page',
    ),
  },
  {
    key: 'picture',
    label: words('图片', 'Picture'),
    kind: 'text',
    max: 300,
    optional: true,
  },
  { key: 'title', label: words('标题', 'Title'), kind: 'text', max: 24, optional: true },
  { key: 'text', label: words('说明', 'Text'), kind: 'text', max: 60, lines: 2, optional: true },
  {
    key: 'button',
    label: words('按钮', 'Button'),
    kind: 'text',
    max: 8,
    optional: true,
    hint: words('例如：立即领取；不填就点整块', 'e.g. Take it; without one the whole is tapped'),
  },
  {
    key: 'target',
    label: words('点了以后', 'A tap'),
    kind: 'choice',
    options: optionsOf(placementTarget),
    initial: 'coupons',
  },
  {
    key: 'coupon',
    label: words('优惠券', 'Coupon'),
    kind: 'picker',
    of: 'coupon',
    when: { field: 'target', is: ['coupon'] },
    hint: words('选顾客自领的券：点一下就领到', 'One that is taken in the shop: one tap and it is hers'),
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
    key: 'store',
    label: words('门店', 'Store'),
    kind: 'picker',
    of: 'store',
    when: { field: 'target', is: ['store'] },
  },
  {
    key: 'quiz',
    label: words('趣味测试', 'Quiz'),
    kind: 'picker',
    of: 'quiz',
    when: { field: 'target', is: ['quiz'] },
    hint: words('弹窗里当场做题，做完当场送', 'In a pop-up it is taken on the spot, and its gift given'),
  },
  {
    key: 'for',
    label: words('给谁看', 'For whom'),
    kind: 'choice',
    options: optionsOf(placementFor),
    initial: 'everybody',
  },
  { key: 'who', label: words('条件', 'Condition'), kind: 'condition', when: { field: 'for', is: ['some'] } },
  {
    key: 'days',
    label: words('哪些天', 'Days'),
    kind: 'day_range',
    optional: true,
    hint: words('第一天和最后一天都算；不填就一直有', 'First and last day both count; empty: always'),
  },
  {
    key: 'weekdays',
    label: words('周几', 'Weekdays'),
    kind: 'choices',
    options: [
      { value: '1', label: words('周一', 'Monday') },
      { value: '2', label: words('周二', 'Tuesday') },
      { value: '3', label: words('周三', 'Wednesday') },
      { value: '4', label: words('周四', 'Thursday') },
      { value: '5', label: words('周五', 'Friday') },
      { value: '6', label: words('周六', 'Saturday') },
      { value: '7', label: words('周日', 'Sunday') },
    ],
    min: 0,
    optional: true,
    hint: words('不选就每天', 'None: every day'),
  },
  {
    key: 'fromMinute',
    label: words('每天从', 'Each day from'),
    kind: 'minute_of_day',
    min: 0,
    max: 1439,
    optional: true,
    hint: words('北京时间；不填就全天', 'Beijing time; empty: all day'),
  },
  {
    key: 'toMinute',
    label: words('到', 'to'),
    kind: 'minute_of_day',
    min: 0,
    max: 1439,
    optional: true,
    hint: words(
      '比开始早就跨到第二天，算开始的那一天',
      'Earlier than the beginning: beyond midnight, counted to the day it began on',
    ),
  },
  {
    key: 'pace',
    label: words('出现几次', 'How often'),
    kind: 'choice',
    options: optionsOf(placementPace),
    initial: 'daily',
  },
  {
    key: 'times',
    label: words('每天最多', 'A day at most'),
    kind: 'count',
    unit: words('次', 'times'),
    min: 1,
    max: 20,
    initial: 1,
    when: { field: 'pace', is: ['daily'] },
  },
  {
    key: 'every',
    label: words('隔几天', 'Once in'),
    kind: 'count',
    unit: words('天一次', 'days'),
    min: 2,
    max: 90,
    initial: 7,
    when: { field: 'pace', is: ['days'] },
  },
  {
    key: 'inAll',
    label: words('一共最多', 'In all at most'),
    kind: 'count',
    unit: words('次', 'times'),
    min: 1,
    max: 1000,
    optional: true,
  },
  {
    key: 'stops',
    label: words('以后不再出现', 'Never again once she has'),
    kind: 'choices',
    options: [
      { value: 'tap', label: words('点过', 'tapped it') },
      { value: 'close', label: words('关掉过', 'closed it') },
    ],
    min: 0,
    optional: true,
    initial: ['tap', 'close'],
  },
  {
    key: 'rest',
    label: words('关掉以后歇', 'Once closed it rests'),
    kind: 'count',
    unit: words('天再出现', 'days'),
    min: 1,
    max: 365,
    optional: true,
    hint: words('没选“关掉过”时才用得上', 'Where closing it does not end it'),
  },
  {
    key: 'priority',
    label: words('优先级', 'Priority'),
    kind: 'count',
    min: 1,
    max: 100,
    initial: 50,
    hint: words(
      '几个都合适时数字大的先；弹窗和悬浮图标一页只出现一个',
      'Of several that fit the higher goes first; of pop-ups and floating icons a page has one',
    ),
  },
  {
    key: 'holdout',
    label: words('对照组', 'Holdout'),
    kind: 'percent',
    min: 0,
    max: 50,
    initial: 10,
    hint: words(
      '这些人抽到看不到它，用来比出它真正带来了多少',
      'So many are drawn not to see it: by them shows what it really brings',
    ),
  },
  {
    key: 'within',
    label: words('效果看', 'Orders count for'),
    kind: 'count',
    unit: words('天内的订单', 'days after she met it'),
    min: 1,
    max: 60,
    initial: 7,
  },
] as const;

export type PlacementValues = ValuesOf<typeof fields>;

/** A placement: what it looks like, where, when, for whom and how often. `conditions`: what may be asked of people. */
export function placementForm(conditions: ConditionKit) {
  return form({
    published: true,
    fields,
    problem: (values) => problemOf(conditions, values),
    picks: ({ who }) =>
      who === null ? [] : conditions.check(who).picked.map((one): PickedId => ({ ...one, at: `who.${one.at}` })),
    sentence: (values, names) => sentenceOf(conditions, values, names),
  });
}

export type PlacementForm = ReturnType<typeof placementForm>;

function problemOf(conditions: ConditionKit, values: PlacementValues): Problem | null {
  const { picture, title, target, button, who, fromMinute, toMinute, stops, rest, goods, pages } = values;
  if (goods.kind !== 'all' && !pages.some((page) => page === 'product' || page === 'category'))
    return {
      at: 'goods',
      words: words('没有放在商品页或分类页，就不用选商品', 'It is on no page of goods, so none are chosen'),
    };
  if (goods.kind === 'products' && !pages.includes('product'))
    return { at: 'goods', words: words('按商品选就要放在商品页', 'Chosen by products, it stands on product pages') };
  if (picture !== null && !isKeptPicture(picture))
    return { at: 'picture', words: words('请上传一张图片', 'Upload a picture') };
  if (picture === null && title === null)
    return { at: 'title', words: words('图片和标题至少要有一个', 'It needs a picture or a title') };
  if (button !== null && target === 'none')
    return { at: 'button', words: words('有按钮就要选点了以后去哪里', 'A button must lead somewhere') };
  if (rest !== null && stops?.includes('close'))
    return { at: 'rest', words: words('关掉后不再出现，就不用再歇', 'What ends with closing needs no rest') };
  if ((fromMinute === null) !== (toMinute === null))
    return {
      at: fromMinute === null ? 'fromMinute' : 'toMinute',
      words: words('开始和结束的时间要么都填，要么都不填', 'Both times, or neither'),
    };
  if (fromMinute !== null && fromMinute === toMinute)
    return { at: 'toMinute', words: words('结束要和开始不同', 'It ends at another time than it begins') };
  return who === null ? null : whoProblem(conditions, who);
}

function whoProblem(conditions: ConditionKit, who: Condition): Problem | null {
  const [first] = conditions.check(who).problems;
  return first ? { at: `who.${first.at}`.replace(/\.$/, ''), words: first.words } : null;
}

function sentenceOf(conditions: ConditionKit, values: PlacementValues, names: Names): Words {
  const { kind, pages, target } = values;
  const where = joinWords(
    pages.map((page) => placementPage[page]),
    words('、', ', '),
  );
  const hours = hoursText(values);
  return joinWords(
    [
      words(`${placementKind[kind].zh}（${where.zh}）`, `${placementKind[kind].en} (${where.en.toLowerCase()})`),
      ...(values.goods.kind === 'all' && values.goods.exceptProductIds.length === 0 ? [] : [pagesOf(values, names)]),
      values.who === null ? within(placementFor[values.for]) : conditions.say(values.who, names),
      ...scheduleWords(values),
      ...(hours === null ? [] : [hours]),
      ...frequencyWords(values),
      ...(target === 'none' ? [] : [leads(values, names)]),
    ],
    words('，', ', '),
  );
}

function pagesOf({ goods }: PlacementValues, names: Names): Words {
  const { zh, en } = scopes.text(goods, names);
  return words(`商品和分类页限${zh}`, `of goods and categories only ${en}`);
}

/** Inside a sentence. */
const within = ({ zh, en }: Words): Words => words(zh, `${en.charAt(0).toLowerCase()}${en.slice(1)}`);

function leads({ target, coupon, product, category, store, quiz }: PlacementValues, names: Names): Words {
  const name =
    coupon !== null
      ? names('coupon', coupon)
      : product !== null
        ? names('product', product)
        : category !== null
          ? names('category', category)
          : store !== null
            ? names('store', store)
            : quiz !== null
              ? names('quiz', quiz)
              : null;
  const { zh, en } = placementTarget[target];
  if (target === 'coupon') return words(`点了领「${name?.zh ?? zh}」`, `a tap takes “${name?.en ?? en}”`);
  return name === null
    ? words(`点了打开${zh}`, `a tap opens ${en.toLowerCase()}`)
    : words(`点了打开「${name.zh}」`, `a tap opens “${name.en}”`);
}
