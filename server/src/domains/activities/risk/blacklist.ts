import type { ActivityListed } from '@huoshui/contracts/activity-risk';
import { words } from '@huoshui/contracts/words';
import type { Static } from '@sinclair/typebox';
import { sql } from 'kysely';
import { countUpTo } from '../../../platform/count.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import { decodeCursor, toPage } from '../../../platform/cursor.ts';
import { form } from '../../../platform/form/form.ts';
import { newId } from '../../../platform/ids.ts';
import { findByPersonNo, findMembers, membersShown } from '../../members/index.ts';
import { activityErrors } from '../errors.ts';

type Listed = Static<typeof ActivityListed>;
type Row = Omit<Listed, 'at' | 'memberId'> & { readonly no: number; readonly value: string; readonly at: Date };
const MOST_COUNTED = 10_000;
const ROW = sql.raw('l.no, l.id, l.kind, l.value, l.label, l.because, l.by, l.at');

export const listedForm = form({
  fields: [
    { key: 'member', label: words('会员', 'Member'), kind: 'picker', of: 'member' },
    { key: 'because', label: words('为什么', 'Why'), kind: 'text', max: 60 },
  ],
  sentence: ({ because }, _names) =>
    words(`不再参与活动的助力和邀请：${because}`, `Kept out of taps and invitations: ${because}`),
});

/** A member, by an operator's word. Throws `activities.no_such_member`. */
export async function listMember(
  ctx: Ctx,
  { member: memberId, because }: { readonly member: string; readonly because: string },
): Promise<Listed> {
  const member = (await findMembers(ctx, [memberId])).get(memberId);
  if (member === undefined) throw activityErrors.error('no_such_member');
  return readListed(ctx, await listPerson(ctx, member, because));
}

type Person = { readonly personNo: number; readonly nickname: string };

/** Who is on it already stays on it for the first reason; the id of what stands there. */
export async function listPerson(ctx: Ctx, { personNo, nickname }: Person, because: string): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    insert into activities.listed as l (id, kind, value, label, because, by, at)
    values (${newId('lst')}, 'member', ${String(personNo)}, ${nickname}, ${because}, ${byWhom(ctx)}, ${ctx.now()})
    on conflict (kind, value) do update set because = l.because returning id
  `.execute(ctx.db);
  return rows[0]?.id ?? '';
}

type Shared = { readonly entryNo: number; readonly personNo: number; readonly because: string };

/** The devices and payers that she shares with others around an entry. Networks and addresses have innocent people behind them. */
export async function listSharedMarks(ctx: Ctx, { entryNo, personNo, because }: Shared): Promise<void> {
  const { rows } = await sql<{ kind: string; value: string; shown: string }>`
    select hers.kind, hers.value, hers.shown from activities.mark hers
    where hers.person_no = ${personNo} and hers.kind in ('device', 'payer') and exists (
      select from activities.mark o where o.kind = hers.kind and o.value = hers.value and o.person_no <> ${personNo} and o.person_no in (
        select person_no from activities.entry where no = ${entryNo}
        union select helper_no from activities.progress where entry_no = ${entryNo}
        union select person_no from activities.invite where entry_no = ${entryNo}
        union select helper_no from activities.suspect where entry_no = ${entryNo}
      )
    )
  `.execute(ctx.db);
  for (const { kind, value, shown } of rows)
    await sql`
      insert into activities.listed (id, kind, value, label, because, by, at)
      values (${newId('lst')}, ${kind}, ${value}, ${shown === '' ? value.slice(0, 8) : shown}, ${because}, ${byWhom(ctx)}, ${ctx.now()})
      on conflict do nothing
    `.execute(ctx.db);
}

/** Throws `activities.not_listed`. */
export async function takeOff(ctx: Ctx, id: string): Promise<{ readonly label: string }> {
  const { rows } = await sql<{ label: string }>`
    delete from activities.listed where id = ${id} returning label
  `.execute(ctx.db);
  if (rows[0] === undefined) throw activityErrors.error('not_listed');
  return rows[0];
}

type Ask = {
  readonly q?: string | undefined;
  readonly cursor?: string | undefined;
  readonly limit?: number | undefined;
};

/** The latest first; `q`: part of a label or of a reason, or what means a member. */
export async function listListed(ctx: Ctx, { q, cursor, limit = 20 }: Ask) {
  const after = decodeCursor(cursor, ['bigint'])?.[0] ?? null;
  const text = q?.trim() || null;
  const meant = await peopleMeant(ctx, q);
  const which = sql`(${text}::text is null or strpos(lower(l.label), lower(${text})) > 0 or strpos(lower(l.because), lower(${text})) > 0
    or (l.kind = 'member' and l.value = any(${meant.map(String)}::text[])))`;
  const { rows } = await sql<Row>`
    select ${ROW} from activities.listed l where ${which} and (${after}::bigint is null or l.no < ${after}) order by l.no desc limit ${limit + 1}
  `.execute(ctx.db);
  const shown = await present(ctx, rows);
  const page = toPage(
    rows,
    limit,
    ({ no }) => [no],
    ({ id }) => shown.get(id),
  );
  const items = page.items.flatMap((one) => one ?? []);
  if (after !== null) return { ...page, items };
  return {
    ...{ ...page, items },
    ...(await countUpTo(ctx, MOST_COUNTED, sql`select from activities.listed l where ${which}`)),
  };
}

/** The numbers of the people whom the words of a search may mean. */
export async function peopleMeant(ctx: Ctx, q: string | undefined): Promise<readonly number[]> {
  const ids = await membersShown.meant(ctx, q);
  if (ids.length === 0) return [];
  return [...(await findMembers(ctx, ids)).values()].map(({ personNo }) => personNo);
}

async function readListed(ctx: Ctx, id: string): Promise<Listed> {
  const { rows } = await sql<Row>`select ${ROW} from activities.listed l where l.id = ${id}`.execute(ctx.db);
  const found = (await present(ctx, rows)).get(id);
  if (found === undefined) throw activityErrors.error('not_listed');
  return found;
}

async function present(ctx: Ctx, rows: readonly Row[]): Promise<ReadonlyMap<string, Listed>> {
  const numbers = rows.flatMap(({ kind, value }) => (kind === 'member' ? [Number(value)] : []));
  const members = await findByPersonNo(ctx, numbers);
  return new Map(
    rows.map(({ no: _, value, at, ...row }) => {
      const member = row.kind === 'member' ? members.get(Number(value)) : undefined;
      const label = member?.nickname || row.label;
      return [row.id, { ...row, label, memberId: member?.id ?? null, at: at.toISOString() }];
    }),
  );
}

function byWhom({ actor }: Ctx): string {
  return actor.kind === 'operator' ? actor.name : '';
}
