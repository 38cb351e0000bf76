import type { RouteIn, RouteOut } from '@huoshui/contracts/contract';
import type { Outcome, outcomeContract } from '@huoshui/contracts/outcomes';
import type { OutcomeOrder } from '@huoshui/contracts/words/outcomes';
import type { Ctx } from '../../platform/ctx.ts';
import { askedBefore, lasts, readRange } from '../../platform/event-store/range.ts';
import type { OutcomeDays, Outcomes } from '../../platform/outcomes.ts';

type Shape = (typeof outcomeContract)['POST /api/admin/reports/outcomes'];
export type OutcomesInput = RouteIn<Shape>['body'];
export type OutcomesAnswer = RouteOut<Shape>;

/** What every domain tells of these days, one domain after the other: each asks much. @throws platform.bad_range */
export async function runOutcomes(
  ctx: Ctx,
  of: readonly Outcomes[],
  { kinds = [], order = 'cost', ascending = false, compare = false, offset = 0, limit = 50, ...days }: OutcomesInput,
): Promise<OutcomesAnswer> {
  const range = readRange(ctx, days);
  const before = compare ? askedBefore(ctx, days) : null;
  const found: Outcome[] = [];
  const cut: OutcomesAnswer['cut'] = [];
  for (const one of of) {
    if (kinds.length > 0 && !one.kinds.some((kind) => kinds.includes(kind))) continue;
    const lines = await one.ask(ctx, days);
    if (one.most !== undefined && lines.length >= one.most) cut.push(...one.kinds);
    found.push(...(before && one.ofTheDays ? await besideBefore(ctx, one, lines, before) : lines));
  }
  const shown = found
    .filter(({ kind }) => kinds.length === 0 || kinds.includes(kind))
    .toSorted((a, b) => byOrder(order, ascending, a, b));
  const measured = shown.filter(({ noIncrement }) => noIncrement !== 'no_holdout');
  return {
    before: before && { from: before.from, to: before.to, cut: lasts(ctx, range) },
    total: shown.length,
    measured: measured.length,
    sure: measured.filter(({ extra }) => (extra?.low ?? 0) > 0).length,
    cut,
    items: shown.slice(offset, offset + limit),
  };
}

/** What ran before and does so no more stands with nothing now: that it ended is seen. */
async function besideBefore(ctx: Ctx, { ask }: Outcomes, lines: readonly Outcome[], days: OutcomeDays) {
  const then = new Map((await ask(ctx, days)).map((line) => [keyOf(line), line]));
  const now = lines.map((line) => ({ ...line, before: figuresOf(then.get(keyOf(line)) ?? nothingOf(line)) }));
  const known = new Set(lines.map(keyOf));
  const ended = [...then.values()].filter((line) => !known.has(keyOf(line)));
  return [...now, ...ended.map((line) => ({ ...nothingOf(line), before: figuresOf(line) }))];
}

const keyOf = ({ kind, id }: Outcome): string => `${kind} ${id}`;

function figuresOf({ people, cost, sales, newMembers, cac }: Outcome): NonNullable<Outcome['before']> {
  return { people, cost, sales, newMembers, cac };
}

function nothingOf(line: Outcome): Outcome {
  const { cost, sales, newMembers } = line;
  const none = (value: number | null) => (value === null ? null : 0);
  return {
    ...line,
    people: 0,
    cost: none(cost),
    sales: none(sales),
    newMembers: none(newMembers),
    cac: null,
    extra: null,
    returnOnCost: null,
  };
}

/** The most first, or the least; what is not known comes last either way. */
function byOrder(order: OutcomeOrder, ascending: boolean, a: Outcome, b: Outcome): number {
  const [x, y] = [figureOf(a, order), figureOf(b, order)];
  if (x === null || y === null) return x === y ? tie(a, b) : x === null ? 1 : -1;
  return (ascending ? x - y : y - x) || tie(a, b);
}

export function figureOf(one: Outcome, order: OutcomeOrder): number | null {
  const told = one[order];
  return typeof told === 'object' ? (told?.value ?? null) : told;
}

const tie = (a: Outcome, b: Outcome): number => (keyOf(a) < keyOf(b) ? -1 : 1);
