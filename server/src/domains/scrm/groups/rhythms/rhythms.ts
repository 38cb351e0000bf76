import type { RouteIn, RouteOut } from '@huoshui/contracts/contract';
import type { Draft } from '@huoshui/contracts/form';
import type { groupRhythmContract } from '@huoshui/contracts/group-rhythms';
import { sql } from 'kysely';
import { DAY_MS } from '../../../../platform/calendar.ts';
import { countUpTo } from '../../../../platform/count.ts';
import type { Ctx } from '../../../../platform/ctx.ts';
import { decodeCursor, toPage } from '../../../../platform/cursor.ts';
import { pickedByForm } from '../../../../platform/form/check.ts';
import { readForm } from '../../../../platform/form/read.ts';
import { newId } from '../../../../platform/ids.ts';
import { dropTodos, tallyTodos } from '../../../todos/index.ts';
import { scrmErrors } from '../../errors.ts';
import { cardsOf } from './ask-cards.ts';
import { groupsOf } from './groups-of.ts';
import { type RhythmValues, rhythmForm } from './rhythm-form.ts';
import { nextOccurrence } from './week.ts';

type Shape = (typeof groupRhythmContract)['GET /api/admin/group-rhythms'];
type Shown = RouteOut<Shape>['items'][number];
type Row = {
  readonly id: string;
  readonly name: string;
  readonly values: RhythmValues;
  readonly dueAt: Date | null;
  readonly createdAt: Date;
};

const COLUMNS = sql.raw('id, name, values, due_at, created_at');
/** So long ago what its cards became is counted from. */
const COUNTED_DAYS = 30;
const NONE = { open: 0, late: 0, done: 0, doneLate: 0, putOff: 0, escalated: 0 };

/** It begins at once: the first card is asked for when its time comes. Throws `platform.bad_form`, `scrm.rhythm_name_taken`. */
export async function createRhythm(ctx: Ctx, draft: Draft): Promise<Shown> {
  const values = await readForm(ctx, rhythmForm, draft);
  const id = newId('grh');
  const now = ctx.now();
  const { rows } = await sql`
    insert into scrm.group_rhythm (id, name, values, asked_until, due_at, created_at)
    values (${id}, ${values.name}, ${JSON.stringify(values)}::jsonb, ${now}, ${nextOccurrence(values.beats, now)}, ${now})
    on conflict (lower(name)) do nothing returning id
  `.execute(ctx.db);
  if (rows.length === 0) throw scrmErrors.error('rhythm_name_taken');
  return readRhythm(ctx, id);
}

/** From now on; cards that are out stay as they are. */
export async function changeRhythm(ctx: Ctx, id: string, draft: Draft): Promise<Shown> {
  const stored = await mustFind(ctx, id);
  const values = await readForm(ctx, rhythmForm, draft, { stored: stored.values });
  const { rows: taken } = await sql`
    select from scrm.group_rhythm where lower(name) = lower(${values.name}) and id <> ${id}
  `.execute(ctx.db);
  if (taken.length > 0) throw scrmErrors.error('rhythm_name_taken');
  const now = ctx.now();
  await sql`
    update scrm.group_rhythm set name = ${values.name}, values = ${JSON.stringify(values)}::jsonb, asked_until = ${now},
      due_at = case when due_at is null then null else ${nextOccurrence(values.beats, now)}::timestamptz end
    where id = ${id}
  `.execute(ctx.db);
  return readRhythm(ctx, id);
}

/** Paused, nobody is asked, and what nobody has done yet is not to be done any more. */
export async function pauseRhythm(ctx: Ctx, id: string, paused: boolean): Promise<Shown> {
  const { values } = await mustFind(ctx, id);
  const now = ctx.now();
  const next = paused ? null : nextOccurrence(values.beats, now);
  await sql`
    update scrm.group_rhythm set due_at = ${next}, asked_until = ${now} where id = ${id} and (due_at is null) <> ${paused}
  `.execute(ctx.db);
  if (paused) await dropTodos(ctx, [cardsOf(id)]);
  return readRhythm(ctx, id);
}

async function mustFind(ctx: Ctx, id: string): Promise<Row> {
  const { rows } = await sql<Row>`select ${COLUMNS} from scrm.group_rhythm where id = ${id}`.execute(ctx.db);
  const [row] = rows;
  if (row === undefined) throw scrmErrors.error('rhythm_not_found');
  return row;
}

/** Throws `scrm.rhythm_not_found`. */
export async function readRhythm(ctx: Ctx, id: string): Promise<Shown> {
  const [shown] = await present(ctx, [await mustFind(ctx, id)]);
  if (shown === undefined) throw scrmErrors.error('rhythm_not_found');
  return shown;
}

export async function listRhythms(ctx: Ctx, query: RouteIn<Shape>['query']): Promise<RouteOut<Shape>> {
  const limit = query.limit ?? 20;
  const after = decodeCursor(query.cursor, ['text']);
  const state = query.state === undefined ? sql`true` : sql`(due_at is null) = ${query.state === 'paused'}`;
  const which = sql`strpos(lower(name), lower(${query.q?.trim() ?? ''})) > 0 and ${state}`;
  const { rows } = await sql<Row>`
    select ${COLUMNS} from scrm.group_rhythm where ${which} ${after ? sql`and id < ${after[0]}` : sql``} order by id desc limit ${limit + 1}
  `.execute(ctx.db);
  const shown = new Map((await present(ctx, rows)).map((row) => [row.id, row]));
  const page = toPage(
    rows,
    limit,
    ({ id }) => [id],
    ({ id }) => shown.get(id),
  );
  const items = page.items.flatMap((row) => row ?? []);
  const counted = after ? {} : await countUpTo(ctx, 10_000, sql`select from scrm.group_rhythm where ${which}`);
  return { ...page, items, ...counted };
}

async function present(ctx: Ctx, rows: readonly Row[]): Promise<Shown[]> {
  const names = await ctx.names(
    ctx,
    rows.flatMap(({ values }) => pickedByForm(rhythmForm, values)),
  );
  const since = new Date(ctx.now().getTime() - COUNTED_DAYS * DAY_MS);
  const tallies = await tallyTodos(
    ctx,
    rows.map(({ id }) => id),
    since,
  );
  return Promise.all(
    rows.map(async ({ dueAt, createdAt, ...row }) => {
      const groups = await groupsOf(ctx, row.values);
      return {
        ...row,
        values: { ...row.values },
        state: dueAt === null ? ('paused' as const) : ('live' as const),
        sentence: rhythmForm.sentence(row.values, names),
        groups: groups.length,
        staff: new Set(groups.map(({ owner }) => owner)).size,
        nextAt: dueAt?.toISOString() ?? null,
        cards: tallies.get(row.id) ?? NONE,
        createdAt: createdAt.toISOString(),
      };
    }),
  );
}
