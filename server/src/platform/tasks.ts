import type { Words } from '@huoshui/contracts/words';
import type { taskState } from '@huoshui/contracts/words/shop';
import { sql } from 'kysely';
import type { Ctx } from './ctx.ts';

type State = keyof typeof taskState;

type Row = {
  id: string;
  kind: string;
  title: Words;
  state: State;
  done: number;
  total: number | null;
  message: Words | null;
  resultUrl: string | null;
  startedAt: Date;
  finishedAt: Date | null;
};

export type TaskReport = {
  readonly kind: string;
  readonly title: Words;
  readonly state: State;
  readonly done: number;
  readonly total: number | null;
  readonly message: Words | null;
  readonly resultUrl?: string | null;
};

/** Long work as the console's task centre shows it; the same id again is the same work, further on. */
export async function putTask(ctx: Ctx, id: string, report: TaskReport) {
  const finishedAt = report.state === 'running' ? null : ctx.now();
  const { rows } = await sql<Row>`
    insert into platform.task (id, kind, title, state, done, total, message, result_url, started_at, finished_at)
    values (${id}, ${report.kind}, ${JSON.stringify(report.title)}::jsonb, ${report.state}, ${report.done}, ${report.total},
      ${report.message && JSON.stringify(report.message)}::jsonb,
      ${report.resultUrl ?? null}, ${ctx.now()}, ${finishedAt})
    on conflict (id) do update set title = excluded.title, state = excluded.state, done = excluded.done,
      total = excluded.total, message = excluded.message, result_url = excluded.result_url, finished_at = excluded.finished_at
    returning *
  `.execute(ctx.db);
  return present(rows[0] ?? { ...report, id, resultUrl: null, startedAt: ctx.now(), finishedAt });
}

/** How far the simulated shoppers are with filling the demo; null when none are at it. */
export async function demoProgress(ctx: Ctx): Promise<{ done: number; total: number | null } | null> {
  const { rows } = await sql<{ done: number; total: number | null }>`
    select done, total from platform.task where kind = 'rehearsal' and state = 'running' limit 1
  `.execute(ctx.db);
  return rows[0] ?? null;
}

export async function recentTasks(ctx: Ctx) {
  const { rows } = await sql<Row>`select * from platform.task order by started_at desc limit 20`.execute(ctx.db);
  return rows.map(present);
}

function present(row: Row) {
  return { ...row, startedAt: row.startedAt.toISOString(), finishedAt: row.finishedAt?.toISOString() ?? null };
}
