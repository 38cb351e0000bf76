import { valuesOf, words } from '@huoshui/contracts/words';
import { weekday } from '@huoshui/contracts/words/stores';
import { addDays } from '../../../platform/calendar.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import { bound, INSTANT, type Piece, piece } from '../../../platform/event-store/piece.ts';
import { runQuery } from '../../../platform/event-store/query.ts';
import { daysOf, earlier, type Range, readRange } from '../../../platform/event-store/range.ts';
import { selects } from '../../../platform/event-store/selector.ts';
import { daySql } from '../../../platform/event-store/zone.ts';
import { form } from '../../../platform/form/form.ts';
import { report, type Table } from '../../../platform/report/report.ts';
import { purchases } from '../../analytics/index.ts';
import { themeCame } from '../events.ts';
import { weekdayOf, weekdaysText } from '../weekday.ts';

/** Who came on a weekday came also the week before, and the one before that: so many weeks are looked at. */
const WEEKS = [2, 3, 4] as const;

/**
 * Whether a weekday becomes a habit: of who came on a day, how many came on the same weekday of the weeks before without a gap; and of
 * who asked to be told of a theme, how many came and bought on its day, beside who came by themselves.
 */
export const habitReport = report({
  name: 'themes.habit',
  words: words('主题日习惯', 'Habits of the week'),
  can: 'analytics.read',
  form: form({
    fields: [
      { key: 'range', label: words('日期', 'Days'), kind: 'day_range' },
      {
        key: 'weekdays',
        label: words('周几', 'Weekdays'),
        kind: 'choices',
        options: valuesOf(weekday).map((value) => ({ value, label: weekday[value] })),
        min: 0,
        optional: true,
        initial: [],
        hint: words('不选就是每一天', 'None: every day'),
      },
    ],
    sentence: ({ range, weekdays }) => {
      const days = weekdays === null || weekdays.length === 0 ? words('每天', 'each day') : weekdaysText(weekdays);
      return words(
        `${range.from} 至 ${range.to} ${days.zh}：来的人里，连续几周同一天都来的有多少`,
        `${range.from} to ${range.to}, ${days.en}: of who came, how many came on that weekday for weeks running`,
      );
    },
  }),
  async ask(ctx, { range: asked, weekdays }) {
    const range = readRange(ctx, asked);
    const days = daysOf(range).filter(
      (day) => day <= range.asOf && (!weekdays?.length || weekdays.some((one) => one === weekdayOf(day))),
    );
    return [await weeksRunning(ctx, range, days), await subscribers(ctx, range, days)];
  },
});

type Came = { readonly day: string; readonly came: number } & Readonly<Record<`weeks${2 | 3 | 4}`, number>>;

async function weeksRunning(ctx: Ctx, range: Range, days: readonly string[]): Promise<Table> {
  const running = WEEKS.map((weeks) => {
    const before = Array.from({ length: weeks - 1 }, (_, n) => `has(days, addWeeks(d, ${-(n + 1)}))`);
    return `countIf(${before.join(' AND ')}) AS weeks${weeks}`;
  });
  const from = addDays(range.from, -7 * (Math.max(...WEEKS) - 1));
  const found = await runQuery<Came>(
    ctx,
    piece`SELECT toString(d) AS day, count() AS came, ${running.join(', ')}
      FROM (SELECT person_no, groupUniqArray(day) AS days FROM (${cameSql(range, from)}) GROUP BY person_no) ARRAY JOIN days AS d
      WHERE d >= ${bound('Date', range.from)} GROUP BY d`,
  );
  const byDay = new Map(found.map((row) => [row.day, row]));
  return {
    key: 'weeks',
    words: words('连续几周同一天来', 'Weeks running on the same weekday'),
    columns: [
      { key: 'day', words: words('日期', 'Day'), kind: 'day' },
      { key: 'weekday', words: words('周几', 'Weekday'), kind: 'text' },
      { key: 'came', words: words('来的人', 'Came'), kind: 'count' },
      ...WEEKS.map((n) => ({ key: `weeks${n}`, words: weeksText(n), kind: 'count' as const })),
      { key: 'share', words: words('上周这天也来的占比', 'Share who came the week before'), kind: 'share' },
    ],
    rows: days.map((day) => {
      const { came = 0, weeks2 = 0, weeks3 = 0, weeks4 = 0 } = byDay.get(day) ?? {};
      const share = Number(came) === 0 ? null : Number(weeks2) / Number(came);
      return [day, nameOf(day), Number(came), Number(weeks2), Number(weeks3), Number(weeks4), share];
    }),
    chart: { kind: 'lines', x: 'day', series: ['came', ...WEEKS.map((n) => `weeks${n}`)] },
  };
}

const weeksText = (n: number) => words(`连续 ${n} 周`, `${n} weeks running`);
const nameOf = (day: string) =>
  valuesOf(weekday).flatMap((one) => (one === weekdayOf(day) ? [weekday[one]] : []))[0] ?? '';

/** A row a person and a day on which she came herself. */
function cameSql({ until, known, zone }: Range, from: string): Piece {
  return piece`SELECT DISTINCT person_no, ${daySql('events.ts', zone)} AS day FROM history AS events
    WHERE ${selects({ event: '*' })} AND person_no > 0 AND events.ts >= ${bound(INSTANT, zone.dayStart(from))}
      AND events.ts < ${bound(INSTANT, earlier(until, known))}`;
}

type OfDay = {
  readonly day: string;
  readonly theme: string;
  readonly asked: number;
  readonly came: number;
  readonly bought: number;
  readonly othersCame: number;
  readonly othersBought: number;
};

/** Of each day on which somebody was told of a theme she had asked for. */
async function subscribers(ctx: Ctx, range: Range, days: readonly string[]): Promise<Table> {
  const { start, until, known, zone } = range;
  const end = earlier(until, known);
  const told = piece`SELECT DISTINCT person_no, ${daySql('events.ts', zone)} AS day, JSONExtractString(props, 'name') AS theme
    FROM history_once AS events WHERE name = ${bound('String', themeCame.type)} AND source != 'sdk' AND person_no > 0
      AND events.ts >= ${bound(INSTANT, start)} AND events.ts < ${bound(INSTANT, end)}`;
  const bought = piece`SELECT DISTINCT person_no, ${daySql('paid_at', zone)} AS day FROM (${purchases(known, { since: start })})
    WHERE counts AND paid_at < ${bound(INSTANT, end)}`;
  const each = piece`
    SELECT person_no, day, 1 AS asked, 0 AS came, 0 AS bought FROM (${told})
    UNION ALL SELECT person_no, day, 0, 1, 0 FROM (${cameSql(range, range.from)})
    UNION ALL SELECT person_no, day, 0, 0, 1 FROM (${bought})`;
  const found = await runQuery<OfDay>(
    ctx,
    piece`SELECT toString(p.d) AS day, any(t.theme) AS theme, countIf(p.told) AS asked, countIf(p.told AND p.here) AS came,
        countIf(p.told AND p.paid) AS bought, countIf(p.here AND NOT p.told) AS othersCame, countIf(p.paid AND NOT p.told) AS othersBought
      FROM (
        SELECT person_no, day AS d, max(asked) > 0 AS told, max(came) > 0 AS here, max(bought) > 0 AS paid FROM (${each}) GROUP BY person_no, d
      ) AS p
      INNER JOIN (SELECT day AS d, any(theme) AS theme FROM (${told}) GROUP BY d) AS t ON t.d = p.d GROUP BY p.d`,
  );
  const byDay = new Map(found.map((row) => [row.day, row]));
  return {
    key: 'subscribers',
    words: words(
      '预约提醒的人来了吗（不是因果：会预约的人本来就更想来）',
      'Did who asked come (no proof of effect: who asks wants to come anyway)',
    ),
    columns: [
      { key: 'day', words: words('日期', 'Day'), kind: 'day' },
      { key: 'theme', words: words('主题', 'Theme'), kind: 'text' },
      { key: 'asked', words: words('预约提醒', 'Asked'), kind: 'count' },
      { key: 'came', words: words('其中来了', 'of them came'), kind: 'count' },
      { key: 'bought', words: words('其中买了', 'of them bought'), kind: 'count' },
      { key: 'share', words: words('预约者购买率', 'Share of who asked that bought'), kind: 'share' },
      { key: 'others', words: words('没预约、来了', 'Came without asking'), kind: 'count' },
      { key: 'othersBought', words: words('其中买了', 'of those bought'), kind: 'count' },
    ],
    rows: days.flatMap((day) => {
      const row = byDay.get(day);
      if (row === undefined) return [];
      const [asked, bought] = [Number(row.asked), Number(row.bought)];
      return [
        [
          ...[day, row.theme, asked, Number(row.came), bought],
          ...[asked === 0 ? null : bought / asked, Number(row.othersCame), Number(row.othersBought)],
        ],
      ];
    }),
  };
}
