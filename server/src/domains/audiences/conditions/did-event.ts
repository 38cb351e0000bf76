import type { ValuesOf } from '@huoshui/contracts/form';
import { type Words, words } from '@huoshui/contracts/words';
import type { Ctx } from '../../../platform/ctx.ts';
import { except, type PersonSet, personsIn, personsOfQuery } from '../../../platform/event-store/person-set.ts';
import { allOf, bound, INSTANT, type Piece, piece } from '../../../platform/event-store/piece.ts';
import { propertyText, selects } from '../../../platform/event-store/selector.ts';
import { form } from '../../../platform/form/form.ts';
import { did, everyMember } from '../../analytics/index.ts';
import { condition, type Did } from '../condition.ts';
import { goodsText, isAbout } from './goods.ts';
import { spanOf, whenFields, whenProblem, whenWords } from './when.ts';
import { filtersOf, noProperty, PROPERTY, whereField, whereProblem, whereWords } from './where.ts';

const measures = [
  { value: 'times', label: words('做过几次', 'Times') },
  { value: 'never', label: words('没做过', 'Not once') },
  { value: 'sum', label: words('属性之和', 'Sum of a property') },
  { value: 'distinct', label: words('属性有几种', 'Values of a property') },
  { value: 'max', label: words('属性最大值', 'Most of a property') },
  { value: 'first', label: words('有生以来第一次', 'The first time of all') },
  { value: 'last', label: words('最近一次', 'The last time') },
] as const;

const sides = [
  { value: 'atLeast', label: words('至少', 'at least') },
  { value: 'atMost', label: words('至多', 'at most') },
  { value: 'exactly', label: words('正好', 'exactly') },
] as const;

const fields = [
  { key: 'event', label: words('行为', 'Event'), kind: 'picker', of: 'event' },
  {
    key: 'goods',
    label: words('商品', 'Goods'),
    hint: words('浏览、加购、下单的商品', 'What she viewed, put into the cart or ordered'),
    kind: 'scope',
    by: ['all', 'categories', 'products'],
  },
  whereField,
  ...whenFields,
  { key: 'measure', label: words('怎么算', 'Counted by'), kind: 'choice', options: measures, initial: 'times' },
  {
    key: 'property',
    label: words('属性', 'Property'),
    hint: words('如 value；金额以分计', 'as value; amounts are fen'),
    kind: 'text',
    max: 64,
    when: { field: 'measure', is: ['sum', 'distinct', 'max'] },
  },
  {
    key: 'compare',
    label: words('比较', 'Compared'),
    kind: 'choice',
    options: sides,
    initial: 'atLeast',
    when: { field: 'measure', is: ['times', 'sum', 'distinct', 'max'] },
  },
  {
    key: 'number',
    label: words('数值', 'Number'),
    kind: 'count',
    min: 0,
    max: 1_000_000_000,
    digits: 2,
    initial: 1,
    when: { field: 'measure', is: ['times', 'sum', 'distinct', 'max'] },
  },
] as const;

type Values = ValuesOf<typeof fields>;

/**
 * Something she did, or that was done for her: how often, how much of a property in all, of how many kinds, the most at once,
 * or whether the first or the last time of all lies in a stretch of time. Who did nothing has done it 0 times, with a sum of 0
 * and no kinds, so `at most` finds her too; a most of nothing is none. Only the event store knows, so both forms ask it.
 */
export const didEvent = condition({
  kind: 'did_event',
  about: 'acts',
  words: words('做过或没做过某个行为', 'Did something, or did not'),
  asksStore: true,
  form: form({
    fields,
    problem: ({ measure, property, number, where, ...when }) => {
      if (property !== null && !PROPERTY.test(property)) return { at: 'property', words: noProperty };
      if ((measure === 'times' || measure === 'distinct') && !Number.isInteger(number))
        return { at: 'number', words: words('次数是整数', 'How often is a whole number') };
      return whereProblem(where) ?? whenProblem(when);
    },
    sentence: (values, names) => {
      const { event, goods, where, ...when } = values;
      const [time, named, filters] = [whenWords(when), names('event', event) ?? words(event, event), whereWords(where)];
      const about = goods.kind === 'all' ? words('', '') : goodsText(goods, names);
      const what = words(
        `「${named.zh}」${about.zh}${filters.zh}`,
        `“${named.en}”${about.en && ` ${about.en}`}${filters.en}`,
      );
      return saying(values, time, what);
    },
  }),
  did: didAtAll,
  async persons(ctx, values, asOf) {
    const { set, others } = await askedFor(ctx, values, asOf);
    return others ? except(await everyMember(ctx, asOf), set) : set;
  },
  async holds(ctx, values, personNos, asOf) {
    const { set, others } = await askedFor(ctx, values, asOf);
    const found = await personsIn(ctx, set, personNos);
    return others ? new Set(personNos.filter((no) => !found.has(no))) : found;
  },
});

function saying({ measure, property, compare, number }: Values, time: Words, what: Words): Words {
  const side = sides.find(({ value }) => value === compare)?.label ?? words('', '');
  const [zh, en] = [`${time.zh}${what.zh}`, `${time.en}: ${what.en}`];
  switch (measure) {
    case 'never':
      return words(`${time.zh}没有${what.zh}`, `${time.en}: no ${what.en}`);
    case 'sum':
      return words(`${zh}的 ${property} 之和${side.zh} ${number}`, `${en}: ${property} sums to ${side.en} ${number}`);
    case 'distinct':
      return words(`${zh}的 ${property} ${side.zh} ${number} 种`, `${en}: ${side.en} ${number} values of ${property}`);
    case 'max':
      return words(
        `${zh}的 ${property} 最大值${side.zh} ${number}`,
        `${en}: the most ${property} is ${side.en} ${number}`,
      );
    case 'first':
      return words(`第一次${what.zh}是在${time.zh}`, `the first ${what.en} was ${time.en}`);
    case 'last':
      return words(`最近一次${what.zh}是在${time.zh}`, `the last ${what.en} was ${time.en}`);
    default:
      return words(`${zh}${side.zh} ${number} 次`, `${en} ${side.en} ${number} ${number === 1 ? 'time' : 'times'}`);
  }
}

type Asked = { readonly set: PersonSet; readonly others: boolean };

/** Whom to look for, and whether these or all others are meant. */
async function askedFor(ctx: Ctx, values: Values, asOf: Date): Promise<Asked> {
  const atAll = didAtAll(values, asOf);
  if (atAll) return { set: await did.persons(ctx, atAll.event, atAll.since, atAll.until), others: atAll.others };
  const { matching, others } = didSql(values, asOf);
  return { set: personsOfQuery(matching), others };
}

/** Whether somebody did a thing at all is known of whole days. */
function didAtAll(values: Values, asOf: Date): Did | null {
  const { event, goods, where, measure, compare, number } = values;
  const once = measure === 'times' && compare === 'atLeast' && number === 1;
  const never = measure === 'never' || (measure === 'times' && compare !== 'atLeast' && number === 0);
  if (goods.kind !== 'all' || where.length > 0 || !(once || never)) return null;
  return { event, ...spanOf(values, asOf), others: never };
}

/** The same, of every question. Distinct events: one that is stored twice for a while was done once. */
function didSql(values: Values, asOf: Date): { readonly matching: Piece; readonly others: boolean } {
  const { event, goods, where, measure } = values;
  const { since, until } = spanOf(values, asOf);
  const within = (instant: string) =>
    piece`${instant} >= ${bound(INSTANT, since)} AND ${instant} < ${bound(INSTANT, until)}`;
  const chosen = allOf([selects({ event, where: filtersOf(where) }), isAbout(goods)]);
  const matching = (from: 'history' | 'history_once', time: Piece, having: Piece): Piece =>
    piece`SELECT person_no FROM ${from} AS events WHERE ${chosen} AND person_no > 0 AND ${time}
      GROUP BY person_no HAVING ${having}`;
  const before = piece`ts < ${bound(INSTANT, asOf)}`;
  if (measure === 'first') return { matching: matching('history', before, within('min(ts)')), others: false };
  if (measure === 'last') return { matching: matching('history', before, within('max(ts)')), others: false };
  if (measure === 'never') return { matching: matching('history', within('ts'), piece`1`), others: true };
  const { figure, ofNothing } = figureOf(values);
  const { having, others } = compared(figure, values, ofNothing);
  // A sum has to see each event once; all else does not mind one that is there twice.
  return { matching: matching(measure === 'sum' ? 'history_once' : 'history', within('ts'), having), others };
}

function figureOf({ measure, property }: Values): { readonly figure: Piece; readonly ofNothing: number | null } {
  const text = propertyText(property ?? '');
  if (measure === 'sum') return { figure: piece`round(sum(ifNull(toFloat64OrNull(${text}), 0)), 6)`, ofNothing: 0 };
  if (measure === 'distinct') return { figure: piece`uniqExactIf(${text}, ${text} != '')`, ofNothing: 0 };
  if (measure === 'max') return { figure: piece`max(toFloat64OrNull(${text}))`, ofNothing: null };
  return { figure: piece`uniqExact(event_key)`, ofNothing: 0 };
}

/** Who did nothing at all is in no row: where nothing is enough, those for whom it is not true are looked for. */
function compared(
  figure: Piece,
  { compare, number }: Values,
  ofNothing: number | null,
): { readonly having: Piece; readonly others: boolean } {
  const to = bound('Float64', number ?? 0);
  const [is, isNot] = compare === 'atMost' ? ['<=', '>'] : compare === 'exactly' ? ['=', '!='] : (['>=', '<'] as const);
  const holds = compare === 'atMost' ? 0 <= (number ?? 0) : compare === 'exactly' ? number === 0 : (number ?? 0) <= 0;
  return ofNothing !== null && holds
    ? { having: piece`${figure} ${isNot} ${to}`, others: true }
    : { having: piece`${figure} ${is} ${to}`, others: false };
}
