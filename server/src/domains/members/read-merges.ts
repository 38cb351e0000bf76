import { words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import type { Belonging, Person } from '../../platform/belongings.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { listAccounts } from './account.ts';
import { shareAnApp } from './bind-phone.ts';
import { memberErrors } from './errors.ts';
import type { MergeCause } from './merge.ts';
import { findLiving, type MemberRecord } from './queries.ts';

type Row = {
  id: string;
  at: Date;
  cause: MergeCause;
  reason: string;
  by: string;
  kept: Brief;
  joined: Brief;
  undoneAt: Date | null;
  undoneBy: string | null;
  undoneReason: string | null;
  covered: boolean;
};
type Brief = { id: string; nickname: string; phoneMasked: string | null; createdAt: string };

const BRIEF = (alias: string) =>
  sql.raw(`json_build_object('id', ${alias}.id, 'nickname', ${alias}.nickname, 'phoneMasked', ${alias}.phone_masked,
    'createdAt', ${alias}.created_at)`);

/** Merges in which a member had a part: those that live in her now, and those she was taken apart from. */
export async function readMerges(ctx: Ctx, memberId: string) {
  const { rows } = await sql<Row>`
    select g.id, g.at, g.cause, g.reason, g.by_name as by, g.undone_at, g.undone_by, g.undone_reason, w.merged_into is not null as covered,
      ${BRIEF('w')} as kept, ${BRIEF('l')} as joined
    from members.merge g
    join members.member w on w.id = g.winner_id join members.member l on l.id = g.loser_id
    where g.id in (
      select id from members.merge where winner_id in (${leadingTo(memberId)})
      union all select id from members.merge where loser_id = ${memberId} and undone_at is not null
    )
    order by g.at desc, g.id desc limit 100
  `.execute(ctx.db);
  return rows.map(present);
}

/** Every record that is this living member's now, found by indexes: of merges there may be as many as members. */
function leadingTo(memberId: string) {
  return sql`
    select id from members.member where id = ${memberId} and merged_into is null
    union all select id from members.member where merged_into = ${memberId}
  `;
}

export async function readMerge(ctx: Ctx, id: string) {
  const { rows } = await sql<Row>`
    select g.id, g.at, g.cause, g.reason, g.by_name as by, g.undone_at, g.undone_by, g.undone_reason, w.merged_into is not null as covered,
      ${BRIEF('w')} as kept, ${BRIEF('l')} as joined
    from members.merge g
    join members.member w on w.id = g.winner_id join members.member l on l.id = g.loser_id where g.id = ${id}
  `.execute(ctx.db);
  const row = rows[0];
  if (!row) throw memberErrors.error('merge_not_found');
  return present(row);
}

function present({ undoneAt, undoneBy, undoneReason, covered, at, kept, joined, ...row }: Row) {
  return {
    ...row,
    at: at.toISOString(),
    kept: presentBrief(kept),
    joined: presentBrief(joined),
    undone: undoneAt ? { at: undoneAt.toISOString(), by: undoneBy ?? '', reason: undoneReason ?? '' } : null,
    undoable: undoneAt === null && !covered && row.cause !== 'unionid',
  };
}

function presentBrief(brief: Brief): Brief {
  return { ...brief, createdAt: new Date(brief.createdAt).toISOString() };
}

/** Living members between whom and this one a phone number went: they may be the same person. */
export async function readCandidates(ctx: Ctx, memberId: string) {
  const { rows } = await sql<Omit<Brief, 'createdAt'> & { createdAt: Date }>`
    select distinct m.id, m.nickname, m.phone_masked, m.created_at
    from (
      select * from members.former_phone where member_id in (${leadingTo(memberId)})
      union all select * from members.former_phone where moved_to in (${leadingTo(memberId)})
    ) as f
    join members.member a on a.id = f.member_id join members.member b on b.id = f.moved_to
    join members.member m on m.id in (coalesce(a.merged_into, a.id), coalesce(b.merged_into, b.id))
    where ${memberId} in (coalesce(a.merged_into, a.id), coalesce(b.merged_into, b.id)) and m.id <> ${memberId}
    order by m.created_at desc limit 20
  `.execute(ctx.db);
  const why = words('用过同一个手机号', 'Had the same phone number');
  return rows.map((row) => ({ ...row, createdAt: row.createdAt.toISOString(), why }));
}

/** Two members side by side, with how much each has of everything that would move. */
export async function previewMerge(ctx: Ctx, belongings: readonly Belonging[], keepId: string, joinId: string) {
  const [keep, join] = [await findLiving(ctx, keepId), await findLiving(ctx, joinId)];
  if (!keep || !join) throw memberErrors.error('not_found');
  if (keep.id === join.id) throw memberErrors.error('merge_self');
  const persons = [keep, join].map(({ id, personNo }) => ({ memberId: id, personNo }));
  const counts = await countBelongings(ctx, belongings, persons);
  const side = async (member: MemberRecord) => ({
    id: member.id,
    nickname: member.nickname,
    phoneMasked: member.phoneMasked,
    createdAt: member.createdAt.toISOString(),
    blocked: member.blocked,
    accounts: await listAccounts(ctx, member.id),
    belongings: counts.map(({ name, words, of }) => ({ name, words, count: of.get(member.personNo) ?? 0 })),
  });
  return { keep: await side(keep), join: await side(join), shareApp: await shareAnApp(ctx, keep.id, join.id) };
}

async function countBelongings(ctx: Ctx, belongings: readonly Belonging[], persons: readonly Person[]) {
  const counted = [];
  for (const { name, words, count } of belongings) counted.push({ name, words, of: await count(ctx, persons) });
  return counted;
}
