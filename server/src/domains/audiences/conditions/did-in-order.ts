import type { ValuesOf } from '@huoshui/contracts/form';
import { joinWords, type Words, words } from '@huoshui/contracts/words';
import { MINUTE_MS } from '../../../platform/calendar.ts';
import { personsIn, personsOfQuery } from '../../../platform/event-store/person-set.ts';
import { allOf, bound, INSTANT, type Piece, piece } from '../../../platform/event-store/piece.ts';
import { selects } from '../../../platform/event-store/selector.ts';
import { form, type Names } from '../../../platform/form/form.ts';
import { condition } from '../condition.ts';
import { goodsText, isAbout } from './goods.ts';
import { spanOf, whenFields, whenProblem, whenWords } from './when.ts';
import { filtersOf, whereField, whereProblem, whereWords } from './where.ts';

const goods = {
  key: 'goods',
  label: words('商品', 'Goods'),
  kind: 'scope',
  by: ['all', 'categories', 'products'],
} as const;

const fields = [
  {
    key: 'steps',
    label: words('依次做过', 'One after the other'),
    kind: 'list',
    min: 2,
    max: 4,
    add: words('加一步', 'Add a step'),
    row: words('步', 'step'),
    of: [{ key: 'event', label: words('行为', 'Event'), kind: 'picker', of: 'event' }, goods, whereField],
  },
  {
    key: 'within',
    label: words('从第一步到最后一步不超过', 'From the first to the last at most'),
    hint: words('不填就是多久都算', 'Empty: however long'),
    kind: 'period',
    min: 1,
    max: 400 * 1440,
    optional: true,
  },
  {
    key: 'never',
    label: words('期间没有做', 'Without this in between'),
    kind: 'picker',
    of: 'event',
    optional: true,
  },
  ...whenFields,
] as const;

type Values = ValuesOf<typeof fields>;
type Step = Values['steps'][number];

/**
 * One thing after another, each later than the one before by the clock: what happens at one moment has no order. The first step lies
 * in the stretch of time, the others after it, up to the moment that is asked for. For each first step the earliest next one is
 * taken, then the earliest after that: no other choice ends sooner or leaves less in between, so none is missed.
 */
export const didInOrder = condition({
  kind: 'did_in_order',
  about: 'acts',
  words: words('依次做过几件事', 'Did one thing after another'),
  asksStore: true,
  form: form({
    fields,
    problem: ({ steps, ...when }) => {
      for (const [n, { where }] of steps.entries()) {
        const problem = whereProblem(where);
        if (problem) return { ...problem, at: `steps.${n}.${problem.at}` };
      }
      return whenProblem(when);
    },
    sentence: ({ steps, within, never, ...when }, names) => {
      const time = whenWords(when);
      const all = joinWords(
        steps.map((step) => stepWords(step, names)),
        words('，再', ', then '),
      );
      const [long, without] = [within === null ? words('', '') : withinWords(within), neverWords(never, names)];
      return words(`${time.zh}先${all.zh}${long.zh}${without.zh}`, `${time.en}: ${all.en}${long.en}${without.en}`);
    },
  }),
  persons: async (_ctx, values, asOf) => personsOfQuery(inOrderSql(values, asOf)),
  holds: async (ctx, values, personNos, asOf) => personsIn(ctx, personsOfQuery(inOrderSql(values, asOf)), personNos),
});

function stepWords({ event, goods, where }: Step, names: Names): Words {
  const named = names('event', event) ?? words(event, event);
  const about = goods.kind === 'all' ? words('', '') : goodsText(goods, names);
  const filters = whereWords(where);
  return words(`「${named.zh}」${about.zh}${filters.zh}`, `“${named.en}”${about.en && ` ${about.en}`}${filters.en}`);
}

function withinWords(minutes: number): Words {
  const [days, hours] = [minutes / 1440, minutes / 60];
  if (Number.isInteger(days)) return words(`，${days} 天内`, ` within ${days} days`);
  return Number.isInteger(hours)
    ? words(`，${hours} 小时内`, ` within ${hours} hours`)
    : words(`，${minutes} 分钟内`, ` within ${minutes} minutes`);
}

function neverWords(never: string | null, names: Names): Words {
  if (never === null) return words('', '');
  const named = names('event', never) ?? words(never, never);
  return words(`，期间没有「${named.zh}」`, ` and no “${named.en}” in between`);
}

/** Each step is joined to the nearest moment after the one before: in one order, and never every pair of them. */
function inOrderSql({ steps, within, never, ...when }: Values, asOf: Date): Piece {
  const { since, until } = spanOf(when, asOf);
  const momentsOf = (selected: Piece, more = piece`1`): Piece =>
    piece`SELECT DISTINCT person_no, ts FROM history AS events WHERE ${selected} AND person_no > 0 AND ts < ${bound(INSTANT, asOf)} AND ${more}`;
  const chosen = ({ event, goods, where }: Step) =>
    allOf([selects({ event, where: filtersOf(where) }), isAbout(goods)]);
  const [first, ...others] = steps;
  if (!first) return piece`SELECT 0 AS person_no`;
  const inSpan = piece`ts >= ${bound(INSTANT, since)} AND ts < ${bound(INSTANT, until)}`;
  const begun = piece`SELECT person_no, ts AS begin, ts AS reached FROM (${momentsOf(chosen(first), inSpan)})`;
  const walked = others.reduce(
    (before, step) =>
      piece`SELECT before.person_no AS person_no, before.begin AS begin, next.ts AS reached FROM (${before}) AS before
        ASOF JOIN (${momentsOf(chosen(step))}) AS next ON before.person_no = next.person_no AND before.reached < next.ts`,
    begun,
  );
  const inTime = within === null ? piece`1` : piece`dateDiff('millisecond', begin, reached) <= ${within * MINUTE_MS}`;
  if (never === null) return piece`SELECT person_no FROM (${walked}) WHERE ${inTime}`;
  // The nearest one after the first step, or none.
  return piece`SELECT walked.person_no AS person_no FROM (${walked}) AS walked
    ASOF LEFT JOIN (${momentsOf(selects({ event: never }))}) AS broken ON walked.person_no = broken.person_no AND walked.begin < broken.ts
    WHERE ${inTime} AND (broken.ts IS NULL OR broken.ts < begin OR broken.ts >= reached)`;
}
