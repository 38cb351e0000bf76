import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import { editJourney, mustFind, refuseProblems, setState } from '../change.ts';
import { journeyErrors } from '../errors.ts';
import { holdTelling } from '../hear.ts';
import type { Kit } from '../kit.ts';
import { moveRuns, type NodeMap } from '../move-runs.ts';
import type { JourneyRecord } from '../queries.ts';
import { mustFindDrawing } from './drawing.ts';

type Publication = { readonly saves: number; readonly start: boolean; readonly move: NodeMap | null };

/**
 * What was drawn becomes the next version: who comes in from now on goes by it, and those under way as `move` says. Refused
 * while anything is wrong with it, and when somebody has saved it since it was seen.
 */
export async function publishDrawing(
  ctx: Ctx,
  kit: Kit,
  id: string,
  { saves, start, move }: Publication,
): Promise<{ readonly journey: JourneyRecord; readonly moved: number }> {
  if (move) await holdTelling(ctx);
  const drawing = await mustFindDrawing(ctx, id);
  const { name, definition, places } = drawing;
  await refuseProblems(ctx, kit, definition, { id: drawing.journeyId, name });
  // Of a save and a publication that meet, or of two publications, one finds the drawing as it saw it.
  const { rows } = await sql`
    delete from journeys.drawing where id = ${id} and saves = ${saves} returning id
  `.execute(ctx.db);
  if (rows.length === 0) throw journeyErrors.error('drawing_changed', { by: drawing.changedBy });
  const edited = await editJourney(ctx, kit, drawing.journeyId, { name, definition, places });
  const moved = move && edited.state !== 'draft' ? await moveRuns(ctx, kit, edited, null, move) : 0;
  const starts = start && edited.state === 'draft';
  return { journey: starts ? await setState(ctx, kit, edited.id, 'live') : await mustFind(ctx, edited.id), moved };
}
