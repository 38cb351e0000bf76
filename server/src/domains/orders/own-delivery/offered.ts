import type { Ctx } from '../../../platform/ctx.ts';
import { addresses } from '../../members/index.ts';
import { areas } from '../../stores/index.ts';

/** Whether the shop brings orders itself, to this address of hers or the usual one, and in which slots there is room. */
export async function offeredDelivery(ctx: Ctx, memberId: string, addressId: string | undefined) {
  const open = await areas.open(ctx);
  if (open.length === 0) return { anywhere: false, area: null };
  const place =
    addressId === undefined
      ? (await addresses.usual(ctx, [memberId])).get(memberId)
      : (await addresses.find(ctx, [{ memberId, id: addressId }]))[0];
  const area = place ? areas.of(open, place) : null;
  if (area === null) return { anywhere: true, area: null };
  const now = ctx.now();
  const taken = new Map((await areas.taken(ctx, area.id, now)).map((one) => [one.from.getTime(), one.taken]));
  const { fee, freeFrom, least } = area.values;
  const slots = areas.slots(area.values, now).map(({ day, from, to, capacity }) => ({
    day,
    from: from.toISOString(),
    to: to.toISOString(),
    left: Math.max(0, capacity - (taken.get(from.getTime()) ?? 0)),
  }));
  return { anywhere: true, area: { name: area.name, fee, freeFrom, least, slots } };
}
