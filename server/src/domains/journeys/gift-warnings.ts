import { joinWords, type Words, words } from '@huoshui/contracts/words';
import type { Ctx } from '../../platform/ctx.ts';
import { checkForm } from '../../platform/form/check.ts';
import type { BenefitItem } from '../benefits/index.ts';
import { type Definition, nextOf, nodeOf, reachable } from './definition.ts';
import { findKind } from './find-kind.ts';
import type { Kit } from './kit.ts';
import type { Problem } from './problems.ts';
import { readOpenPlans } from './queries.ts';

export type GiftAt = { readonly node: string; readonly item: BenefitItem };

/** What the steps of a definition give, each at its node; a step that is not filled in gives nothing. */
export function giftsOf(kit: Kit, nodes: Definition['nodes']): GiftAt[] {
  return nodes.flatMap((node) => {
    const step = findKind(kit.steps, node.kind);
    const checked = step?.reaches && checkForm(step.form, node.values);
    const { gives = [] } = checked?.ok ? (step?.reaches?.(checked.values) ?? {}) : {};
    return gives.map((item) => ({ node: node.key, item }));
  });
}

/**
 * Gifts of which a member may have one and that she is come to with twice: by coming in again, on the same way again, or by another
 * journey that runs. Whatever comes second gives her nothing. No problem, since it may be meant so; said wherever problems are.
 */
export async function giftWarnings(
  ctx: Ctx,
  kit: Kit,
  definition: Definition,
  own: { readonly id: string } | undefined,
): Promise<Problem[]> {
  const mine = await onceOf(ctx, kit, giftsOf(kit, definition.nodes));
  if (mine.length === 0) return [];
  return [...repeated(definition, mine), ...(await shared(ctx, kit, mine, own))];
}

function repeated(definition: Definition, mine: readonly Once[]): Problem[] {
  const again = definition.reentry.kind !== 'never';
  return mine.flatMap(({ node, id, label }): Problem[] => {
    const before = mine.some((other) => other.id === id && leadsTo(definition, other.node, node));
    const text = before ? givenBefore(label) : again ? comesAgain(label) : null;
    return text === null ? [] : [{ node, at: 'benefit', words: text }];
  });
}

/** By one step at least: to itself only round a circle. */
function leadsTo(definition: Definition, from: string, to: string): boolean {
  const node = nodeOf(definition, from);
  return node !== undefined && nextOf(node).some((start) => reachable({ ...definition, start }).has(to));
}

async function shared(
  ctx: Ctx,
  kit: Kit,
  mine: readonly Once[],
  own: { readonly id: string } | undefined,
): Promise<Problem[]> {
  const running = (await readOpenPlans(ctx)).filter(
    ({ takesIn, paused, journeyId }) => takesIn && !paused && journeyId !== own?.id,
  );
  const others = await Promise.all(
    running.map(async ({ name, definition: { nodes } }) => ({
      name,
      ids: new Set((await onceOf(ctx, kit, giftsOf(kit, nodes))).map(({ id }) => id)),
    })),
  );
  return mine.flatMap(({ node, id, label }): Problem[] => {
    const names = others.filter(({ ids }) => ids.has(id)).map(({ name }) => name);
    return names.length === 0 ? [] : [{ node, at: 'benefit', words: sharedText(label, names) }];
  });
}

type Once = { readonly node: string; readonly id: string; readonly label: string };

/** Each kind of benefit is asked once for all of its items. */
async function onceOf(ctx: Ctx, kit: Kit, gifts: readonly GiftAt[]): Promise<readonly Once[]> {
  const found: Once[] = [];
  for (const [name, kind] of kit.benefits) {
    const ofKind = gifts.filter(({ item }) => item.kind === name);
    if (ofKind.length === 0) continue;
    const offered = await kind.cost(
      ctx,
      ofKind.map(({ item }) => item),
    );
    ofKind.forEach(({ node }, n) => {
      for (const { id, label } of offered[n]?.once ?? []) found.push({ node, id, label });
    });
  }
  return found;
}

function comesAgain(label: string): Words {
  return words(
    `「${label}」每人只能有一张，而这个旅程可以再次进入：她再走到这一步什么也送不出，讲这张券的消息也不发。要每次都送，请放宽它的每人限领`,
    `A member may have “${label}” once, and one may come into this journey again: at this step she is given nothing then, and no message of it is sent. To give it each time, let a member have more of it`,
  );
}

function givenBefore(label: string): Words {
  return words(
    `「${label}」每人只能有一张，而这条路上已经送过：走到这一步什么也送不出。请换一张券，或放宽它的每人限领`,
    `A member may have “${label}” once, and it was given on the way here: this step gives nothing. Choose another coupon, or let a member have more of it`,
  );
}

function sharedText(label: string, journeys: readonly string[]): Words {
  const names = joinWords(
    journeys.map((name) => words(`「${name}」`, `“${name}”`)),
    words('、', ', '),
  );
  return words(
    `「${label}」每人只能有一张，运行中的${names.zh}也在送：谁先走到谁先送，后到的这一步什么也送不出。要都能送到，请另建一张券，或放宽它的每人限领`,
    `A member may have “${label}” once, and ${names.en} that runs gives it too: whichever she comes to first gives it, the other gives her nothing. For both to give, make a coupon of its own or let a member have more of it`,
  );
}
