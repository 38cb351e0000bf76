import { type Words, words } from '@huoshui/contracts/words';
import { gmvFactor } from '@huoshui/contracts/words/analytics';
import { type WatchedFigure, watchedFigure } from '@huoshui/contracts/words/targets';
import { addDays, dayStart, daysBetween } from '../../../platform/calendar.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import { bound, INSTANT, piece } from '../../../platform/event-store/piece.ts';
import { runOne } from '../../../platform/event-store/query.ts';
import { formatYuan } from '../../../platform/money.ts';
import { ORDER_PAID } from '../event.ts';
import { type GmvBranch, runGmvTree } from '../gmv/gmv-tree.ts';
import type { Stages } from '../gmv/stages.ts';
import type { Marks } from '../marks.ts';
import { type OverviewReport, runOverview } from '../overview.ts';
import { FEWEST_DAYS, type Judged, judge, MOST_DAYS } from './judge.ts';

export type FoundAnomaly = {
  readonly figure: WatchedFigure;
  readonly value: number;
  readonly judged: Judged;
  readonly sentence: Words;
};

type Given = { readonly stages: Stages; readonly marks: Marks };
type Day = OverviewReport['days'][number];
const FIGURES: readonly WatchedFigure[] = ['gmv', 'orders', 'payers', 'newPayers', 'visitors'];

/** What of a day was unlike the shop's own past, told with where most of it comes from. */
export async function findAnomalies(ctx: Ctx, given: Given, day: string): Promise<readonly FoundAnomaly[]> {
  if (!(await isOldEnough(ctx, day))) return [];
  const { days } = await runOverview(ctx, { from: addDays(day, -MOST_DAYS), to: day, asOf: day });
  const [last, before] = [days.at(-1), days.slice(0, -1)];
  const first = before.findIndex(({ orders, visitors }) => orders + visitors > 0);
  const history = first < 0 ? 0 : before.length - first;
  if (last === undefined || history < FEWEST_DAYS) return [];
  const known = before.slice(first);
  const found: FoundAnomaly[] = [];
  for (const figure of FIGURES) {
    const judged = judge(
      known.map((one) => one[figure]),
      last[figure],
      unitOf(figure, known),
    );
    if (!judged?.isAnomaly) continue;
    const cause = figure === 'gmv' ? await causeOf(ctx, given, last, before, judged) : null;
    found.push({ figure, value: last[figure], judged, sentence: say(figure, last, judged, cause) });
  }
  return found;
}

/** Whether somebody came or bought on one of the days that a history has to begin with: a young shop's mornings cost a glance. */
async function isOldEnough(ctx: Ctx, day: string): Promise<boolean> {
  const [from, until] = [dayStart(addDays(day, -MOST_DAYS)), dayStart(addDays(day, 1 - FEWEST_DAYS))];
  const row = await runOne(
    ctx,
    piece`SELECT 1 AS one FROM history AS events WHERE (source = 'sdk' OR name = '${ORDER_PAID}')
      AND ts >= ${bound(INSTANT, from)} AND ts < ${bound(INSTANT, until)} LIMIT 1`,
  );
  return row !== undefined;
}

/** Money sways with the orders that it is made of: what one of them is usually worth is its unit. */
function unitOf(figure: WatchedFigure, before: readonly Day[]): number {
  if (figure !== 'gmv') return 1;
  const total = (of: (day: Day) => number) => before.reduce((sum, day) => sum + of(day), 0);
  const orders = total(({ orders: count }) => count);
  return orders === 0 ? 0 : total(({ gmv }) => gmv) / orders;
}

type Cause = {
  readonly typical: string;
  readonly branch: GmvBranch;
  readonly factor: GmvBranch['nodes'][number] | null;
};

/**
 * The day against the last day of its weekday that was as was to be expected: which branch (new and returning, channels, categories)
 * moved most in the same direction, and which factor of it.
 */
async function causeOf(
  ctx: Ctx,
  { stages, marks }: Given,
  last: Day,
  before: readonly Day[],
  { expected }: Judged,
): Promise<Cause | null> {
  const alike = before.filter(({ day }) => daysBetween(day, last.day) % 7 === 0);
  const [typical] = alike.toSorted((a, b) => Math.abs(a.gmv - expected) - Math.abs(b.gmv - expected));
  if (typical === undefined) return null;
  const sign = Math.sign(last.gmv - expected);
  const causes: Cause[] = [];
  for (const by of ['newness', 'channel', 'category'] as const) {
    const input = {
      from: last.day,
      to: last.day,
      asOf: last.day,
      compare: 'chosen' as const,
      with: { from: typical.day, to: typical.day },
      by,
    };
    const { branches } = await runGmvTree(ctx, stages, input, marks);
    const [branch] = branches.toSorted((a, b) => sign * (changeOf(b) - changeOf(a)));
    if (branch === undefined || sign * changeOf(branch) <= 0) continue;
    const [factor] = branch.nodes.toSorted((a, b) => sign * (b.contribution - a.contribution));
    causes.push({ typical: typical.day, branch, factor: factor && sign * factor.contribution > 0 ? factor : null });
  }
  return causes.toSorted((a, b) => sign * (changeOf(b.branch) - changeOf(a.branch)))[0] ?? null;
}

const changeOf = ({ current, previous }: GmvBranch): number => current - previous;

const weekdays = [
  words('星期日', 'Sunday'),
  words('星期一', 'Monday'),
  words('星期二', 'Tuesday'),
  words('星期三', 'Wednesday'),
  words('星期四', 'Thursday'),
  words('星期五', 'Friday'),
  words('星期六', 'Saturday'),
] as const;
const weekdayWords = (day: string): Words => weekdays[new Date(`${day}T00:00:00Z`).getUTCDay()] ?? weekdays[0];

function say(figure: WatchedFigure, last: Day, { expected }: Judged, cause: Cause | null): Words {
  const value = last[figure];
  const [named, weekday] = [watchedFigure[figure], weekdayWords(last.day)];
  const shown = (n: number) => (figure === 'gmv' ? `¥${formatYuan(Math.round(n))}` : String(Math.round(n)));
  const share = expected > 0 ? `${Math.round((Math.abs(value - expected) / expected) * 100)}%` : '';
  const away = value < expected ? words('低', 'below') : words('高', 'above');
  const tail = cause === null ? words('', '') : causeText(cause);
  return words(
    `${last.day}（${weekday.zh}）${named.zh} ${shown(value)}，比同${weekday.zh}的通常值 ${shown(expected)} ${away.zh} ${share}${tail.zh}`,
    `${named.en} of ${weekday.en} ${last.day}: ${shown(value)}, ${share} ${away.en} the usual ${shown(expected)} of a ${weekday.en}${tail.en}`,
  );
}

function causeText({ typical, branch, factor }: Cause): Words {
  const yuan = (fen: number) => `¥${formatYuan(Math.abs(fen))}`;
  const change = changeOf(branch);
  const more = change < 0 ? words('少', 'less') : words('多', 'more');
  const by =
    factor === null
      ? words('', '')
      : words(
          `（其中${gmvFactor[factor.factor].zh} ${yuan(factor.contribution)}）`,
          ` (of it ${yuan(factor.contribution)} by ${gmvFactor[factor.factor].en.toLowerCase()})`,
        );
  return words(
    `；和 ${typical} 相比，主要来自「${branch.label.zh}」${more.zh} ${yuan(change)}${by.zh}`,
    `; beside ${typical} it comes mostly from “${branch.label.en}”, ${yuan(change)} ${more.en}${by.en}`,
  );
}
