import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import { platformErrors } from '../../../platform/platform-errors.ts';
import { scrmErrors } from '../errors.ts';

/** A customer who is a friend of this member of staff now. */
export type Hers = {
  readonly friendId: string;
  readonly externalUserid: string;
  readonly name: string;
  readonly addedAt: Date;
  readonly way: string | null;
  readonly memberId: string | null;
  readonly personNo: number | null;
};

/** Who asks; throws unless she is staff. */
export function me({ actor }: Ctx): { readonly id: string; readonly name: string } {
  if (actor.kind !== 'staff') throw platformErrors.error('sign_in_required');
  return actor;
}

/** Her own customer; another's is as good as none. Throws `scrm.customer_not_hers`. */
export async function customerOf(ctx: Ctx, externalUserid: string): Promise<Hers> {
  const { rows } = await sql<Hers>`
    select f.id as friend_id, f.external_userid, c.name, f.added_at, w.name as way, c.member_id, c.person_no
    from scrm.friend f join scrm.customer c on c.external_userid = f.external_userid
    left join scrm.contact_way w on w.id = f.contact_way_id
    where f.userid = ${me(ctx).id} and f.external_userid = ${externalUserid} and f.ended_at is null
  `.execute(ctx.db);
  const [found] = rows;
  if (!found) throw scrmErrors.error('customer_not_hers');
  return found;
}

export type Known = Hers & { readonly memberId: string; readonly personNo: number };

/** The same, where it is known which member she is. Throws `scrm.customer_unknown`. */
export async function knownOf(ctx: Ctx, externalUserid: string): Promise<Known> {
  const { memberId, personNo, ...hers } = await customerOf(ctx, externalUserid);
  if (memberId === null || personNo === null) throw scrmErrors.error('customer_unknown');
  return { ...hers, memberId, personNo };
}
