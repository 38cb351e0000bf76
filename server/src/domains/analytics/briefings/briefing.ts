import type { Briefing, briefingContract } from '@huoshui/contracts/briefings';
import type { RouteIn } from '@huoshui/contracts/contract';
import type { Draft } from '@huoshui/contracts/form';
import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import { readForm } from '../../../platform/form/read.ts';
import { newId } from '../../../platform/ids.ts';
import { meOf, mineOrShared } from '../dashboards/mine.ts';
import { analyticsErrors } from '../errors.ts';
import { briefingForm } from './briefing-form.ts';
import { readBriefing } from './list.ts';
import { nextOf } from './plan.ts';
import { mailContext, whoOfMail, whoOfStaff } from './who.ts';

type Of = RouteIn<(typeof briefingContract)['POST /api/admin/briefings']>['body']['of'];

/** Of what she may see herself. @throws platform.bad_form, analytics.no_dashboard, analytics.no_question */
export async function createBriefing(ctx: Ctx, of: Of, draft: Draft): Promise<Briefing> {
  const { staff, mails, ...values } = await readBriefingForm(ctx, draft);
  await refuseUnseen(ctx, of);
  const id = newId('brf');
  const [dashboardId, questionId] = of.kind === 'dashboard' ? [of.id, null] : [null, of.id];
  await sql`
    insert into analytics.briefing (id, name, dashboard_id, question_id, plan, weekday, month_day, minute, language, active, next_at, owner_name, created_at)
    values (${id}, ${values.name}, ${dashboardId}, ${questionId}, ${values.plan}, ${values.weekday}, ${values.monthDay}, ${values.minute},
      ${values.language}, ${values.active}, ${nextOf(values, ctx.now())}, ${meOf(ctx).name}, ${ctx.now()})
  `.execute(ctx.db);
  await putReaders(ctx, id, staff, mails);
  return readBriefing(ctx, id);
}

/** @throws platform.bad_form, analytics.no_briefing */
export async function changeBriefing(ctx: Ctx, id: string, draft: Draft): Promise<Briefing> {
  const { staff, mails, ...values } = await readBriefingForm(ctx, draft);
  const { numAffectedRows } = await sql`
    update analytics.briefing set name = ${values.name}, plan = ${values.plan}, weekday = ${values.weekday}, month_day = ${values.monthDay},
      minute = ${values.minute}, language = ${values.language}, active = ${values.active}, next_at = ${nextOf(values, ctx.now())}
    where id = ${id}
  `.execute(ctx.db);
  if (numAffectedRows === 0n) throw analyticsErrors.error('no_briefing', { id });
  await putReaders(ctx, id, staff, mails);
  return readBriefing(ctx, id);
}

export async function forgetBriefing(ctx: Ctx, id: string): Promise<void> {
  const { numAffectedRows } = await sql`delete from analytics.briefing where id = ${id}`.execute(ctx.db);
  if (numAffectedRows === 0n) throw analyticsErrors.error('no_briefing', { id });
}

async function readBriefingForm(ctx: Ctx, draft: Draft) {
  const { staff, mails, weekday, ...values } = await readForm(ctx, briefingForm, draft);
  return { ...values, weekday: weekday === null ? null : Number(weekday), staff: staff ?? [], mails: mails ?? [] };
}

async function refuseUnseen(ctx: Ctx, { kind, id }: Of): Promise<void> {
  const { rows } = await (kind === 'dashboard'
    ? sql`select from analytics.dashboard d where id = ${id} and ${mineOrShared(ctx, 'd')}`
    : sql`select from analytics.question q where id = ${id} and ${mineOrShared(ctx, 'q')}`
  ).execute(ctx.db);
  if (rows.length > 0) return;
  throw kind === 'dashboard'
    ? analyticsErrors.error('no_dashboard', { id })
    : analyticsErrors.error('no_question', { id });
}

/** These and no others; who said that she wants no more stays so. */
async function putReaders(ctx: Ctx, id: string, staff: readonly string[], mails: readonly string[]): Promise<void> {
  const readers = [
    ...staff.map((operatorId) => ({ who: whoOfStaff(operatorId), operatorId, sealed: null })),
    ...[...new Set(mails)].map((mail) => ({
      who: whoOfMail(ctx, mail),
      operatorId: null,
      sealed: ctx.crypto.encrypt(mail, mailContext(id)),
    })),
  ];
  const whos = readers.map(({ who }) => who);
  await sql`delete from analytics.briefing_reader where briefing_id = ${id} and who != all(${whos}::text[])`.execute(
    ctx.db,
  );
  await sql`
    insert into analytics.briefing_reader (briefing_id, who, operator_id, mail_sealed)
    select distinct on (who) ${id}, * from unnest(${whos}::text[], ${readers.map(({ operatorId }) => operatorId)}::text[],
      ${readers.map(({ sealed }) => sealed)}::text[]) as given (who, operator_id, mail_sealed)
    on conflict (briefing_id, who) do nothing
  `.execute(ctx.db);
}
