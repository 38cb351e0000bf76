import type { ActivityResult } from '@huoshui/contracts/activities';
import { words } from '@huoshui/contracts/words';
import type { Static } from '@sinclair/typebox';
import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import type { ActivityRow } from '../activity.ts';
import { playOf } from '../plays.ts';

type Result = Static<typeof ActivityResult>;

/** Of a play of chance: how often was drawn and what fell; testers' draws are among them, since they take of the prizes too. */
export async function sumPrizes(ctx: Ctx, { no, play, own }: ActivityRow): Promise<Pick<Result, 'draws' | 'prizes'>> {
  const chance = playOf(play).draws?.(own);
  if (chance === undefined) return { draws: 0, prizes: [] };
  const gifts = chance.prizes.map(({ gift }) => ({ at: '', of: 'benefit' as const, id: gift }));
  const names = await ctx.names(ctx, gifts);
  type Row = Record<'place' | 'rolled' | 'won' | 'given' | 'due' | 'refused' | 'takenBack', number>;
  const { rows } = await sql<Row & { draws: number }>`
    with drawn as (
      select d.rolled, d.prize, r.state from activities.draw d join activities.entry e on e.no = d.entry_no
      left join activities.reward r on r.entry_no = d.entry_no and r.tier = d.n - 1 where e.activity_no = ${no}
    )
    select place::int, (select count(*)::int from drawn) as draws, (select count(*)::int from drawn where rolled = place) as rolled, won.*
    from unnest(${[...chance.prizes.keys()]}::int[]) as places (place) cross join lateral (
      select count(*)::int as won, count(*) filter (where state = 'given')::int as given, count(*) filter (where state = 'due')::int as due,
        count(*) filter (where state = 'refused')::int as refused,
        count(*) filter (where state in ('taken_back', 'cancelled'))::int as taken_back
      from drawn where prize = place
    ) as won
  `.execute(ctx.db);
  return {
    draws: rows[0]?.draws ?? 0,
    prizes: chance.prizes.map(({ gift, odds, stock }, place) => {
      const {
        rolled = 0,
        won = 0,
        given = 0,
        due = 0,
        refused = 0,
        takenBack = 0,
      } = rows.find((row) => row.place === place) ?? {};
      const label = names('benefit', gift) ?? words('礼品', 'a gift');
      return { label, odds, rolled, won, stock, given, due, refused, takenBack };
    }),
  };
}
