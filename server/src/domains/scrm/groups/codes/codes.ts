import type { RouteIn, RouteOut } from '@huoshui/contracts/contract';
import type { Draft } from '@huoshui/contracts/form';
import type { scrmGroupsContract } from '@huoshui/contracts/scrm-groups';
import { sql } from 'kysely';
import { countUpTo } from '../../../../platform/count.ts';
import type { Ctx } from '../../../../platform/ctx.ts';
import { decodeCursor, toPage } from '../../../../platform/cursor.ts';
import { pickedByForm } from '../../../../platform/form/check.ts';
import { type Picks, pickNames } from '../../../../platform/form/names.ts';
import { readForm } from '../../../../platform/form/read.ts';
import { newId } from '../../../../platform/ids.ts';
import type { ConditionKit } from '../../../audiences/index.ts';
import { scrmErrors } from '../../errors.ts';
import { stateOfGroup } from '../chats.ts';
import { type GroupCodeForm, type GroupCodeValues, sayWhom } from './code-form.ts';
import { type EntryRow, entriesOf, wantEntries } from './entries.ts';

type Shape = (typeof scrmGroupsContract)['GET /api/admin/group-codes'];
type Shown = RouteOut<Shape>['items'][number];

export type GroupCodes = { readonly form: GroupCodeForm; readonly conditions: ConditionKit };

export type CodeRow = {
  readonly id: string;
  readonly name: string;
  readonly values: GroupCodeValues;
  readonly archivedAt: Date | null;
  readonly createdAt: Date;
};

const COLUMNS = sql.raw('id, name, values, archived_at, created_at');

/** WeCom is asked for the codes of its groups afterwards. Throws `platform.bad_form`, `scrm.group_code_name_taken`. */
export async function createGroupCode(ctx: Ctx, kit: GroupCodes, draft: Draft): Promise<Shown> {
  const values = await readForm(ctx, kit.form, draft);
  const id = newId('gcd');
  const { rows } = await sql`
    insert into scrm.group_code (id, name, values, created_at)
    values (${id}, ${values.name}, ${JSON.stringify(values)}::jsonb, ${ctx.now()}) on conflict (lower(name)) do nothing returning id
  `.execute(ctx.db);
  if (rows.length === 0) throw scrmErrors.error('group_code_name_taken');
  await wantEntries(ctx, id, values.lanes);
  return readGroupCode(ctx, kit, id);
}

export async function changeGroupCode(ctx: Ctx, kit: GroupCodes, id: string, draft: Draft): Promise<Shown> {
  const { values: stored, archivedAt } = await mustFindCode(ctx, id);
  const values = await readForm(ctx, kit.form, draft, { stored });
  const { rows } = await sql`
    update scrm.group_code set name = ${values.name}, values = ${JSON.stringify(values)}::jsonb
    where id = ${id} and not exists (select from scrm.group_code where lower(name) = lower(${values.name}) and id <> ${id}) returning id
  `.execute(ctx.db);
  if (rows.length === 0) throw scrmErrors.error('group_code_name_taken');
  await wantEntries(ctx, id, archivedAt === null ? values.lanes : []);
  return readGroupCode(ctx, kit, id);
}

/** Out of use and back. Who scans what is out there is told that it is over. */
export async function archiveGroupCode(ctx: Ctx, kit: GroupCodes, id: string, archived: boolean): Promise<Shown> {
  const { values } = await mustFindCode(ctx, id);
  await sql`
    update scrm.group_code set archived_at = ${archived ? ctx.now() : null} where id = ${id} and (archived_at is null) = ${archived}
  `.execute(ctx.db);
  await wantEntries(ctx, id, archived ? [] : values.lanes);
  return readGroupCode(ctx, kit, id);
}

async function mustFindCode(ctx: Ctx, id: string): Promise<CodeRow> {
  const { rows } = await sql<CodeRow>`select ${COLUMNS} from scrm.group_code where id = ${id}`.execute(ctx.db);
  const [row] = rows;
  if (row === undefined) throw scrmErrors.error('group_code_not_found');
  return row;
}

/** Throws `scrm.group_code_not_found`. */
export async function readGroupCode(ctx: Ctx, kit: GroupCodes, id: string): Promise<Shown> {
  const [shown] = await present(ctx, kit, [await mustFindCode(ctx, id)]);
  if (shown === undefined) throw scrmErrors.error('group_code_not_found');
  return shown;
}

export async function listGroupCodes(
  ctx: Ctx,
  kit: GroupCodes,
  query: RouteIn<Shape>['query'],
): Promise<RouteOut<Shape>> {
  const limit = query.limit ?? 20;
  const after = decodeCursor(query.cursor, ['text']);
  const archived = query.state === undefined ? null : query.state === 'archived';
  const which = sql`strpos(lower(name), lower(${query.q?.trim() ?? ''})) > 0
    and (${archived}::boolean is null or (archived_at is not null) = ${archived})`;
  const { rows } = await sql<CodeRow>`
    select ${COLUMNS} from scrm.group_code where ${which} ${after ? sql`and id < ${after[0]}` : sql``} order by id desc limit ${limit + 1}
  `.execute(ctx.db);
  const shown = new Map((await present(ctx, kit, rows)).map((row) => [row.id, row]));
  const page = toPage(
    rows,
    limit,
    ({ id }) => [id],
    ({ id }) => shown.get(id),
  );
  const items = page.items.flatMap((row) => row ?? []);
  const counted = after ? {} : await countUpTo(ctx, 10_000, sql`select from scrm.group_code where ${which}`);
  return { ...page, items, ...counted };
}

async function present(ctx: Ctx, { form, conditions }: GroupCodes, codes: readonly CodeRow[]): Promise<Shown[]> {
  const ids = codes.map(({ id }) => id);
  const [names, entries, joins] = await Promise.all([
    ctx.names(
      ctx,
      codes.flatMap(({ values }) => pickedByForm(form, values)),
    ),
    entriesOf(ctx, ids),
    joinsOf(ctx, ids),
  ]);
  return codes.map(({ id, name, values, archivedAt, createdAt }) => {
    const lanes = values.lanes.map((lane) => {
      const hers = entries.filter((one) => one.groupCodeId === id && one.lane === lane.lane);
      return {
        name: lane.lane,
        whom: sayWhom(conditions, lane, names),
        room: lane.another && hers.some(isOpen) ? null : roomIn(hers, values.fullAt),
        groups: hers.map(({ chatId, chat, members, byWecom, picture, trouble, dismissedAt }) => ({
          ...{ id: chatId, name: chat, members, byWecom, picture, trouble },
          state: stateOfGroup({ members, dismissedAt }),
        })),
      };
    });
    const dead = lanes.some(({ room }) => room === 0);
    const { joined = 0, still = 0 } = joins.get(id) ?? {};
    return {
      ...{ id, name, values, lanes, joined, still },
      state: archivedAt !== null ? 'archived' : dead ? 'no_room' : 'live',
      sentence: form.sentence(values, names),
      createdAt: createdAt.toISOString(),
    };
  });
}

const isOpen = ({ dismissedAt }: EntryRow) => dismissedAt === null;

const roomIn = (entries: readonly EntryRow[], fullAt: number) =>
  entries.filter(isOpen).reduce((sum, { members }) => sum + Math.max(0, fullAt - members), 0);

async function joinsOf(ctx: Ctx, ids: readonly string[]) {
  const { rows } = await sql<{ id: string; joined: number; still: number }>`
    select group_code_id as id, count(distinct userid)::int as joined, count(distinct userid) filter (where left_at is null)::int as still
    from scrm.chat_member where group_code_id = any(${[...ids]}::text[]) group by 1
  `.execute(ctx.db);
  return new Map(rows.map((row) => [row.id, row]));
}

export const groupCodePicks: Picks = {
  group_code: async (ctx, ids) => {
    const { rows } = await sql<{ id: string; name: string; ended: boolean }>`
      select id, name, archived_at is not null as ended from scrm.group_code where id = any(${[...ids]}::text[])
    `.execute(ctx.db);
    return pickNames(rows);
  },
};

/** Group codes whose lanes ask for a segment. An archived one asks nothing. */
export async function groupCodesOfSegment(ctx: Ctx, segmentId: string) {
  const { rows } = await sql<{ id: string; name: string }>`
    select id, name from scrm.group_code
    where archived_at is null
      and jsonb_path_exists(values, '$.lanes[*].who.**.segment ? (@ == $id)', jsonb_build_object('id', ${segmentId}::text))
    order by id
  `.execute(ctx.db);
  return rows.map((row) => ({ kind: 'group_code' as const, ...row }));
}
