import type { RouteOut } from '@huoshui/contracts/contract';
import type { drawingContract } from '@huoshui/contracts/drawings';
import { words } from '@huoshui/contracts/words';
import { verdictReason } from '@huoshui/contracts/words/messaging';
import { addDays, shanghaiDay } from '../../../platform/calendar.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import { readAsOf } from '../../../platform/event-store/range.ts';
import { wouldGive } from '../../benefits/index.ts';
import { readBranches } from '../../catalog/index.ts';
import { verdicts } from '../../messaging/index.ts';
import { refuseProblems } from '../change.ts';
import type { Definition } from '../definition.ts';
import { exitsOf } from '../exit-rule.ts';
import { findKind } from '../find-kind.ts';
import type { Kit } from '../kit.ts';
import { countPresent, readArrivals } from './arrivals.ts';
import { readPast } from './past-facts.ts';
import { walk } from './walk.ts';

type Answer = RouteOut<(typeof drawingContract)['POST /api/admin/drawings/:id/dry-run']>;
type Reason = keyof typeof verdictReason;

/**
 * What a definition would have done with the last days of real history. Above some tens of thousands who would have come in,
 * one person in so many is taken through and the figures are multiplied: `share` says how many. Nothing is written or sent.
 */
export async function dryRunOf(
  ctx: Ctx,
  kit: Kit,
  definition: Definition,
  salt: string,
  { asOf: day, days }: { readonly asOf?: string | undefined; readonly days: number },
): Promise<Answer> {
  await refuseProblems(ctx, kit, definition);
  const asOf = day ?? shanghaiDay(ctx.now());
  const stretch = { from: readAsOf(ctx, addDays(asOf, -days)).known, to: readAsOf(ctx, asOf).known };
  const { share, arrivals, told } = await readArrivals(ctx, kit, definition, stretch);
  const atOnce = await countPresent(ctx, kit, definition);
  const facts = arrivals.length > 0 ? await readPast(ctx, factsOf(kit, definition), stretch, share) : new Map();
  const walkers = arrivals.map(({ personNo, at, runKey, brought }) => {
    const orderId = definition.reentry.kind === 'by_key' && definition.reentry.by === 'order' ? brought : null;
    return { personNo, entered: at, at, facts: facts.get(personNo) ?? [], nodes: 0, runKey, orderId, brought };
  });
  const branches = await readBranches(ctx);
  const walked = await walk(ctx, kit, { definition, salt, until: stretch.to, branches }, walkers);
  const messages = walked.reached.flatMap(({ node, walker, reach }) =>
    reach.tells ? [{ node, personNo: walker.personNo, template: reach.tells.template, at: walker.at }] : [],
  );
  const said = await verdicts.judgePast(ctx, messages);
  const treated = (count: number) => Math.round((count * share * (100 - definition.holdout)) / 100);
  const because = new Map<Reason, number>();
  const count = (reason: Reason) => because.set(reason, (because.get(reason) ?? 0) + 1);
  for (const reason of said) if (reason) count(reason);
  for (const { reason } of walked.over) count(reason);
  const gifts = walked.reached.flatMap(({ reach }) => reach.gives ?? []);
  const each = [...new Map(gifts.map((gift) => [JSON.stringify(gift), gift])).values()];
  const persons = treated(each.length === 0 ? 0 : Math.ceil(gifts.length / each.length));
  const gives = await wouldGive(ctx, kit.benefits, { items: each, budgetId: definition.budgetId, persons });
  const entered = arrivals.length * share;
  const onDays = new Map<string, number>();
  for (const { at } of arrivals) onDays.set(shanghaiDay(at), (onDays.get(shanghaiDay(at)) ?? 0) + 1);
  const sent = treated(said.filter((reason) => reason === null).length);
  const suppressed = [...because]
    .map(([reason, times]) => ({ reason, count: treated(times) }))
    .filter(({ count: times }) => times > 0)
    .toSorted((one, other) => other.count - one.count);
  const all = suppressed.reduce((sum, one) => sum + one.count, 0);
  return {
    days,
    share,
    knows: told,
    atOnce,
    entered,
    heldOut: entered - treated(arrivals.length),
    left: walked.left * share,
    sent,
    suppressed,
    given: each.length > 0 ? gives.given : null,
    expectedCost: gives.cost,
    perDay: Array.from({ length: days }, (_, n) => {
      const on = addDays(asOf, n + 1 - days);
      return { day: on, entered: (onDays.get(on) ?? 0) * share };
    }),
    steps: definition.nodes.map(({ key }) => ({
      node: key,
      came: (walked.came.get(key) ?? 0) * share,
      still: (walked.still.get(key) ?? 0) * share,
      unknown: walked.unknown.has(key),
    })),
    text: told ? sentenceOf(asOf, days, entered, sent, all, suppressed[0]?.reason) : NOT_TOLD,
  };
}

const NOT_TOLD = words(
  '历史里没有记下这个触发，算不出会有多少人进入；发布后从头开始数。',
  'History has not kept what brings people in here, so nobody can say how many would have come; it is counted from publishing on.',
);

function sentenceOf(asOf: string, days: number, entered: number, sent: number, all: number, most: Reason | undefined) {
  const why = most === undefined ? null : verdictReason[most];
  const rest =
    why === null
      ? words('', '')
      : words(`，${all} 条不发（主要是：${why.zh}）`, `, ${all} held back (mostly: ${why.en})`);
  return words(
    `截至 ${asOf} 的 ${days} 天里，会有 ${entered} 人次进入，发出 ${sent} 条消息${rest.zh}`,
    `In the ${days} days up to ${asOf}, ${entered} would have entered; ${sent} messages sent${rest.en}`,
  );
}

/** Every kind of fact that a rest, the goal, an exit rule or the trigger of a definition hears. */
function factsOf(kit: Kit, definition: Definition): string[] {
  const { goal, nodes } = definition;
  const kinds = [
    ...exitsOf(kit, definition).flatMap(({ rule }) => rule.on),
    ...(goal ? (findKind(kit.goals, goal.kind)?.on ?? []) : []),
    ...nodes.flatMap(({ kind }) => findKind(kit.steps, kind)?.rest?.told?.on ?? []),
  ];
  return [...new Set(kinds.map(({ type }) => type))];
}
