import type { RouteIn, RouteOut } from '@huoshui/contracts/contract';
import type { Draft } from '@huoshui/contracts/form';
import type { massContract } from '@huoshui/contracts/mass';
import { valuesOf } from '@huoshui/contracts/words';
import { massLeftOut } from '@huoshui/contracts/words/mass';
import { sql } from 'kysely';
import { DAY_MS } from '../../../platform/calendar.ts';
import { countUpTo } from '../../../platform/count.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import { decodeCursor, toPage } from '../../../platform/cursor.ts';
import { pickedByForm } from '../../../platform/form/check.ts';
import { type Picks, pickNames } from '../../../platform/form/names.ts';
import { readForm } from '../../../platform/form/read.ts';
import { newId } from '../../../platform/ids.ts';
import { scrmErrors } from '../errors.ts';
import type { MassForm } from './mass-form.ts';
import { queuePlan } from './plan.ts';
import { findMass, MASS, type MassRow, talliesOf } from './queries.ts';

type Shape = (typeof massContract)['GET /api/admin/mass-sends'];
type Shown = RouteOut<Shape>['items'][number];

/** It is planned at once: who gets it from whom is told before anything is made. Throws `platform.bad_form`, `scrm.mass_name_taken`. */
export async function createMass(ctx: Ctx, form: MassForm, draft: Draft): Promise<Shown> {
  const values = await readForm(ctx, form, draft);
  const id = newId('mss');
  const { rows } = await sql`
    insert into scrm.mass (id, name, values, state, created_at) values (${id}, ${values.name}, ${JSON.stringify(values)}::jsonb, 'planning', ${ctx.now()})
    on conflict (lower(name)) do nothing returning id
  `.execute(ctx.db);
  if (rows.length === 0) throw scrmErrors.error('mass_name_taken');
  await queuePlan(ctx, { id, planNo: 0 });
  return readMass(ctx, form, id);
}

/** While nothing was made. Throws `scrm.mass_began`. */
export async function changeMass(ctx: Ctx, form: MassForm, id: string, draft: Draft): Promise<Shown> {
  const stored = await mustFind(ctx, id);
  const values = await readForm(ctx, form, draft, { stored: stored.values });
  const { rows: taken } =
    await sql`select from scrm.mass where lower(name) = lower(${values.name}) and id <> ${id}`.execute(ctx.db);
  if (taken.length > 0) throw scrmErrors.error('mass_name_taken');
  const { rows } = await sql<{ planNo: number }>`
    update scrm.mass set name = ${values.name}, values = ${JSON.stringify(values)}::jsonb, state = 'planning', plan_no = plan_no + 1, trouble = null
    where id = ${id} and started_at is null returning plan_no
  `.execute(ctx.db);
  const [changed] = rows;
  if (changed === undefined) throw scrmErrors.error('mass_began');
  await queuePlan(ctx, { id, planNo: changed.planNo });
  return readMass(ctx, form, id);
}

/** Staff are asked, as it was planned: once. `expected`: for how many whoever starts it was told it is. */
export async function startMass(ctx: Ctx, form: MassForm, id: string, expected: number): Promise<Shown> {
  const { no, values, state } = await mustFind(ctx, id);
  const targets = (await talliesOf(ctx, [no])).get(no)?.targets ?? 0;
  if (state === 'planned' && targets !== expected) throw scrmErrors.error('mass_grew');
  const stopAt = new Date(ctx.now().getTime() + values.waitDays * DAY_MS);
  const { rows } = await sql`
    update scrm.mass set state = 'running', started_at = ${ctx.now()}, stop_at = ${stopAt}
    where id = ${id} and state = 'planned' and exists (select from scrm.mass_task t where t.mass_no = mass.no) returning id
  `.execute(ctx.db);
  if (rows.length === 0) throw scrmErrors.error('mass_not_ready');
  await sql`update scrm.mass_task set due_at = ${ctx.now()} where mass_no = ${no} and state = 'waiting'`.execute(
    ctx.db,
  );
  return readMass(ctx, form, id);
}

/** What nobody has sent is stopped; what is out already cannot be taken back. */
export async function stopMass(ctx: Ctx, form: MassForm, id: string): Promise<Shown> {
  const { no } = await mustFind(ctx, id);
  const { rows } = await sql`
    update scrm.mass set state = 'stopped' where id = ${id} and state = 'running' returning id
  `.execute(ctx.db);
  if (rows.length === 0) throw scrmErrors.error('mass_not_running');
  await sql`
    update scrm.mass_task set stopping = true, due_at = ${ctx.now()} where mass_no = ${no} and state in ('waiting', 'creating', 'offered')
  `.execute(ctx.db);
  return readMass(ctx, form, id);
}

export async function mustFind(ctx: Ctx, id: string): Promise<MassRow> {
  const row = await findMass(ctx, id);
  if (row === undefined) throw scrmErrors.error('mass_not_found');
  return row;
}

/** Throws `scrm.mass_not_found`. */
export async function readMass(ctx: Ctx, form: MassForm, id: string): Promise<Shown> {
  const [shown] = await present(ctx, form, [await mustFind(ctx, id)]);
  if (shown === undefined) throw scrmErrors.error('mass_not_found');
  return shown;
}

export async function listMasses(ctx: Ctx, form: MassForm, query: RouteIn<Shape>['query']): Promise<RouteOut<Shape>> {
  const limit = query.limit ?? 20;
  const after = decodeCursor(query.cursor, ['text']);
  const which = sql`origin = 'operator' and strpos(lower(name), lower(${query.q?.trim() ?? ''})) > 0
    and (${query.state ?? null}::text is null or state = ${query.state ?? null})`;
  const { rows } = await sql<MassRow>`
    select ${MASS} from scrm.mass where ${which} ${after ? sql`and id < ${after[0]}` : sql``} order by id desc limit ${limit + 1}
  `.execute(ctx.db);
  const shown = new Map((await present(ctx, form, rows)).map((row) => [row.id, row]));
  const page = toPage(
    rows,
    limit,
    ({ id }) => [id],
    ({ id }) => shown.get(id),
  );
  const items = page.items.flatMap((row) => row ?? []);
  const counted = after ? {} : await countUpTo(ctx, 10_000, sql`select from scrm.mass where ${which}`);
  return { ...page, items, ...counted };
}

const NOTHING = {
  targets: 0,
  sent: 0,
  notFriend: 0,
  limit: 0,
  unsent: 0,
  failed: 0,
  staff: 0,
  confirmed: 0,
  lateLeftOut: 0,
  byOthers: 0,
};

async function present(ctx: Ctx, form: MassForm, masses: readonly MassRow[]): Promise<Shown[]> {
  const names = await ctx.names(
    ctx,
    masses.flatMap(({ values }) => pickedByForm(form, values)),
  );
  const tallies = await talliesOf(
    ctx,
    masses.map(({ no }) => no),
  );
  return masses.map(({ no, planNo: _, leftOut, plannedAt, startedAt, stopAt, endedAt, createdAt, ...mass }) => {
    const { staff, confirmed, targets, sent, notFriend, limit, unsent, failed } = tallies.get(no) ?? NOTHING;
    return {
      ...mass,
      values: { ...mass.values },
      sentence: form.sentence(mass.values, names),
      counts: { targets, sent, notFriend, limit, unsent, failed },
      leftOut: valuesOf(massLeftOut).flatMap((reason) => {
        const count = leftOut[reason] ?? 0;
        return count > 0 ? [{ reason, count }] : [];
      }),
      staff,
      confirmed,
      plannedAt: plannedAt?.toISOString() ?? null,
      startedAt: startedAt?.toISOString() ?? null,
      stopAt: stopAt?.toISOString() ?? null,
      endedAt: endedAt?.toISOString() ?? null,
      createdAt: createdAt.toISOString(),
    };
  });
}

export const massPicks: Picks = {
  mass_send: async (ctx, ids) => {
    const { rows } = await sql<{ id: string; name: string }>`
      select id, name from scrm.mass where id = any(${[...ids]}::text[])
    `.execute(ctx.db);
    return pickNames(rows.map((row) => ({ ...row, note: null })));
  },
};
