import type { Ctx } from '../../platform/ctx.ts';
import { describe } from '../benefits/index.ts';
import { messageTemplates } from '../messaging/index.ts';
import type { Definition } from './definition.ts';
import type { Names } from './sentence.ts';

/** The names a definition's sentences need. A coupon that can no longer be given has none, and is a problem. */
export async function readNames(ctx: Ctx, definition: Definition): Promise<Names> {
  const ids = [...new Set(definition.nodes.flatMap((n) => (n.kind === 'grant' ? [n.couponTemplateId] : [])))];
  const coupons = await Promise.all(
    ids.map(async (id) => [id, (await describe(ctx, { kind: 'coupon', templateId: id }))?.label ?? null] as const),
  );
  return {
    messages: new Map(messageTemplates.map((t) => [t.key, t.name])),
    coupons: new Map(coupons.flatMap(([id, label]) => (label === null ? [] : [[id, label]]))),
  };
}
