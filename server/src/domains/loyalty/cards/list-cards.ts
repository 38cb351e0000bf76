import type { Ctx } from '../../../platform/ctx.ts';
import { decodeCursor, toPage } from '../../../platform/cursor.ts';
import { findMembers, membersShown } from '../../members/index.ts';
import { loyaltyErrors } from '../errors.ts';
import type { CardRow } from './card.ts';
import type { Till } from './ports.ts';
import { presentCard, useOf } from './present.ts';
import { countSold, findSold, listSold, type Which } from './rows.ts';

type Query = {
  readonly cursor?: string | undefined;
  readonly limit?: number | undefined;
  readonly q?: string | undefined;
  readonly memberId?: string | undefined;
  readonly kindId?: string | undefined;
};

/** What was sold, newest first; words find the cards of whom they may mean. */
export async function listCards(ctx: Ctx, till: Till, { q, memberId, kindId, cursor, limit = 20 }: Query) {
  const among = q?.trim() ? await membersShown.meant(ctx, q) : null;
  const which: Which = { memberId: memberId ?? null, kindId: kindId ?? null, among };
  const rows = await listSold(ctx, which, decodeCursor(cursor, ['instant', 'text']), limit + 1);
  const shown = new Map((await presentAll(ctx, till, rows)).map((card) => [card.id, card]));
  const page = toPage(
    rows,
    limit,
    ({ createdAt, id }) => [createdAt.toISOString(), id],
    ({ id }) => shown.get(id),
  );
  const items = page.items.flatMap((card) => card ?? []);
  return cursor ? { ...page, items } : { ...page, items, ...(await countSold(ctx, which)) };
}

export async function showCard(ctx: Ctx, till: Till, id: string) {
  const [card] = await presentAll(ctx, till, await findSold(ctx, id));
  if (card === undefined) throw loyaltyErrors.error('card_not_found', { id });
  return card;
}

async function presentAll(ctx: Ctx, till: Till, rows: readonly CardRow[]) {
  const [use, money, members] = [
    await useOf(ctx, till, rows),
    await till.moneyOf(
      ctx,
      rows.map(({ orderId }) => orderId),
    ),
    await findMembers(
      ctx,
      rows.map(({ memberId }) => memberId),
    ),
  ];
  return rows.flatMap((card) => {
    const [used, paid] = [use.get(card.id), money.get(card.orderId)];
    if (used === undefined || paid === undefined) return [];
    const { memberId } = card;
    const memberName = members.get(memberId)?.nickname ?? '';
    return [{ ...presentCard(ctx, card, used, paid), memberId, memberName, price: paid.paid }];
  });
}
