import type { RouteIn, RouteOut } from '@huoshui/contracts/contract';
import type { Draft } from '@huoshui/contracts/form';
import type { momentContract } from '@huoshui/contracts/moments';
import { words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import { DAY_MS } from '../../../platform/calendar.ts';
import { countUpTo } from '../../../platform/count.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import { decodeCursor, toPage } from '../../../platform/cursor.ts';
import { inTransaction } from '../../../platform/db.ts';
import { pickedByForm } from '../../../platform/form/check.ts';
import { type Picks, pickNames } from '../../../platform/form/names.ts';
import { badForm, readForm } from '../../../platform/form/read.ts';
import { newId } from '../../../platform/ids.ts';
import { wecomOf } from '../corp/corp.ts';
import { scrmErrors } from '../errors.ts';
import { type MomentValues, momentForm } from './moment-form.ts';
import { type PicturesOf, refuseWithoutPictures } from './pictures.ts';
import { planMoment } from './plan.ts';
import { MOMENT, type MomentRow, momentTallies, mustFindMoment } from './queries.ts';

type Shape = (typeof momentContract)['GET /api/admin/moments'];
type Shown = RouteOut<Shape>['items'][number];

/** WeCom is asked for its tags on the way, with no transaction open. Throws `platform.bad_form`, `scrm.moment_name_taken`. */
export async function createMoment(ctx: Ctx, of: PicturesOf, draft: Draft): Promise<Shown> {
  const values = await readForm(ctx, momentForm, draft);
  await refuseWithoutPictures(ctx, of, values);
  const tagIds = await tagsOf(ctx, values);
  const id = newId('mom');
  await inTransaction(ctx, async (ctx) => {
    const { rows } = await sql<{ no: number }>`
      insert into scrm.moment (id, name, values, tag_ids, created_at)
      values (${id}, ${values.name}, ${JSON.stringify(values)}::jsonb, ${[...tagIds]}::text[], ${ctx.now()})
      on conflict (lower(name)) do nothing returning no
    `.execute(ctx.db);
    const [made] = rows;
    if (made === undefined) throw scrmErrors.error('moment_name_taken');
    await planMoment(ctx, { no: made.no, values, tagIds });
  });
  return readMoment(ctx, id);
}

/** While nothing was made. Throws `scrm.moment_began`. */
export async function changeMoment(ctx: Ctx, of: PicturesOf, id: string, draft: Draft): Promise<Shown> {
  const stored = await mustFindMoment(ctx, id);
  const values = await readForm(ctx, momentForm, draft, { stored: stored.values });
  await refuseWithoutPictures(ctx, of, values);
  const tagIds = await tagsOf(ctx, values);
  await inTransaction(ctx, async (ctx) => {
    const { rows: taken } = await sql`
      select from scrm.moment where lower(name) = lower(${values.name}) and id <> ${id}
    `.execute(ctx.db);
    if (taken.length > 0) throw scrmErrors.error('moment_name_taken');
    const { rows } = await sql`
      update scrm.moment set name = ${values.name}, values = ${JSON.stringify(values)}::jsonb, tag_ids = ${[...tagIds]}::text[]
      where id = ${id} and started_at is null returning id
    `.execute(ctx.db);
    if (rows.length === 0) throw scrmErrors.error('moment_began');
    await planMoment(ctx, { no: stored.no, values, tagIds });
  });
  return readMoment(ctx, id);
}

/** The corp's tags by their names, whichever groups they stand in; WeCom would leave out one that it does not know. */
async function tagsOf(ctx: Ctx, { tags }: MomentValues): Promise<readonly string[]> {
  if (tags === null || tags.length === 0) return [];
  const known = await (await wecomOf(ctx)).corpTags();
  const unknown = tags.filter((name) => !known.some((tag) => tag.name === name));
  if (unknown.length > 0) {
    throw badForm([
      {
        at: 'tags',
        words: words(`企业没有标签「${unknown.join('、')}」`, `The corp has no tag ${unknown.join(', ')}`),
      },
    ]);
  }
  return known.flatMap(({ id, name }) => (tags.includes(name) ? [id] : []));
}

/** As things stand now: who left since it was planned is not asked. Once. */
export async function startMoment(ctx: Ctx, id: string): Promise<Shown> {
  const { no, values, tagIds } = await mustFindMoment(ctx, id);
  const now = ctx.now();
  const stopAt = new Date(now.getTime() + values.waitDays * DAY_MS);
  const followUntil = new Date(stopAt.getTime() + values.within * DAY_MS);
  const { rows } = await sql`
    update scrm.moment set state = 'creating', started_at = ${now}, stop_at = ${stopAt}, follow_until = ${followUntil}, due_at = ${now}
    where id = ${id} and started_at is null returning id
  `.execute(ctx.db);
  if (rows.length === 0) throw scrmErrors.error('moment_began');
  if ((await planMoment(ctx, { no, values, tagIds })) === 0) throw scrmErrors.error('moment_for_nobody');
  return readMoment(ctx, id);
}

/** Nobody is asked any more; what is published stays, and is followed. */
export async function stopMoment(ctx: Ctx, id: string): Promise<Shown> {
  const { rows } = await sql`
    update scrm.moment set state = 'stopped', due_at = ${ctx.now()}, tries = 0 where id = ${id} and state in ('creating', 'running') returning id
  `.execute(ctx.db);
  if (rows.length === 0) {
    await mustFindMoment(ctx, id);
    throw scrmErrors.error('moment_not_running');
  }
  return readMoment(ctx, id);
}

/** Throws `scrm.moment_not_found`. */
export async function readMoment(ctx: Ctx, id: string): Promise<Shown> {
  const [shown] = await present(ctx, [await mustFindMoment(ctx, id)]);
  if (shown === undefined) throw scrmErrors.error('moment_not_found');
  return shown;
}

export async function listMoments(ctx: Ctx, query: RouteIn<Shape>['query']): Promise<RouteOut<Shape>> {
  const limit = query.limit ?? 20;
  const after = decodeCursor(query.cursor, ['text']);
  const which = sql`strpos(lower(name), lower(${query.q?.trim() ?? ''})) > 0
    and (${query.state ?? null}::text is null or state = ${query.state ?? null})`;
  const { rows } = await sql<MomentRow>`
    select ${MOMENT} from scrm.moment where ${which} ${after ? sql`and id < ${after[0]}` : sql``} order by id desc limit ${limit + 1}
  `.execute(ctx.db);
  const shown = new Map((await present(ctx, rows)).map((row) => [row.id, row]));
  const page = toPage(
    rows,
    limit,
    ({ id }) => [id],
    ({ id }) => shown.get(id),
  );
  const items = page.items.flatMap((row) => row ?? []);
  const counted = after ? {} : await countUpTo(ctx, 10_000, sql`select from scrm.moment where ${which}`);
  return { ...page, items, ...counted };
}

async function present(ctx: Ctx, moments: readonly MomentRow[]): Promise<Shown[]> {
  const names = await ctx.names(
    ctx,
    moments.flatMap(({ values }) => pickedByForm(momentForm, values)),
  );
  const tallies = await momentTallies(
    ctx,
    moments.map(({ no }) => no),
  );
  return moments.map(({ no, tagIds: _, startedAt, stopAt, followUntil, endedAt, createdAt, ...moment }) => {
    const { staff = 0, published = 0, likes = 0, comments = 0 } = tallies.get(no) ?? {};
    return {
      ...moment,
      values: { ...moment.values },
      sentence: momentForm.sentence(moment.values, names),
      ...{ staff, published, likes, comments },
      startedAt: startedAt?.toISOString() ?? null,
      stopAt: stopAt?.toISOString() ?? null,
      followedUntil: followUntil?.toISOString() ?? null,
      endedAt: endedAt?.toISOString() ?? null,
      createdAt: createdAt.toISOString(),
    };
  });
}

export const momentPicks: Picks = {
  moment: async (ctx, ids) => {
    const { rows } = await sql<{ id: string; name: string }>`
      select id, name from scrm.moment where id = any(${[...ids]}::text[])
    `.execute(ctx.db);
    return pickNames(rows.map((row) => ({ ...row, note: null })));
  },
};
