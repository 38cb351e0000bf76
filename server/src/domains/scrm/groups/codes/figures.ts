import type { RouteOut } from '@huoshui/contracts/contract';
import type { scrmGroupsContract } from '@huoshui/contracts/scrm-groups';
import { sql } from 'kysely';
import type { Ctx } from '../../../../platform/ctx.ts';
import type { PersonSet } from '../../../../platform/event-store/person-set.ts';
import { type Door, type DoorAsk, figuresOf, NO_FIGURES, personsOf, type WhoOfDoor } from '../../brought.ts';
import { scrmErrors } from '../../errors.ts';
import { type Days, stayOf } from '../growth.ts';
import { groupLimits } from '../limits.ts';
import type { GroupCodeValues } from './code-form.ts';

const door: Door = { opened: 'group.shown', entered: 'group.joined', key: 'groupCodeId' };

type Answer = RouteOut<(typeof scrmGroupsContract)['GET /api/admin/group-codes/:id/figures']>;

/** From the scan to the money, whole, by day and by lane, and who of those who joined stays. */
export async function figuresOfGroupCode(ctx: Ctx, id: string, range: Days): Promise<Answer> {
  const { rows } = await sql<{ values: GroupCodeValues }>`
    select values from scrm.group_code where id = ${id}
  `.execute(ctx.db);
  const [code] = rows;
  if (code === undefined) throw scrmErrors.error('group_code_not_found');
  const [{ whole, days, lanes }, stay] = await Promise.all([
    figuresOf(ctx, door, { range, id }),
    stayOf(ctx, sql`m.group_code_id = ${id}`, range),
  ]);
  // Visits of somebody for whom there was no lane are in the whole alone; a lane that nobody came by stands there with nothing.
  const told = new Map(lanes.map(({ lane, figures }) => [lane, figures]));
  const names = [...new Set([...code.values.lanes.map(({ lane }) => lane), ...told.keys()])].filter(
    (lane) => lane !== '',
  );
  return {
    whole,
    days,
    lanes: names.map((lane) => ({ lane, figures: told.get(lane) ?? NO_FIGURES })),
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
