import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import { editJourney, mustFind, whoActs } from '../change.ts';
import type { Definition } from '../definition.ts';
import { journeyErrors } from '../errors.ts';
import type { Kit } from '../kit.ts';
import type { Places } from '../queries.ts';
import { mustFindDrawing } from './drawing.ts';

/** Saves of one operator with less than this between them are one sitting: the audit log tells a sitting once. */
const SITTING_MINUTES = 30;

type Drawn = { readonly name: string; readonly definition: Definition; readonly places: Places };

/**
 * Keep what was drawn, sound or not. Of a journey that has never been published it is also what its page shows, and what a
 * copy copies; of any other, nothing of what runs changes.
 */
export async function saveDrawing(ctx: Ctx, kit: Kit, id: string, { name, definition, places }: Drawn): Promise<void> {
  const drawing = await mustFindDrawing(ctx, id);
  const journey = await mustFind(ctx, drawing.journeyId);
  if (journey.state === 'ended') throw journeyErrors.error('wrong_state');
  const by = whoActs(ctx);
  const there = Object.fromEntries(definition.nodes.flatMap(({ key }) => (places[key] ? [[key, places[key]]] : [])));
  const { numAffectedRows } = await sql`
    update journeys.drawing set name = ${name}, definition = ${JSON.stringify(definition)}::jsonb,
      places = ${JSON.stringify(there)}::jsonb, saves = saves + 1, changed_by = ${by}, changed_at = ${ctx.now()},
      sitting_since = case
        when saves > 0 and changed_by = ${by} and changed_at > ${ctx.now()}::timestamptz - ${SITTING_MINUTES} * interval '1 minute'
        then sitting_since else ${ctx.now()} end
    where id = ${id}
  `.execute(ctx.db);
  // It was published in the meantime: what is drawn here belongs into the next one.
  if (Number(numAffectedRows) === 0) throw journeyErrors.error('drawing_not_found');
  if (journey.state === 'draft') await editJourney(ctx, kit, journey.id, { name, definition, places: there });
}

/** Throw it away: what runs goes on as it is. One that was never published is ended instead. */
export async function discardDrawing(ctx: Ctx, journeyId: string): Promise<void> {
  const journey = await mustFind(ctx, journeyId);
  if (journey.state === 'draft') throw journeyErrors.error('wrong_state');
  await sql`delete from journeys.drawing where journey_no = ${journey.no}`.execute(ctx.db);
}
