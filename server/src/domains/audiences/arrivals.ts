import { sql } from 'kysely';
import { DAY_MS } from '../../platform/calendar.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { inTransaction } from '../../platform/db.ts';
import { sweep } from '../../platform/sweeps.ts';
import type { Apply, StartsByStage } from './change-rules.ts';
import { arrivalStarted } from './events.ts';
import type { Stage } from './lifecycle.ts';
import { stageOf } from './standings.ts';

export type Arrivals = {
  /** Who came with a file and is undecided. */
  readonly members: number;
  readonly stages: readonly { readonly stage: Stage; readonly members: number }[];
  /** Of these, whom silence alone moves within a day. */
  readonly tomorrow: number;
  /** What would start for whom. */
  readonly begins: readonly { readonly stage: Stage; readonly name: string; readonly members: number }[];
  /** A decision is being carried out. */
  readonly deciding: boolean;
};

/** Buyers who came with imports and of whom nobody has said yet whether journeys start for them. */
export async function readArrivals(ctx: Ctx, starts: StartsByStage): Promise<Arrivals> {
  const tomorrow = new Date(ctx.now().getTime() + DAY_MS);
  const [{ rows }, pass, begins] = await Promise.all([
    sql<{ stage: string; members: number; tomorrow: number }>`
      select stage, count(*)::int as members, (count(*) filter (where due_at <= ${tomorrow}))::int as tomorrow
      from audiences.standing where arrival = 'undecided' group by stage order by 2 desc, 1
    `.execute(ctx.db),
    sql`select from audiences.arrivals_pass`.execute(ctx.db),
    starts(ctx),
  ]);
  const stages = rows.map(({ stage, members }) => ({ stage: stageOf(stage), members }));
  return {
    members: stages.reduce((sum, one) => sum + one.members, 0),
    stages,
    tomorrow: rows.reduce((sum, one) => sum + one.tomorrow, 0),
    begins: begins.flatMap(({ stage, name }) => {
      const found = stages.find((one) => one.stage === stage);
      return found ? [{ ...found, name }] : [];
    }),
    deciding: pass.rows.length > 0,
  };
}

/**
 * Say what becomes of them; a sweep carries it out. `start`: what begins at the stage they are in begins now, and they are as
 * everybody else from then on. `silent`: nothing begins for them by silence, until they buy here.
 */
export async function decideArrivals(ctx: Ctx, apply: Apply, starts: StartsByStage): Promise<Arrivals> {
  await sql`
    insert into audiences.arrivals_pass (apply, next_no, due_at) values (${apply}, 0, ${ctx.now()})
    on conflict (only_row) do update set apply = excluded.apply, due_at = excluded.due_at
  `.execute(ctx.db);
  return readArrivals(ctx, starts);
}

export const applyArrivals = sweep({
  name: 'audiences.apply-arrivals',
  due: sql`(select due_at from audiences.arrivals_pass)`,
  run: async (ctx) =>
    inTransaction(ctx, async (ctx) => {
      const pass = await lockPass(ctx);
      if (!pass) return 0;
      const decided = await decideSome(ctx, pass);
      const last = decided.at(-1);
      await (last && decided.length === AT_ONCE
        ? sql`update audiences.arrivals_pass set next_no = ${last.personNo}`
        : sql`delete from audiences.arrivals_pass`
      ).execute(ctx.db);
      if (pass.apply === 'start')
        for (const { personNo, memberId, stage } of decided)
          ctx.emit(arrivalStarted, { personNo, payload: { memberId, stage } });
      return Math.max(1, decided.length);
    }),
});

const AT_ONCE = 5000;

type Pass = { readonly apply: Apply; readonly nextNo: number };
type Decided = { readonly personNo: number; readonly memberId: string; readonly stage: string };

async function lockPass(ctx: Ctx): Promise<Pass | undefined> {
  const { rows } = await sql<Pass>`
    select apply, next_no from audiences.arrivals_pass where due_at <= ${ctx.now()} for update skip locked
  `.execute(ctx.db);
  return rows[0];
}

async function decideSome(ctx: Ctx, { apply, nextNo }: Pass): Promise<readonly Decided[]> {
  const { rows } = await sql<Decided>`
    with chosen as (
      select person_no from audiences.standing
      where arrival = 'undecided' and person_no > ${nextNo} order by person_no limit ${AT_ONCE} for update
    )
    update audiences.standing s set arrival = ${apply === 'silent' ? 'silent' : null}
    from chosen where s.person_no = chosen.person_no
    returning s.person_no, s.member_id, s.stage
  `.execute(ctx.db);
  return rows.toSorted((a, b) => a.personNo - b.personNo);
}
