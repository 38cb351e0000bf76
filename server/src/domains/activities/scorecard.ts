import { words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import type { Played, Scorecards, Since } from '../../platform/scorecard.ts';
import { readActivity } from './change-activity.ts';
import { isPublicPrice } from './costs.ts';
import { BROUGHT } from './invites/invite.ts';
import { playOf } from './plays.ts';
import { countPeople, readMoney } from './result.ts';

export const activityScorecards: Scorecards = { kind: 'activity', can: 'activities.read', read };

/** Throws `activities.not_found`. */
async function read(ctx: Ctx, id: string): Promise<Played> {
  const activity = await readActivity(ctx, id);
  const { days, strata, shown, costs } = await readMoney(ctx, activity);
  const { met, heldOut } = await countPeople(ctx, activity.no);
  const [joined, friends] = [await readJoined(ctx, activity.no), await readFriends(ctx, activity.no)];
  const who = (which: string) => ({ of: 'activities.people', values: { activity: id, who: which } });
  // Who adds staff is no member yet: she came by it if she becomes one then or later.
  const asksToAdd = playOf(activity.play).adds !== undefined;
  const alone = heldOut === 0 && strata.every(({ holdout }) => holdout.members === 0);
  return {
    ...{ seen: met, heldOut, joined, came: friends },
    newcomers: {
      visit: [...joined, ...(asksToAdd ? friends : [])],
      known: friends.filter((one) => one.new).map(({ personNo }) => personNo),
    },
    orders: { bought: shown },
    days,
    costs: costs.whole,
    compared: alone ? (isPublicPrice(activity.play) ? 'public_price' : 'no_holdout') : { strata, cost: costs.compared },
    counted: words(
      `看到活动的所有人 ${days} 天内付款的订单，退款已减去`,
      `Orders of everybody who saw it, paid within ${days} days, less what went back`,
    ),
    who: { seen: who('met'), heldOut: who('heldOut'), joined: who('joined') },
  };
}

async function readJoined(ctx: Ctx, activityNo: number): Promise<readonly Since[]> {
  const { rows } = await sql<Since>`
    select person_no, joined_at as at from activities.entry where activity_no = ${activityNo} and not tester and behind is null
  `.execute(ctx.db);
  return rows;
}

/** Who helped, and who came by an invitation, from the first time on; `new`: that brought her to the shop. */
async function readFriends(ctx: Ctx, activityNo: number): Promise<readonly (Since & { readonly new: boolean })[]> {
  const { rows } = await sql<Since & { readonly new: boolean }>`
    select person_no, min(at) as at, bool_or(new) as new from (
      select p.helper_no as person_no, p.at, p.new from activities.progress p join activities.entry e on e.no = p.entry_no
      where e.activity_no = ${activityNo} and not e.tester and p.helper_no is not null and p.key like 'friend:%'
      union all
      select i.person_no, i.came_at, true from activities.invite i where i.activity_no = ${activityNo} and ${BROUGHT}
      union all
      select d.person_no, d.first_at, false from activities.added d join activities.entry e on e.no = d.entry_no
      where d.activity_no = ${activityNo} and not e.tester and d.state = 'counted' and d.person_no is not null
    ) as came group by person_no
  `.execute(ctx.db);
  return rows;
}
