import type { Words } from '@huoshui/contracts/words';
import type { massLeftOut, massState } from '@huoshui/contracts/words/mass';
import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import type { MassValues } from './mass-form.ts';

export type MassRow = {
  readonly id: string;
  readonly no: number;
  readonly name: string;
  readonly values: MassValues;
  readonly state: keyof typeof massState;
  readonly planNo: number;
  readonly audience: number | null;
  readonly leftOut: Readonly<Partial<Record<keyof typeof massLeftOut, number>>>;
  readonly trouble: Words | null;
  readonly plannedAt: Date | null;
  readonly startedAt: Date | null;
  readonly stopAt: Date | null;
  readonly endedAt: Date | null;
  readonly createdAt: Date;
};

export const MASS = sql.raw(
  'id, no, name, values, state, plan_no, audience, left_out, trouble, planned_at, started_at, stop_at, ended_at, created_at',
);

export async function findMass(ctx: Ctx, id: string): Promise<MassRow | undefined> {
  const { rows } = await sql<MassRow>`select ${MASS} from scrm.mass where id = ${id}`.execute(ctx.db);
  return rows[0];
}

/** A part of a mass send as the worker takes it up. */
export type Taken = {
  readonly id: string;
  readonly massId: string;
  readonly massNo: number;
  readonly mass: string;
  readonly values: MassValues & { readonly page?: string };
  readonly userid: string;
  readonly part: number;
  readonly state: 'waiting' | 'creating' | 'offered';
  readonly msgid: string | null;
  readonly askedAt: Date | null;
  readonly madeAt: Date | null;
  readonly stopAt: Date | null;
  readonly tries: number;
  readonly remindAt: Date | null;
  readonly stopping: boolean;
  readonly cancelledAt: Date | null;
};

export type Tally = {
  readonly targets: number;
  readonly sent: number;
  readonly notFriend: number;
  readonly limit: number;
  readonly unsent: number;
  readonly failed: number;
};

/** Sums of the parts of these mass sends, by number. */
export async function talliesOf(ctx: Ctx, nos: readonly number[]) {
  const { rows } = await sql<
    Tally & { no: number; staff: number; confirmed: number; lateLeftOut: number; byOthers: number }
  >`
    select t.mass_no as no, sum(t.targets)::int as targets, sum(t.sent)::int as sent, sum(t.not_friend)::int as not_friend,
      sum(t.over_limit)::int as limit, sum(t.unsent)::int as unsent, sum(t.failed)::int as failed, sum(t.left_out)::int as late_left_out,
      sum(t.by_others)::int as by_others,
      count(distinct coalesce(s.userid, nullif(t.userid, '')))::int as staff,
      count(distinct s.userid) filter (where s.confirmed_at is not null)::int as confirmed
    from scrm.mass_task t left join scrm.mass_sender s on s.task_id = t.id where t.mass_no = any(${[...nos]}::int[]) group by t.mass_no
  `.execute(ctx.db);
  return new Map(rows.map((row) => [row.no, row]));
}
