import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import type { FittedBuying } from './buying-model.ts';
import type { FittedSpending } from './spending-model.ts';
import type { Interval, Spread } from './spread.ts';

/** How well a model that knew nothing of the last days foretold them. */
export type Calibration = {
  readonly days: number;
  /** Where all that came had to lie with 95 %; null where the fit says nothing of its errors, absent in models from before. */
  readonly interval?: Interval | null;
  /** By purchases after the first until then; the last row is of so many or more. */
  readonly rows: readonly {
    readonly repeats: number;
    readonly members: number;
    readonly expected: number;
    readonly bought: number;
  }[];
};

export type ValueModel = {
  /** The business day whose beginning it knows. */
  readonly day: string;
  readonly buying: FittedBuying;
  /** Null where nobody came again and paid something. */
  readonly spending: FittedSpending | null;
  /** How far the fit may be off; null where the data say too little, absent in models from before. */
  readonly spread?: Spread | null;
  readonly calibration: Calibration | null;
};

/** The model that is asked; null until there are buyers enough. */
export async function readModel(ctx: Ctx): Promise<ValueModel | null> {
  const { rows } = await sql<{ model: ValueModel }>`
    select model from audiences.value_model order by day desc limit 1
  `.execute(ctx.db);
  return rows[0]?.model ?? null;
}

export async function keepModel(ctx: Ctx, model: ValueModel): Promise<void> {
  await sql`
    insert into audiences.value_model (day, fitted_at, model) values (${model.day}, ${ctx.now()}, ${JSON.stringify(model)}::jsonb)
    on conflict (day) do update set fitted_at = excluded.fitted_at, model = excluded.model
  `.execute(ctx.db);
}
