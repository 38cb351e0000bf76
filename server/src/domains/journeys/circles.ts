import { joinWords, type Words, words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { type Definition, type Node, nextOf, nodeOf } from './definition.ts';
import { findKind } from './find-kind.ts';
import type { Kit } from './kit.ts';
import type { Problem } from './problems.ts';
import { readOpenPlans } from './queries.ts';

/** A step that brings people into another journey. */
const GO_TO = 'go_to';

type Leads = { readonly node: string; readonly to: string };
type Other = { readonly name: string; readonly leads: readonly Leads[] };

/**
 * What is wrong with where a definition leads: into itself, or round through other journeys that run, without a wait on the
 * way. Each is told at its node, with the circle by the names of its journeys. `id`: the journey's own; absent of one that is
 * not stored yet, into which nothing leads.
 */
export async function circlesOf(
  ctx: Ctx,
  kit: Kit,
  definition: Definition,
  own: { readonly id: string; readonly name: string } | undefined,
): Promise<Problem[]> {
  if (!own || !goesElsewhere(definition)) return [];
  const others = new Map<string, Other>();
  for (const plan of await readOpenPlans(ctx))
    if (plan.takesIn && plan.journeyId !== own.id)
      others.set(plan.journeyId, { name: plan.name, leads: leadsAtOnce(kit, plan.definition) });
  const always = definition.nodes.flatMap(({ key, kind, values }): Problem[] =>
    kind === GO_TO && values.journey === own.id ? [{ node: key, at: 'journey', words: INTO_ITSELF }] : [],
  );
  const round = leadsAtOnce(kit, definition).flatMap(({ node, to }): Problem[] => {
    const path = to === own.id ? null : pathTo(own.id, to, others, new Set());
    return path ? [{ node, at: 'journey', words: roundText([own.name, ...path, own.name]) }] : [];
  });
  return [...always, ...round];
}

/**
 * Of journeys that are published at once, each must see the other: held until the publication is there. Nothing where a
 * definition leads nowhere else.
 */
export async function holdCircles(ctx: Ctx, definition: Definition): Promise<void> {
  if (goesElsewhere(definition)) await sql`select pg_advisory_xact_lock(hashtext('journeys.circles'))`.execute(ctx.db);
}

const INTO_ITSELF = words('旅程不能进入自己', 'A journey cannot lead into itself');

function roundText(names: readonly string[]): Words {
  const each = names.map((name) => words(`「${name}」`, `“${name}”`));
  const path = joinWords(each, words(' → ', ' → '));
  return words(
    `会绕成一个没有等待的圈：${path.zh}。请在途中加一步等待，或去掉这一步`,
    `It goes round without a wait: ${path.en}. Put a wait on the way, or leave this step out`,
  );
}

const goesElsewhere = ({ nodes }: Definition) => nodes.some(({ kind }) => kind === GO_TO);

/** The journeys by name through which one comes from `from` to `target` with nothing to wait for; null: it does not lead there. */
function pathTo(
  target: string,
  from: string,
  others: ReadonlyMap<string, Other>,
  seen: Set<string>,
): readonly string[] | null {
  const here = others.get(from);
  if (!here || seen.has(from)) return null;
  seen.add(from);
  for (const { to } of here.leads) {
    if (to === target) return [here.name];
    const rest = pathTo(target, to, others, seen);
    if (rest) return [here.name, ...rest];
  }
  return null;
}

/** Where a journey leads by steps to which whoever comes in comes at once: none of them lies behind a wait. */
function leadsAtOnce(kit: Kit, definition: Definition): readonly Leads[] {
  const rests = ({ kind }: Node) => findKind(kit.steps, kind)?.rest !== undefined;
  const seen = new Set<string>();
  const open = [definition.start];
  const found: Leads[] = [];
  for (let key = open.pop(); key !== undefined; key = open.pop()) {
    const node = nodeOf(definition, key);
    if (!node || seen.has(key) || rests(node)) continue;
    seen.add(key);
    const { journey } = node.values;
    if (node.kind === GO_TO && typeof journey === 'string') found.push({ node: key, to: journey });
    open.push(...nextOf(node));
  }
  return found;
}
