import type { Ctx } from '../../platform/ctx.ts';
import { type ImportedMember, importMembers } from '../members/index.ts';
import { importOrders } from '../orders/index.ts';
import type { Draft } from './row.ts';

export type Stored = { readonly newMembers: readonly string[]; readonly orders: number };

/**
 * Bring members and their orders in; who and what is here already stays as it is. With `dryRun` nothing changes and the
 * answer says what would have been new.
 * @param from names the kind of file: what it calls a member is unique within
 */
export async function store(ctx: Ctx, drafts: readonly Draft[], from: string, dryRun: boolean): Promise<Stored> {
  const members = await importMembers(ctx, membersIn(drafts), from, { dryRun });
  const orders = drafts.flatMap(({ member, order }) => {
    const found = members.get(member.external);
    if (order === null || found === undefined) return [];
    const { memberId, personNo } = found;
    const { key, at, amount, quantity, name } = order;
    return [{ externalId: key, memberId, personNo, at, amount, quantity, name, source: 'import' }];
  });
  const newMembers = [...members].flatMap(([external, { isNew }]) => (isNew ? [external] : []));
  return { newMembers, orders: await importOrders(ctx, orders, { dryRun }) };
}

/** One entry a member: the first name and phone that a row gives her, all tags, since the first thing known of her. */
function membersIn(drafts: readonly Draft[]): ImportedMember[] {
  const members = new Map<string, ImportedMember>();
  for (const { member, order } of drafts) {
    const before = members.get(member.external);
    members.set(member.external, {
      external: member.external,
      nickname: before?.nickname ?? member.nickname,
      phone: before?.phone ?? member.phone,
      joinedAt: earliest(before?.joinedAt, member.joinedAt, order?.at),
      tags: [...new Set([...(before?.tags ?? []), ...member.tags])],
    });
  }
  return [...members.values()];
}

function earliest(...dates: readonly (Date | undefined)[]): Date | undefined {
  return dates.reduce(
    (first, date) => (first === undefined || (date !== undefined && date < first) ? date : first),
    undefined,
  );
}
