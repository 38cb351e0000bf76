import type { BriefingContents } from '@huoshui/contracts/briefings';
import type { Words } from '@huoshui/contracts/words';
import { words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import { addDays, MINUTE_MS, shanghaiDay } from '../../../platform/calendar.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import { inTransaction } from '../../../platform/db.ts';
import { DomainError } from '../../../platform/errors.ts';
import { readForm } from '../../../platform/form/read.ts';
import { newId } from '../../../platform/ids.ts';
import { type Sweep, sweep } from '../../../platform/sweeps.ts';
import { askedNow, type QuestionRow, type Reports } from '../dashboards/question.ts';
import { addressNow } from './address-now.ts';
import { nextOf, type Plan } from './plan.ts';

/** Longer than all questions of a dashboard take: whoever has not made it by then is dead. */
const LEASE_MS = 30 * MINUTE_MS;
/** A briefing is read, not searched: the rest is in the console. */
const MOST_ROWS = 100;

type Due = Plan & {
  readonly id: string;
  readonly name: string;
  readonly language: 'zh' | 'en';
  readonly dashboardId: string | null;
  readonly questionId: string | null;
  readonly nextAt: Date;
};

/**
 * One briefing that is due is taken under a lease, its questions are asked of all that was told until then with no transaction open,
 * and the issue and its deliveries are written at once: one issue a day on which it was due. Of times that were missed, only the last is made up for.
 */
export const makeBriefings = (reports: Reports): Sweep =>
  sweep({
    name: 'analytics.make-briefings',
    due: sql`(select min(greatest(next_at, claimed_until)) from analytics.briefing where active)`,
    run: async (ctx, { catchUp }) => {
      const due = await take(ctx);
      if (due === null) return 0;
      await catchUp();
      const contents = await contentsOf(ctx, reports, due);
      await inTransaction(ctx, async (ctx) => issue(ctx, due, contents));
      return 1;
    },
  });

async function take(ctx: Ctx): Promise<Due | null> {
  const { rows } = await sql<Due>`
    update analytics.briefing set claimed_until = ${new Date(ctx.now().getTime() + LEASE_MS)} where id = (
      select id from analytics.briefing where active and greatest(next_at, claimed_until) <= ${ctx.now()}
      order by next_at, id limit 1 for no key update skip locked
    ) returning id, name, language, dashboard_id, question_id, plan, weekday, month_day, minute, next_at
  `.execute(ctx.db);
  return rows[0] ?? null;
}

/** Whoever changed the plan meanwhile has set another time: then this issue is not made. */
async function issue(ctx: Ctx, due: Due, contents: BriefingContents): Promise<void> {
  const { numAffectedRows } = await sql`
    update analytics.briefing set next_at = ${nextOf(due, ctx.now())}, claimed_until = null
    where id = ${due.id} and active and next_at = ${due.nextAt}
  `.execute(ctx.db);
  if (numAffectedRows === 0n) {
    await sql`update analytics.briefing set claimed_until = null where id = ${due.id}`.execute(ctx.db);
    return;
  }
  const id = newId('bri');
  const { rows } = await sql`
    insert into analytics.briefing_issue (id, briefing_id, due_on, name, language, contents, made_at)
    values (${id}, ${due.id}, ${shanghaiDay(due.nextAt)}::date, ${due.name}, ${due.language}, ${JSON.stringify(contents)}::jsonb, ${ctx.now()})
    on conflict (briefing_id, due_on) do nothing returning 1
  `.execute(ctx.db);
  if (rows.length === 0) return;
  // An inbox has it at once; a letter waits for the post.
  const { rows: readers } = await sql<{ who: string; operatorId: string | null; mailSealed: string | null }>`
    select who, operator_id, mail_sealed from analytics.briefing_reader where briefing_id = ${due.id} and stopped_at is null order by who
  `.execute(ctx.db);
  const ids = readers.map(() => newId('brd'));
  await sql`
    insert into analytics.briefing_delivery (id, issue_id, briefing_id, who, operator_id, mail_sealed, state, next_at, settled_at)
    select g.id, ${id}, ${due.id}, g.who, g.operator_id, g.mail_sealed, case when g.operator_id is null then 'waiting' else 'delivered' end,
      case when g.operator_id is null then ${ctx.now()}::timestamptz end, case when g.operator_id is null then null else ${ctx.now()}::timestamptz end
    from unnest(${ids}::text[], ${readers.map(({ who }) => who)}::text[], ${readers.map(({ operatorId }) => operatorId)}::text[],
      ${readers.map(({ mailSealed }) => mailSealed)}::text[]) as g (id, who, operator_id, mail_sealed)
    on conflict (issue_id, who) do nothing
  `.execute(ctx.db);
}

async function contentsOf(ctx: Ctx, reports: Reports, { dashboardId, questionId }: Due): Promise<BriefingContents> {
  const { rows: questions } = await sql<Pick<QuestionRow, 'name' | 'report' | 'asked' | 'address' | 'lastDays'>>`
    select q.name, q.report, q.asked, q.address, q.last_days from analytics.question q
    ${dashboardId === null ? sql`where q.id = ${questionId}` : sql`join analytics.tile t on t.question_id = q.id where t.dashboard_id = ${dashboardId} order by t.y, t.x`}
  `.execute(ctx.db);
  const sections: BriefingContents['sections'] = [];
  // One after the other: nobody waits, and the reports of people who do go first.
  for (const question of questions) sections.push(await sectionOf(ctx, reports, question));
  const { rows: anomalies } = await sql<{ sentence: Words }>`
    select sentence from analytics.anomaly where day = ${addDays(shanghaiDay(ctx.now()), -1)}::date order by figure
  `.execute(ctx.db);
  return { sections, anomalies: anomalies.map(({ sentence }) => sentence) };
}

type Asked = Pick<QuestionRow, 'name' | 'report' | 'asked' | 'address' | 'lastDays'>;

/** A question that cannot be answered today is told so, and holds up no other. */
async function sectionOf(ctx: Ctx, reports: Reports, { name, report: called, asked, address, lastDays }: Asked) {
  const report = reports().find((one) => one.name === called);
  const gone = words('这个分析已经不在了。', 'This question is not there any more.');
  if (!report) return { name, address, sentence: null, tables: [], fault: gone };
  const draft = askedNow(ctx, report, { values: asked, lastDays });
  const head = { name, address: addressNow(address, report.form.fields, draft, lastDays !== null) };
  try {
    const values = await readForm(ctx, report.form, draft);
    const tables = (await report.ask(ctx, values)).filter(({ rows }) => rows.length > 0);
    return {
      ...head,
      sentence: report.form.sentence(values, () => null),
      // Whom a number counts is not sent along, nor how it is drawn.
      tables: tables.map(({ key, words, columns, rows }) => ({
        key,
        words,
        columns: columns.map((column) => ({ ...column })),
        rows: rows.slice(0, MOST_ROWS).map((row) => [...row]),
      })),
      fault: null,
    };
  } catch (error) {
    ctx.log.warn({ err: error, report: called }, 'a question of a briefing could not be answered');
    const fault =
      error instanceof DomainError
        ? words(error.text.zh, error.text.en)
        : words('这次没有算出来。', 'This could not be computed.');
    return { ...head, sentence: null, tables: [], fault };
  }
}
