import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import { newId } from '../../../platform/ids.ts';
import { createJourney, mustFind, whoActs } from '../change.ts';
import { journeyErrors } from '../errors.ts';
import type { Kit } from '../kit.ts';
import type { JourneyRecord } from '../queries.ts';
import { BLANK, type Drawing, findDrawingOf, mustFindDrawing } from './drawing.ts';

/** A journey from nothing. Inside a transaction, as all of these. */
export async function startDrawing(ctx: Ctx, kit: Kit, name: string): Promise<Drawing> {
  return open(ctx, await createJourney(ctx, kit, { name, definition: BLANK }));
}

/** What somebody draws of it already, or a drawing of what stands now. */
export async function openDrawing(ctx: Ctx, journeyId: string): Promise<Drawing> {
  const journey = await mustFind(ctx, journeyId);
  if (journey.state === 'ended') throw journeyErrors.error('wrong_state');
  return (await findDrawingOf(ctx, journey.no)) ?? open(ctx, journey);
}

/** Two who open it at once get the same one. */
async function open(ctx: Ctx, { no, name, state, version, definition, places }: JourneyRecord): Promise<Drawing> {
  const { rows } = await sql<{ id: string }>`
    insert into journeys.drawing as d
      (id, journey_no, name, definition, places, base, changed_by, changed_at, sitting_since)
    values (${newId('drw')}, ${no}, ${name}, ${JSON.stringify(definition)}::jsonb, ${JSON.stringify(places)}::jsonb,
      ${state === 'draft' ? null : version}, ${whoActs(ctx)}, ${ctx.now()}, ${ctx.now()})
    on conflict (journey_no) do update set changed_by = d.changed_by
    returning id
  `.execute(ctx.db);
  return mustFindDrawing(ctx, rows[0]?.id ?? '');
}
