import { type Words, words } from '@huoshui/contracts/words';

type Part = { readonly kind: string; readonly values: Readonly<Record<string, unknown>> };
type Gap = { readonly uses: (part: Part) => boolean; readonly words: Words };

const isKind =
  (...kinds: readonly string[]) =>
  ({ kind }: Part) =>
    kinds.includes(kind);

/** What a phone tells of simulated shoppers; what the shop tells of them (names with a dot) is told as of anybody. */
const PLAYED = ['*', 'app_launch', 'page_view', 'product_view', 'cart_add', 'checkout'];

/** Facts that follow from what they never do. */
const NEVER_TOLD = /^(?:code|review|favourite|stock_request|placement|friend|group|account)\./;

const isPlayed = (event: unknown): boolean =>
  typeof event !== 'string' || (event.includes('.') ? !NEVER_TOLD.test(event) : PLAYED.includes(event));

/** The events that a part asks for: one, or one after another. */
function eventsOf({ values: { event, steps, never } }: Part): readonly unknown[] {
  const each = Array.isArray(steps) ? steps : [];
  return [event, never, ...each].flatMap((one) => (isRecord(one) ? one.event : (one ?? [])));
}

const asksGoods = ({ values: { goods, scope } }: Part): boolean =>
  [goods, scope].some((one) => isRecord(one) && one.kind !== 'all');

/**
 * What simulated shoppers do not do and a scratch shop does not know, by what of a journey would need it. They look, fill carts, buy, pay, allow
 * messages and open them (`rehearsal/src/trial`); goods are sent. Whatever they learn to do goes out of this list.
 */
const gaps: readonly Gap[] = [
  {
    uses: (part) => part.kind === 'birthday' || (part.kind === 'member_date' && part.values.date === 'birthday'),
    words: words('生日：模拟顾客没有填生日', 'Birthdays: simulated shoppers told none'),
  },
  {
    uses: isKind('has_tag'),
    words: words(
      '手工打的标签：只有标签规则和这个旅程自己打的标签',
      'Tags given by hand: there are those of tag rules and of this journey alone',
    ),
  },
  {
    uses: isKind('segment', 'segment_entered', 'segment_left'),
    words: words(
      '名单人群包：上传的和定格的名单里没有人，按条件的照常',
      'Segments that are lists: uploaded or frozen, nobody is in them; those of a condition are played',
    ),
  },
  {
    uses: (part) =>
      part.kind === 'order_received' ||
      (part.kind === 'wait_for' && ['shipped', 'received'].includes(String(part.values.what))),
    words: words(
      '自提和同城配送：模拟顾客的订单都不自提，也没有人发货',
      'Pickup, own delivery, shipping: nobody collects, and nobody ships what simulated shoppers order',
    ),
  },
  {
    uses: (part) => part.kind === 'wait_for' && part.values.what === 'todo_done',
    words: words('待办：没有人去完成', 'To-dos: nobody does them'),
  },
  {
    uses: (part) => part.kind === 'coupon_taken' || (part.kind === 'wait_for' && part.values.what === 'coupon_taken'),
    words: words('领券：模拟顾客不到领券中心领券', 'Taking coupons: simulated shoppers take none by themselves'),
  },
  {
    uses: isKind('favourite_fell', 'back_in_stock'),
    words: words(
      '收藏和到货登记：模拟顾客不收藏，也不登记到货',
      'Favourites and requests to be told: simulated shoppers keep and ask for nothing',
    ),
  },
  {
    uses: isKind('order_cancelled'),
    words: words('取消的订单：模拟顾客下单就付款', 'Cancelled orders: simulated shoppers pay what they order'),
  },
  {
    uses: (part) => isKind('event', 'wait_event', 'did_event', 'did_in_order')(part) && !eventsOf(part).every(isPlayed),
    words: words(
      '别的行为：模拟顾客只浏览商品、加购、下单、付款和点开消息',
      'Other events: simulated shoppers view products, fill carts, order, pay and open messages',
    ),
  },
  {
    uses: (part) =>
      isKind('bought', 'runs_out')(part) ||
      (isKind('did_event')(part) && asksGoods(part) && eventsOf(part).some((one) => String(one).startsWith('order.'))),
    words: words(
      '从前买过什么：第一天之前的订单只有时间和金额，不知道是哪些商品',
      'What was bought before: orders from before the first day have times and amounts, and no goods',
    ),
  },
  {
    uses: isKind('call'),
    words: words('接口触发：没有外部系统来叫', 'Calls: no system outside brings anybody in'),
  },
  {
    uses: isKind('came_by', 'came_by_code', 'came_by_channel'),
    words: words(
      '怎么来的：模拟顾客不扫码，也不从链接进来',
      'How they came: simulated shoppers scan no code and follow no link',
    ),
  },
  {
    uses: isKind('lives_in'),
    words: words('地区：模拟顾客都住一个地方', 'Where they live: simulated shoppers all live in one place'),
  },
  {
    uses: isKind('has_card', 'card', 'card_ending'),
    words: words('付费会员卡：模拟顾客不买卡', 'Membership cards: simulated shoppers buy none'),
  },
  {
    uses: isKind('webhook'),
    words: words('外部接口：不会真的推送', 'Webhooks: nothing is told to systems outside'),
  },
];

/** What a rehearsal of this journey leaves out: every part of it, conditions inside conditions too, is looked at. */
export function notPlayed(definition: unknown): readonly Words[] {
  const parts = [...partsOf(definition)];
  return gaps.filter(({ uses }) => parts.some(uses)).map((gap) => gap.words);
}

function* partsOf(thing: unknown): Generator<Part> {
  if (typeof thing !== 'object' || thing === null) return;
  if (Array.isArray(thing)) {
    for (const one of thing) yield* partsOf(one);
    return;
  }
  const { kind, values }: { kind?: unknown; values?: unknown } = thing;
  if (typeof kind === 'string') yield { kind, values: isRecord(values) ? values : {} };
  for (const one of Object.values(thing)) yield* partsOf(one);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
