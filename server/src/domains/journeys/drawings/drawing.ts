import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import type { Definition } from '../definition.ts';
import { journeyErrors } from '../errors.ts';
import type { Places } from '../queries.ts';

/** A journey as it is being drawn, as it is stored. */
export type Drawing = {
  readonly id: string;
  readonly journeyNo: number;
  readonly journeyId: string;
  /** What its arms and splits are drawn with. */
  readonly salt: string;
  readonly name: string;
  readonly definition: Definition;
  readonly places: Places;
  readonly base: number | null;
  readonly saves: number;
  readonly changedBy: string;
  readonly changedAt: Date;
  readonly sittingSince: Date;
};

const COLUMNS = sql`d.id, d.journey_no, j.id as journey_id, coalesce(j.playbook, j.id) as salt, d.name, d.definition, d.places, d.base, d.saves, d.changed_by,
  d.changed_at, d.sitting_since`;

export async function mustFindDrawing(ctx: Ctx, id: string): Promise<Drawing> {
  const { rows } = await sql<Drawing>`
    select ${COLUMNS} from journeys.drawing d join journeys.journey j on j.no = d.journey_no where d.id = ${id}
  `.execute(ctx.db);
  if (!rows[0]) throw journeyErrors.error('drawing_not_found');
  return rows[0];
}

export async function findDrawingOf(ctx: Ctx, journeyNo: number): Promise<Drawing | undefined> {
  const { rows } = await sql<Drawing>`
    select ${COLUMNS} from journeys.drawing d join journeys.journey j on j.no = d.journey_no where d.journey_no = ${journeyNo}
  `.execute(ctx.db);
  return rows[0];
}

/** Nothing yet: whoever draws says what brings people in, and what comes then. */
export const BLANK: Definition = {
  trigger: { kind: '', values: {} },
  start: 'first',
  nodes: [],
  goal: null,
  exitOnGoal: true,
  reentry: { kind: 'never' },
  holdout: 10,
  budgetId: null,
};
