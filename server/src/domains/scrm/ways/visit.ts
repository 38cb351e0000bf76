import type { RouteOut } from '@huoshui/contracts/contract';
import type { scrmContract } from '@huoshui/contracts/scrm';
import { sql } from 'kysely';
import { dayStart, MINUTE_MS, shanghaiDay } from '../../../platform/calendar.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import { platformErrors } from '../../../platform/platform-errors.ts';
import { scrmErrors } from '../errors.ts';
import { contactShown } from '../events.ts';
import { choose } from './choose.ts';
import { isOpen, type WayValues } from './way-form.ts';

type Answer = RouteOut<(typeof scrmContract)['POST /api/shop/contact-ways/:id/visits']>;

/** The place at whom she was shown is hers so long; whoever adds later counts as well, but nobody keeps it for her. */
const HELD_MINUTES = 30;

type Way = {
  readonly id: string;
  readonly name: string;
  readonly values: WayValues;
  readonly eligible: string;
  readonly archivedAt: Date | null;
};
type Person = { readonly memberId: string; readonly personNo: number };

/**
 * Whom she is shown: a friend of hers among them, whom she was shown a moment ago, else whose turn it is of those who have a place
 * today. The row of the way is held, and those of its members, so that places are given one after the other.
 */
export async function visitWay(ctx: Ctx, id: string): Promise<Answer> {
  const { actor } = ctx;
  if (actor.kind !== 'member') throw platformErrors.error('sign_in_required');
  const person = { memberId: actor.id, personNo: actor.personNo };
  const { rows } = await sql<Way>`
    select id, name, values, eligible, archived_at from scrm.contact_way where id = ${id} for no key update
  `.execute(ctx.db);
  const [way] = rows;
  if (way === undefined) throw scrmErrors.error('way_not_found');
  const members = await lockMembers(ctx, id);
  const friend = await friendAmong(ctx, person, members);
  if (friend !== undefined) return tell(ctx, way, person, friend, 'friend');
  const again = await heldPlace(ctx, way, person, members);
  if (again !== undefined) return answerOf(again, 'shown');
  const chosen = way.archivedAt === null ? await chooseFor(ctx, way, members) : undefined;
  if (chosen === undefined) return tell(ctx, way, person, undefined, 'closed');
  await sql`
    insert into scrm.visit (contact_way_id, member_id, person_no, userid, at, held_until)
    values (${id}, ${person.memberId}, ${person.personNo}, ${chosen.userid}, ${ctx.now()},
      ${new Date(ctx.now().getTime() + HELD_MINUTES * MINUTE_MS)})
  `.execute(ctx.db);
  return tell(ctx, way, person, chosen, 'shown');
}

type Member = {
  readonly userid: string;
  readonly name: string;
  readonly picture: string | null;
  readonly turn: number;
  readonly able: boolean;
  readonly room: number;
};

/** In the order of their ids, whichever way asks: who is in two of them is waited for, never waited around. */
async function lockMembers(ctx: Ctx, wayId: string): Promise<readonly Member[]> {
  const { rows } = await sql<Member>`
    select w.userid, s.name, w.picture, w.turn, s.can_contact and s.gone_at is null and w.wanted and w.picture is not null as able,
      s.capacity
        - (select count(*)::int from scrm.friend f where f.userid = w.userid and f.ended_at is null)
        - (select count(*)::int from scrm.visit v where v.userid = w.userid and v.added_at is null and v.held_until > ${ctx.now()}) as room
    from scrm.staff s join scrm.way_staff w on w.userid = s.userid
    where w.contact_way_id = ${wayId} order by s.userid for no key update of s
  `.execute(ctx.db);
  return rows;
}

async function friendAmong(ctx: Ctx, { memberId }: Person, members: readonly Member[]): Promise<Member | undefined> {
  const { rows } = await sql<{ userid: string }>`
    select f.userid from scrm.customer c join scrm.friend f on f.external_userid = c.external_userid
    where c.member_id = ${memberId} and f.ended_at is null and f.userid = any(${members.map(({ userid }) => userid)}::text[])
    order by f.added_at limit 1
  `.execute(ctx.db);
  return members.find(({ userid }) => userid === rows[0]?.userid);
}

async function heldPlace(
  ctx: Ctx,
  way: Way,
  { personNo }: Person,
  members: readonly Member[],
): Promise<Member | undefined> {
  if (way.archivedAt !== null) return undefined;
  const { rows } = await sql<{ userid: string }>`
    select userid from scrm.visit
    where contact_way_id = ${way.id} and person_no = ${personNo} and added_at is null and held_until > ${ctx.now()}
    order by no desc limit 1
  `.execute(ctx.db);
  return members.find(({ userid, able }) => userid === rows[0]?.userid && able);
}

async function chooseFor(
  ctx: Ctx,
  { id, values, eligible }: Way,
  members: readonly Member[],
): Promise<Member | undefined> {
  const taken = await takenBy(ctx, id);
  const all = [...taken.values()];
  const today = all.reduce((sum, one) => sum + one.today, 0);
  const inAll = all.reduce((sum, one) => sum + one.inAll, 0);
  const hasRoom =
    isOpen(values, ctx.now()) && today < (values.perDay ?? Infinity) && inAll < (values.inAll ?? Infinity);
  const first = values.staff.flatMap(({ who, weight, perDay }) => {
    const member = members.find(({ userid }) => userid === who);
    const free = (taken.get(who)?.today ?? 0) < (perDay ?? Infinity);
    return member?.able && member.room > 0 && free && hasRoom ? [{ member, weight }] : [];
  });
  const second = members
    .filter(({ userid, able, room }) => able && room > 0 && values.fallback?.includes(userid))
    .map((member) => ({ member, weight: 1 }));
  // The cap of the whole holds whoever receives.
  const among = first.length > 0 ? first : inAll < (values.inAll ?? Infinity) ? second : [];
  const who = among.map(({ member, weight }) => `${member.userid}:${weight}`).join(' ');
  const chosen = choose(
    among.map(({ member, weight }) => ({ userid: member.userid, weight, turn: who === eligible ? member.turn : 0 })),
  );
  if (chosen === null) return undefined;
  const turns = [...chosen.turns];
  await sql`
    with kept as (update scrm.contact_way set eligible = ${who} where id = ${id} and eligible <> ${who})
    update scrm.way_staff w set turn = new.turn
    from unnest(${turns.map(([userid]) => userid)}::text[], ${turns.map(([, turn]) => turn)}::int[]) as new (userid, turn)
    where w.contact_way_id = ${id} and w.userid = new.userid
  `.execute(ctx.db);
  return members.find(({ userid }) => userid === chosen.userid);
}

type Taken = { readonly today: number; readonly inAll: number };

/** Places of each: who was added by it, and for whom one is kept just now. */
async function takenBy(ctx: Ctx, wayId: string): Promise<ReadonlyMap<string, Taken>> {
  const today = dayStart(shanghaiDay(ctx.now()));
  const { rows } = await sql<Taken & { userid: string }>`
    select userid, count(*) filter (where at >= ${today})::int as today, count(*)::int as in_all from (
      select userid, added_at as at from scrm.friend where contact_way_id = ${wayId}
      union all
      select userid, ${ctx.now()}::timestamptz from scrm.visit
      where contact_way_id = ${wayId} and added_at is null and held_until > ${ctx.now()}
    ) as places group by userid
  `.execute(ctx.db);
  return new Map(rows.map(({ userid, ...taken }) => [userid, taken]));
}

async function tell(
  ctx: Ctx,
  { id: contactWayId, name: way }: Way,
  { memberId, personNo }: Person,
  member: Member | undefined,
  outcome: Answer['outcome'],
): Promise<Answer> {
  const who = { userid: member?.userid ?? '', staff: member?.name ?? '' };
  ctx.emit(contactShown, { personNo, payload: { memberId, contactWayId, way, ...who, outcome } });
  return answerOf(member, outcome);
}

function answerOf(member: Member | undefined, outcome: Answer['outcome']): Answer {
  return { outcome, staff: member?.name ?? '', picture: outcome === 'shown' ? (member?.picture ?? null) : null };
}
