import type { Words } from '@huoshui/contracts/words';
import type { momentState } from '@huoshui/contracts/words/moments';
import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import { scrmErrors } from '../errors.ts';
import type { MomentValues } from './moment-form.ts';

export type MomentRow = {
  readonly id: string;
  readonly no: number;
  readonly name: string;
  readonly values: MomentValues;
  readonly tagIds: readonly string[];
  readonly state: keyof typeof momentState;
  readonly planned: number;
  readonly shown: number;
  readonly trouble: Words | null;
  readonly startedAt: Date | null;
  readonly stopAt: Date | null;
  readonly followUntil: Date | null;
  readonly endedAt: Date | null;
  readonly createdAt: Date;
};

export const MOMENT = sql.raw(
  'id, no, name, values, tag_ids, state, planned, shown, trouble, started_at, stop_at, follow_until, ended_at, created_at',
);

/** Throws `scrm.moment_not_found`. */
export async function mustFindMoment(ctx: Ctx, id: string): Promise<MomentRow> {
  const { rows } = await sql<MomentRow>`select ${MOMENT} from scrm.moment where id = ${id}`.execute(ctx.db);
  const [row] = rows;
  if (row === undefined) throw scrmErrors.error('moment_not_found');
  return row;
}

/** A moment as the worker takes it up. */
export type Taken = Pick<MomentRow, 'id' | 'no' | 'name' | 'values' | 'tagIds' | 'stopAt' | 'followUntil'> & {
  readonly state: 'creating' | 'running' | 'stopped';
  readonly askedAt: Date | null;
  readonly lastAskedAt: Date | null;
  readonly jobId: string | null;
  readonly momentId: string | null;
  readonly madeAt: Date | null;
  readonly cancelledAt: Date | null;
  readonly tries: number;
};

/** The figures of these moments, by number. */
export async function momentTallies(ctx: Ctx, nos: readonly number[]) {
  const { rows } = await sql<{
    no: number;
    staff: number;
    published: number;
    likes: number;
    comments: number;
  }>`
    select m.no, count(s.userid) filter (where not s.refused)::int as staff, count(s.published_at)::int as published,
      coalesce(sum(s.likes), 0)::int as likes, coalesce(sum(s.comments), 0)::int as comments
    from scrm.moment m left join scrm.moment_sender s on s.moment_no = m.no where m.no = any(${[...nos]}::int[]) group by m.no
  `.execute(ctx.db);
  return new Map(rows.map((row) => [row.no, row]));
}
