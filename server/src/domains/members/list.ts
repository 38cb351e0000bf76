import { type RawBuilder, sql } from 'kysely';
import { type Birthday, lunarBirthday } from '../../platform/birthday.ts';
import { type Counted, countUpTo } from '../../platform/count.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { decodeCursor, toPage } from '../../platform/cursor.ts';
import { plannedAnew } from '../../platform/db.ts';
import { readSaid } from '../../platform/said.ts';
import { listAccounts } from './account.ts';
import { readArrivals } from './arrival.ts';
import { birthdayOf } from './birthday-of.ts';
import { memberErrors } from './errors.ts';
import { phoneIndex } from './member.ts';
import { findLiving } from './queries.ts';
import { sayingSources } from './say-source.ts';

type Stage = 'none' | 'new' | 'growing' | 'mature' | 'declining' | 'lost';
const STAGES: readonly Stage[] = ['none', 'new', 'growing', 'mature', 'declining', 'lost'];
type Grade = 'S' | 'A' | 'B' | 'C';
export type Sort = 'recent' | 'spent' | 'orders' | 'last_paid';

type Row = {
  id: string;
  personNo: number;
  nickname: string;
  phoneMasked: string | null;
  stage: string;
  grade: Grade | null;
  orders: number;
  spent: number;
  lastPaidAt: Date | null;
  source: string;
  tags: string[] | null;
  createdAt: Date;
  sortKey: number;
};

export type MemberFilter = {
  readonly q?: string | undefined;
  readonly cursor?: string | undefined;
  readonly limit?: number | undefined;
  readonly stage?: string | undefined;
  readonly grade?: Grade | undefined;
  readonly tag?: string | undefined;
  readonly sort?: Sort | undefined;
  /** Only these, each once. */
  readonly among?: readonly number[] | undefined;
};

// What orders the list, as an index has it (so a page is read, not sorted out of all), and as one whole number that a
// keyset cursor can carry: fen, a count, or microseconds.
const ORDER: Record<
  Sort,
  {
    readonly by: RawBuilder<unknown>;
    readonly key: RawBuilder<unknown>;
    /** What a cursor holds of it. */
    readonly held: 'int' | 'bigint';
    from(key: number): RawBuilder<unknown>;
  }
> = {
  recent: { by: sql`m.person_no`, key: sql`m.person_no`, held: 'int', from: (key) => sql`${key}::int` },
  spent: { by: sql`s.spent`, key: sql`s.spent`, held: 'bigint', from: (key) => sql`${key}::bigint` },
  orders: { by: sql`s.orders`, key: sql`s.orders`, held: 'int', from: (key) => sql`${key}::int` },
  last_paid: {
    by: sql`coalesce(s.last_paid_at, '1970-01-01 00:00:00+00'::timestamptz)`,
    key: sql`(extract(epoch from coalesce(s.last_paid_at, '1970-01-01 00:00:00+00'::timestamptz)) * 1000000)::bigint`,
    held: 'bigint',
    from: (key) => sql`('1970-01-01 00:00:00+00'::timestamptz + ${key}::bigint * interval '1 microsecond')`,
  },
};

const COLUMNS = sql.raw(`m.id, m.person_no, m.nickname, m.phone_masked, m.source, m.created_at,
  s.stage, s.grade, s.orders, s.spent, s.last_paid_at,
  (select array_agg(t.name order by t.at desc) from members.tag t where t.member_id = m.id) as tags`);

/** Members, newest, biggest or most recent buyers first. A full phone number or a member's number finds its owner; other words match the nickname. */
export async function listMembers(ctx: Ctx, filter: MemberFilter) {
  const limit = filter.limit ?? 20;
  const sort = filter.sort ?? 'recent';
  const { by, key, held, from } = ORDER[sort];
  const no = sort === 'recent' ? sql`m.person_no` : sql`s.person_no`;
  const after = decodeCursor(filter.cursor, [held, 'int']);
  const beyond = after ? sql`and (${by}, ${no}) < (${from(Number(after[0]))}, ${Number(after[1])}::int)` : sql``;
  const { rows } = await sql<Row>`
    ${plannedAnew} select ${COLUMNS}, ${key} as sort_key
    from members.member m join members.standing s using (person_no) ${among(filter)}
    where ${matches(ctx, filter)} ${beyond}
    order by ${by} desc, ${no} desc
    limit ${limit + 1}
  `.execute(ctx.db);
  const present = await presenting(ctx, rows);
  const page = toPage(rows, limit, (r) => [r.sortKey, r.personNo], present);
  return filter.cursor ? page : { ...page, ...(await count(ctx, filter)) };
}

/** The members among these persons, the highest number first: one statement for those of a page or of a file. */
export async function showMembers(ctx: Ctx, among: readonly number[]) {
  if (among.length === 0) return [];
  const { rows } = await sql<Row>`
    select ${COLUMNS}, m.person_no as sort_key from members.member m join members.standing s using (person_no)
    where m.person_no = any(${[...among]}::int[]) and m.merged_into is null order by m.person_no desc
  `.execute(ctx.db);
  return rows.map(await presenting(ctx, rows));
}

/** As many as a list of other things is searched by. */
const MOST_MEANT = 10_000;

/** Whom the words of somebody who searches may mean: a name, a phone, a number. Nobody is meant by nothing. */
export async function whoIsMeant(ctx: Ctx, q: string | undefined): Promise<readonly string[]> {
  if (!q?.trim()) return [];
  const { rows } = await sql<{ id: string }>`
    ${plannedAnew} select m.id from members.member m where ${matches(ctx, { q })} limit ${MOST_MEANT}
  `.execute(ctx.db);
  return rows.map(({ id }) => id);
}

/** Whom the list shows, of `members.member m` and her `members.standing s`. Only what is asked stands in the statement, so that each question has a plan of its own. */
export function matches(
  { crypto }: Pick<Ctx, 'crypto'>,
  { stage, grade, tag, q: asked }: MemberFilter,
): RawBuilder<unknown> {
  const conditions = [sql`m.merged_into is null`];
  if (stage !== undefined) conditions.push(inStage(stage));
  if (grade !== undefined) conditions.push(sql`s.grade = ${grade}`);
  if (tag !== undefined) conditions.push(sql`m.id in (select t.member_id from members.tag t where t.name = ${tag})`);
  const q = asked?.trim() || null;
  if (q !== null) {
    const ways = [byName(q), sql`m.id = ${q}`];
    // Her number as her page shows it, also as 会员000319 would have it.
    if (/^\d{1,9}$/.test(q)) ways.push(sql`m.person_no = ${Number(q)}::int`);
    if (/^\+?[\d\s-]{7,}$/.test(q)) ways.push(sql`m.phone_index = ${phoneIndex(crypto, q)}`);
    conditions.push(sql`(${sql.join(ways, sql` or `)})`);
  }
  return sql.join(conditions, sql` and `);
}

/** As text of the statement: how many stand in a stage decides how the list is read. */
function inStage(stage: string): RawBuilder<unknown> {
  const known = STAGES.find((one) => one === stage);
  return known ? sql`s.stage = ${sql.lit(known)}` : sql`false`;
}

/** Pairs of letters lead to those who may be meant; a single letter that is not Chinese stands in every other name. */
function byName(q: string): RawBuilder<unknown> {
  const like = sql`lower(m.nickname) like lower(${`%${likeText(q)}%`})`;
  return q.length === 1 && q < '\u0080'
    ? like
    : sql`(members.name_grams(m.nickname) @> members.asked_grams(${q}) and ${like})`;
}

/** Counted no further than a hundred thousand. */
async function count(ctx: Ctx, filter: MemberFilter): Promise<Counted> {
  return countUpTo(ctx, 100_000, sql`select from ${counted(ctx, filter)}`, plannedAnew);
}

/** Who was not merged has a standing and nobody else has: whoever asks for a stage alone needs no more than it, for none not even that. */
function counted(ctx: Ctx, filter: MemberFilter): RawBuilder<unknown> {
  const { stage, grade, tag, q } = filter;
  if (stage !== undefined && grade === undefined && tag === undefined && !q?.trim())
    return sql`members.standing s ${among(filter)} where ${inStage(stage)}`;
  const standing = stage === undefined && grade === undefined ? sql`` : sql`join members.standing s using (person_no)`;
  return sql`members.member m ${standing} ${among(filter)} where ${matches(ctx, filter)}`;
}

/** Joined, not looked for in a list: a million numbers are one table to the planner. */
function among(filter: Pick<MemberFilter, 'among'>) {
  return filter.among ? sql`join unnest(${[...filter.among]}::int[]) as among (person_no) using (person_no)` : sql``;
}

type Detail = Row & {
  avatar: string | null;
  blocked: boolean;
  tester: boolean;
  birthday: Birthday | null;
  firstPaidAt: Date | null;
  stageSince: Date | null;
  hasUnionid: boolean;
  tagList: { name: string; source: TagSource; reason: string; at: string }[] | null;
};
type TagSource = 'operator' | 'journey' | 'import' | 'rule';

/** Everything we know of one member by herself; throws `members.not_found`. */
export async function readMember(ctx: Ctx, id: string) {
  const living = await findLiving(ctx, id);
  const { rows } = await sql<Detail>`
    select ${COLUMNS}, 0 as sort_key, m.avatar, m.blocked, m.tester, ${birthdayOf('m')} as birthday, s.first_paid_at, s.stage_since,
      exists (select from members.identity i where i.member_id = m.id and i.kind = 'unionid') as has_unionid,
      (select json_agg(json_build_object('name', t.name, 'source', t.source, 'reason', t.reason, 'at', t.at) order by t.at desc)
        from members.tag t where t.member_id = m.id) as tag_list
    from members.member m join members.standing s using (person_no) where m.id = ${living?.id ?? id}
  `.execute(ctx.db);
  const row = rows[0];
  if (!row) throw memberErrors.error('not_found');
  const present = await presenting(ctx, [row]);
  return {
    ...present(row),
    avatar: row.avatar,
    blocked: row.blocked,
    tester: row.tester,
    ...{ birthday: row.birthday?.day ?? null, lunarBirthday: lunarBirthday(row.birthday) },
    hasUnionid: row.hasUnionid,
    accounts: await listAccounts(ctx, row.id),
    arrivals: await readArrivals(ctx, row.id),
    tagList: (row.tagList ?? []).map((t) => ({ ...t, reason: readSaid(t.reason), at: new Date(t.at).toISOString() })),
    firstPaidAt: row.firstPaidAt?.toISOString() ?? null,
    averageOrder: row.orders > 0 ? Math.round(row.spent / row.orders) : null,
    stageSince: row.stageSince?.toISOString() ?? null,
  };
}

/** Every tag with how many have it, and from where. */
export async function countTags(ctx: Ctx) {
  const { rows } = await sql<{ name: string; members: number } & Record<TagSource, number>>`
    select name, count(*) as members, count(*) filter (where source = 'operator') as operator, count(*) filter (where source = 'journey') as journey,
      count(*) filter (where source = 'import') as import, count(*) filter (where source = 'rule') as rule
    from members.tag group by name order by members desc, name limit 500
  `.execute(ctx.db);
  return rows.map(({ name, members, operator, journey, rule, import: imported }) => ({
    name,
    members,
    by: { operator, journey, import: imported, rule },
  }));
}

async function presenting(ctx: Ctx, rows: readonly Row[]) {
  const say = await sayingSources(
    ctx,
    rows.map(({ source }) => source),
  );
  return (row: Row) => ({
    id: row.id,
    personNo: row.personNo,
    nickname: row.nickname,
    phoneMasked: row.phoneMasked,
    stage: STAGES.find((s) => s === row.stage) ?? 'none',
    grade: row.grade,
    orders: row.orders,
    spent: row.spent,
    lastPaidAt: row.lastPaidAt?.toISOString() ?? null,
    source: row.source,
    sourceWords: say(row.source),
    tags: row.tags ?? [],
    createdAt: row.createdAt.toISOString(),
  });
}

function likeText(text: string): string {
  return text.replace(/[\\%_]/g, (c) => `\\${c}`);
}
