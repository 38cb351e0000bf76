import { sql } from 'kysely';
import type { Book } from '../../../platform/book.ts';
import { getSetting } from '../../../platform/settings.ts';
import { findMembers } from '../../members/index.ts';
import { growthRule } from './growth-rule.ts';

/** So many members a morning are enough to see that something is wrong, and with whom. */
const MOST = 100;

/**
 * The growth on which levels stand, against all that grew and has not ended. Whoever is to be looked at anyway is left out,
 * and everybody while levels are off or a changed ladder is on its way: they stand where they stood.
 */
export const growthBook: Book = {
  kind: 'growth_sums',
  async compare(ctx) {
    if (!(await getSetting(ctx, growthRule)).on) return [];
    const { rows } = await sql<{ memberId: string; growth: number; grown: number }>`
      with grown as (
        select member_id, sum(value)::bigint as n from loyalty.growth
        where at <= ${ctx.now()} and (ends_at is null or ends_at > ${ctx.now()}) group by member_id
      )
      select s.member_id, s.growth, coalesce(g.n, 0)::bigint as grown
      from loyalty.standing s left join grown g using (member_id)
      where s.growth <> coalesce(g.n, 0) and (s.due_at is null or s.due_at > ${ctx.now()})
        and not exists (select from loyalty.ladder_pass)
      order by s.member_id limit ${MOST}
    `.execute(ctx.db);
    const members = await findMembers(
      ctx,
      rows.map(({ memberId }) => memberId),
    );
    return rows.map(({ memberId, growth, grown }) => ({
      id: memberId,
      name: members.get(memberId)?.nickname ?? memberId,
      kept: { growth },
      added: { growth: grown },
    }));
  },
};
