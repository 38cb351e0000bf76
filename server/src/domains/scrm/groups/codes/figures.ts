import type { RouteOut } from '@huoshui/contracts/contract';
import type { scrmGroupsContract } from '@huoshui/contracts/scrm-groups';
import { sql } from 'kysely';
import type { Ctx } from '../../../../platform/ctx.ts';
import type { PersonSet } from '../../../../platform/event-store/person-set.ts';
import { type Door, type DoorAsk, figuresOf, personsOf, type WhoOfDoor } from '../../brought.ts';
import { scrmErrors } from '../../errors.ts';
import { type Days, stayOf } from '../growth.ts';
import { groupLimits } from '../limits.ts';

const door: Door = { opened: 'group.shown', entered: 'group.joined', key: 'groupCodeId' };

type Answer = RouteOut<(typeof scrmGroupsContract)['GET /api/admin/group-codes/:id/figures']>;

/** From the scan to the money, whole, by day and by lane, and who of those who joined stays. */
export async function figuresOfGroupCode(ctx: Ctx, id: string, range: Days): Promise<Answer> {
  const { rows } = await sql`select from scrm.group_code where id = ${id}`.execute(ctx.db);
  if (rows.length === 0) throw scrmErrors.error('group_code_not_found');
  const [{ whole, days, lanes }, stay] = await Promise.all([
    figuresOf(ctx, door, { range, id }),
    stayOf(ctx, sql`m.group_code_id = ${id}`, range),
  ]);
  // Visits of somebody for whom there was no lane are in the whole alone.
  return {
    whole,
    days,
    lanes: lanes.filter(({ lane }) => lane !== ''),
    stay,
    limits: groupLimits.map((limit) => ({ ...limit })),
  };
}

export async function personsOfGroupCode(
  ctx: Ctx,
  asked: DoorAsk & { readonly lane: string | null },
  who: WhoOfDoor,
): Promise<PersonSet> {
  return personsOf(ctx, door, asked, who);
}
