import type { Condition } from '@huoshui/contracts/condition';
import type { RouteOut } from '@huoshui/contracts/contract';
import type { scrmGroupsContract } from '@huoshui/contracts/scrm-groups';
import { sql } from 'kysely';
import { MINUTE_MS } from '../../../../platform/calendar.ts';
import type { Ctx } from '../../../../platform/ctx.ts';
import { inTransaction } from '../../../../platform/db.ts';
import { platformErrors } from '../../../../platform/platform-errors.ts';
import type { ConditionKit } from '../../../audiences/index.ts';
import { scrmErrors } from '../../errors.ts';
import { groupShown } from '../../events.ts';
import { conditionOf, type Lane } from './code-form.ts';
import type { CodeRow } from './codes.ts';

type Answer = RouteOut<(typeof scrmGroupsContract)['POST /api/shop/group-codes/:id/visits']>;
type Person = { readonly memberId: string; readonly personNo: number };

/** A place in the group that she was shown is hers so long; whoever joins later joins all the same. */
const HELD_MINUTES = 30;

/**
 * Which group she is shown: of the lanes the first that fits her as things stand, in it the one that she is in, that she was shown a moment
 * ago, or the first with room. Whom a lane is for is asked with no transaction open.
 */
export async function visitGroupCode(ctx: Ctx, conditions: ConditionKit, id: string): Promise<Answer> {
  const { actor } = ctx;
  if (actor.kind !== 'member') throw platformErrors.error('sign_in_required');
  const person = { memberId: actor.id, personNo: actor.personNo };
  const code = await findCode(ctx, id, sql``);
  const lane = code.archivedAt === null ? await laneFor(ctx, conditions, code.values.lanes, person) : undefined;
  return inTransaction(ctx, async (ctx) => show(ctx, id, person, lane));
}

async function findCode(ctx: Ctx, id: string, held: ReturnType<typeof sql>): Promise<CodeRow> {
  const { rows } = await sql<CodeRow>`
    select id, name, values, archived_at, created_at from scrm.group_code where id = ${id} ${held}
  `.execute(ctx.db);
  const [code] = rows;
  if (code === undefined) throw scrmErrors.error('group_code_not_found');
  return code;
}

/** One whose condition cannot be asked (its segment is gone) is for nobody; the next one's may be. */
async function laneFor(
  ctx: Ctx,
  conditions: ConditionKit,
  lanes: readonly Lane[],
  { personNo }: Person,
): Promise<Lane | undefined> {
  for (const lane of lanes) {
    const condition = conditionOf(lane);
    if (condition === null || (await holds(ctx, conditions, condition, personNo))) return lane;
  }
  return undefined;
}

async function holds(ctx: Ctx, conditions: ConditionKit, condition: Condition, personNo: number): Promise<boolean> {
  try {
    return (await conditions.holdsFor(ctx, condition, [personNo])).has(personNo);
  } catch (error) {
    ctx.log.warn({ err: error }, 'whom a group is for cannot be asked');
    return false;
  }
}

/** The row of the code is held, so that places are given one after the other. */
async function show(ctx: Ctx, id: string, person: Person, asked: Lane | undefined): Promise<Answer> {
  const code = await findCode(ctx, id, sql`for no key update`);
  if (code.archivedAt !== null) return tell(ctx, code, person, 'closed');
  // Whoever changed the lanes meanwhile has the last word.
  const lane = code.values.lanes.find((one) => one.lane === asked?.lane);
  if (lane === undefined) return tell(ctx, code, person, 'not_for_her');
  const groups = await groupsOf(ctx, id, lane, person);
  const hers = groups.find(({ isIn }) => isIn);
  if (hers !== undefined) return tell(ctx, code, person, 'in_it', { lane, group: hers });
  const again = groups.find(({ isHers, picture }) => isHers && picture !== null);
  if (again !== undefined) return answerOf(code, 'shown', again);
  const { fullAt } = code.values;
  const open = groups.filter(({ picture }) => picture !== null);
  // The last lets WeCom make another, so it is shown although it is full.
  const chosen =
    open.find(({ members, held }) => members + held < fullAt) ?? open.find(({ another }) => another !== null);
  if (chosen === undefined) return tell(ctx, code, person, 'full', { lane });
  await sql`
    insert into scrm.group_visit (group_code_id, lane, chat_id, person_no, at, held_until)
    values (${id}, ${lane.lane}, ${chosen.chatId}, ${person.personNo}, ${ctx.now()},
      ${new Date(ctx.now().getTime() + HELD_MINUTES * MINUTE_MS)})
  `.execute(ctx.db);
  return tell(ctx, code, person, 'shown', { lane, group: chosen });
}

type Open = {
  readonly chatId: string;
  readonly name: string;
  readonly picture: string | null;
  readonly another: string | null;
  readonly members: number;
  /** Places kept for others, and whether one is hers. */
  readonly held: number;
  readonly isHers: boolean;
  readonly isIn: boolean;
};

async function groupsOf(
  ctx: Ctx,
  id: string,
  { lane }: Lane,
  { memberId, personNo }: Person,
): Promise<readonly Open[]> {
  const held = sql`from scrm.group_visit v where v.chat_id = c.id and v.joined_at is null and v.held_until > ${ctx.now()}`;
  const { rows } = await sql<Open>`
    select c.id as chat_id, c.name, e.picture, e.another, c.members,
      (select count(distinct v.person_no)::int ${held} and v.person_no <> ${personNo}) as held,
      exists (select ${held} and v.person_no = ${personNo} and v.group_code_id = ${id}) as is_hers,
      exists (
        select from scrm.customer k join scrm.chat_member m on m.userid = k.external_userid
        where k.member_id = ${memberId} and m.chat_id = c.id and m.left_at is null
      ) as is_in
    from scrm.group_entry e join scrm.chat c on c.id = e.chat_id
    where e.group_code_id = ${id} and e.lane = ${lane} and e.wanted and c.dismissed_at is null order by e.no
  `.execute(ctx.db);
  return rows;
}

function tell(
  ctx: Ctx,
  code: CodeRow,
  { memberId, personNo }: Person,
  outcome: Answer['outcome'],
  { lane, group }: { readonly lane?: Lane; readonly group?: Open } = {},
): Answer {
  const where = { lane: lane?.lane ?? '', chatId: group?.chatId ?? '', group: group?.name ?? '' };
  ctx.emit(groupShown, { personNo, payload: { memberId, groupCodeId: code.id, code: code.name, ...where, outcome } });
  return answerOf(code, outcome, group);
}

function answerOf({ values }: CodeRow, outcome: Answer['outcome'], group?: Open): Answer {
  return {
    outcome,
    group: group?.name ?? '',
    lead: values.lead,
    picture: outcome === 'shown' ? (group?.picture ?? null) : null,
  };
}
