import type { SavedQuestion } from '@huoshui/contracts/dashboards';
import type { Draft } from '@huoshui/contracts/form';
import { sql } from 'kysely';
import { addDays, shanghaiDay } from '../../../platform/calendar.ts';
import { countUpTo } from '../../../platform/count.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import { decodeCursor, toPage } from '../../../platform/cursor.ts';
import { readForm } from '../../../platform/form/read.ts';
import { newId } from '../../../platform/ids.ts';
import type { Report } from '../../../platform/report/report.ts';
import { analyticsErrors } from '../errors.ts';
import { meOf, mineOrShared } from './mine.ts';

export type QuestionRow = {
  readonly id: string;
  readonly name: string;
  readonly report: string;
  readonly asked: Draft;
  readonly address: string;
  readonly lastDays: number | null;
  readonly shared: boolean;
  readonly ownerId: string;
  readonly ownerName: string;
  readonly dashboards: number;
  readonly createdAt: Date;
};

export type NewQuestion = {
  readonly name: string;
  readonly report: string;
  readonly values: Draft;
  readonly address: string;
  readonly lastDays: number | null;
  readonly shared: boolean;
};

/** Every report that is mounted. */
export type Reports = () => readonly Report[];

/** @throws analytics.no_report, platform.bad_form, analytics.not_yours */
export async function saveQuestion(ctx: Ctx, reports: Reports, given: NewQuestion): Promise<SavedQuestion> {
  const report = reportOf(reports, given.report);
  await readForm(ctx, report.form, askedNow(ctx, report, given));
  const [id, me] = [newId('qst'), meOf(ctx)];
  await sql`
    insert into analytics.question (id, name, report, asked, address, last_days, shared, owner_id, owner_name, created_at)
    values (${id}, ${given.name.trim()}, ${given.report}, ${JSON.stringify(given.values)}::jsonb, ${given.address}, ${given.lastDays},
      ${given.shared}, ${me.id}, ${me.name}, ${ctx.now()})
  `.execute(ctx.db);
  return readQuestion(ctx, id);
}

export async function changeQuestion(
  ctx: Ctx,
  id: string,
  {
    name,
    lastDays,
    shared,
  }: {
    readonly name?: string | undefined;
    readonly lastDays?: number | null | undefined;
    readonly shared?: boolean | undefined;
  },
): Promise<SavedQuestion> {
  const changed = await sql`
    update analytics.question set name = coalesce(${name?.trim() ?? null}, name), shared = coalesce(${shared ?? null}::boolean, shared),
      last_days = case when ${lastDays === undefined} then last_days else ${lastDays ?? null}::int end
    where id = ${id} and owner_id = ${meOf(ctx).id}
  `.execute(ctx.db);
  if (changed.numAffectedRows === 0n) await refuse(ctx, id);
  return readQuestion(ctx, id);
}

export async function forgetQuestion(ctx: Ctx, id: string): Promise<string> {
  const { rows } = await sql<{ name: string }>`
    delete from analytics.question where id = ${id} and owner_id = ${meOf(ctx).id} returning name
  `.execute(ctx.db);
  return rows[0]?.name ?? refuse(ctx, id);
}

/** What is another's can be seen but not changed; what cannot be seen is not there. */
async function refuse(ctx: Ctx, id: string): Promise<never> {
  const { name } = await readQuestion(ctx, id);
  throw analyticsErrors.error('not_yours', { name });
}

const columns =
  sql.raw(`q.id, q.name, q.report, q.asked, q.address, q.last_days, q.shared, q.owner_id, q.owner_name, q.created_at,
  (select count(*)::int from analytics.tile t where t.question_id = q.id) as dashboards`);

/** @throws analytics.no_question */
export async function readQuestion(ctx: Ctx, id: string): Promise<SavedQuestion> {
  const { rows } = await sql<QuestionRow>`
    select ${columns} from analytics.question q where q.id = ${id} and ${mineOrShared(ctx, 'q')}
  `.execute(ctx.db);
  if (!rows[0]) throw analyticsErrors.error('no_question', { id });
  return presentQuestion(ctx, rows[0]);
}

type Asked = {
  readonly q?: string | undefined;
  readonly report?: string | undefined;
  readonly cursor?: string | undefined;
  readonly limit?: number | undefined;
};

export async function listQuestions(ctx: Ctx, { q, report, cursor, limit = 20 }: Asked) {
  const after = decodeCursor(cursor, ['text'])?.[0] ?? null;
  const which = sql`${mineOrShared(ctx, 'q')} and (${q?.trim() || null}::text is null or strpos(lower(q.name), lower(${q?.trim() || null})) > 0)
    and (${report ?? null}::text is null or q.report = ${report ?? null})`;
  const { rows } = await sql<QuestionRow>`
    select ${columns} from analytics.question q where ${which} and (${after}::text is null or q.id < ${after}) order by q.id desc limit ${limit + 1}
  `.execute(ctx.db);
  const page = toPage(
    rows,
    limit,
    (row) => [row.id],
    (row) => presentQuestion(ctx, row),
  );
  return after === null
    ? { ...page, ...(await countUpTo(ctx, 10_000, sql`select from analytics.question q where ${which}`)) }
    : page;
}

/** The questions of a dashboard, each whoever owns it: sharing a dashboard shares what stands on it. */
export async function questionsOn(ctx: Ctx, dashboardId: string): Promise<ReadonlyMap<string, SavedQuestion>> {
  const { rows } = await sql<QuestionRow>`
    select ${columns} from analytics.question q join analytics.tile on question_id = q.id where dashboard_id = ${dashboardId}
  `.execute(ctx.db);
  return new Map(rows.map((row) => [row.id, presentQuestion(ctx, row)]));
}

function presentQuestion(ctx: Ctx, { asked, ownerId, ownerName, createdAt, ...row }: QuestionRow): SavedQuestion {
  return {
    ...row,
    values: { ...asked },
    mine: ownerId === meOf(ctx).id,
    owner: ownerName,
    createdAt: createdAt.toISOString(),
  };
}

/** @throws analytics.no_report */
export function reportOf(reports: Reports, name: string): Report {
  const report = reports().find((one) => one.name === name);
  if (!report) throw analyticsErrors.error('no_report', { name });
  return report;
}

/** What it asks today: days that move with the calendar end with today; those of a comparison, asked beside another choice, stay. */
export function askedNow(
  ctx: Pick<Ctx, 'now'>,
  { form }: Report,
  { values, lastDays }: { readonly values: Draft; readonly lastDays: number | null },
): Draft {
  if (lastDays === null) return values;
  const to = shanghaiDay(ctx.now());
  const days = form.fields.filter(({ kind, when }) => kind === 'day_range' && when === undefined);
  return { ...values, ...Object.fromEntries(days.map(({ key }) => [key, { from: addDays(to, 1 - lastDays), to }])) };
}
