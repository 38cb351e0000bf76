import type { Said } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { saidText } from '../../platform/said.ts';
import { memberTagged, memberUntagged, tagsChanged } from './events.ts';

export type TagCause = { readonly kind: string; readonly id: string; readonly label: Said };
/** `quiet`: nobody did anything, so whoever acts on tags hears nothing of it. */
type Telling = { readonly quiet?: boolean };
type Persons = readonly { readonly memberId: string; readonly personNo: number }[];

/** Tags as other domains give, take and ask for them. */
export const tags = {
  give: tagMembers,
  take: untagMembers,
  takeBack: takeBackTag,
  keep: keepTag,
  holders: personsWithTag,
  of: tagsOf,
};

/** Give many members one tag, saying why; who has it keeps the first reason. Inside a transaction. Answers who has it newly. */
export async function tagMembers(
  ctx: Ctx,
  persons: Persons,
  tag: string,
  source: string,
  because: TagCause,
  { quiet = false }: Telling = {},
): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ memberId: string }>`
    insert into members.tag (member_id, name, source, reason, at)
    select id, ${tag}, ${source}, ${saidText(because.label)}, ${ctx.now()} from unnest(${persons.map((p) => p.memberId)}::text[]) as given (id)
    on conflict do nothing returning member_id
  `.execute(ctx.db);
  const fresh = new Set(rows.map((r) => r.memberId));
  const given = persons.filter(({ memberId }) => fresh.has(memberId));
  if (quiet) tellMany(ctx, given, { tag, because, taken: false });
  else
    for (const { memberId, personNo } of given)
      ctx.emit(memberTagged, { personNo, payload: { memberId, tag, because } });
  return fresh;
}

/** Take one tag from many members, or from those who have it from one source only; answers who had it. */
export async function untagMembers(
  ctx: Ctx,
  persons: Persons,
  tag: string,
  because: TagCause,
  { quiet = false, source }: Telling & { readonly source?: string } = {},
): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ memberId: string }>`
    delete from members.tag where name = ${tag} and member_id = any(${persons.map((p) => p.memberId)})
      ${source === undefined ? sql`` : sql`and source = ${source}`}
    returning member_id
  `.execute(ctx.db);
  const gone = new Set(rows.map((r) => r.memberId));
  const lost = persons.filter(({ memberId }) => gone.has(memberId));
  if (quiet) tellMany(ctx, lost, { tag, because, taken: true });
  else
    for (const { memberId, personNo } of lost)
      ctx.emit(memberUntagged, { personNo, payload: { memberId, tag, because } });
  return gone;
}

/** Members a fact: who reads facts takes as many more as one has. */
const A_FACT = 500;

function tellMany(
  ctx: Ctx,
  persons: Persons,
  what: { readonly tag: string; readonly because: TagCause; readonly taken: boolean },
): void {
  for (let start = 0; start < persons.length; start += A_FACT) {
    const part = persons.slice(start, start + A_FACT);
    const personNos = part.map(({ personNo }) => personNo);
    const memberIds = part.map(({ memberId }) => memberId);
    ctx.emit(tagsChanged, {
      personNo: null,
      persons: personNos,
      payload: { ...what, at: ctx.now().getTime(), personNos, memberIds },
    });
  }
}

/** The tags of a member, the latest first. */
async function tagsOf(ctx: Ctx, memberId: string): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select name from members.tag where member_id = ${memberId} order by at desc, name limit 100
  `.execute(ctx.db);
  return rows.map(({ name }) => name);
}

/** Whoever of these has it from a source that ends keeps it, as one that somebody gave. Nobody is told: she had it and has it. */
async function keepTag(ctx: Ctx, persons: Persons, tag: string, source: string, because: TagCause): Promise<number> {
  const { rows } = await sql`
    update members.tag set source = 'operator', reason = ${saidText(because.label)}
    where name = ${tag} and source = ${source} and member_id = any(${persons.map((p) => p.memberId)})
    returning member_id
  `.execute(ctx.db);
  return rows.length;
}

/** Of these members, those who have the tag by this very cause lose it. */
async function takeBackTag(ctx: Ctx, persons: Persons, tag: string, source: string, because: TagCause): Promise<void> {
  const { rows } = await sql<{ memberId: string }>`
    select member_id from members.tag where name = ${tag} and member_id = any(${persons.map((p) => p.memberId)})
      and source = ${source} and reason = ${saidText(because.label)}
  `.execute(ctx.db);
  const theirs = new Set(rows.map((r) => r.memberId));
  await untagMembers(
    ctx,
    persons.filter(({ memberId }) => theirs.has(memberId)),
    tag,
    because,
  );
}

/**
 * Persons who had one of these tags, or all of them, at a moment and have them still; of these persons only when `among` says which.
 * `names` null: any tag at all.
 */
async function personsWithTag(
  ctx: Ctx,
  names: readonly string[] | null,
  {
    asOf,
    how,
    among,
    source,
  }: {
    readonly asOf: Date;
    readonly how: 'any' | 'all';
    readonly among?: readonly number[];
    /** Who has it from there only. */
    readonly source?: string;
  },
): Promise<number[]> {
  const { rows } = await sql<{ personNo: number }>`
    select m.person_no from members.tag t join members.member m on m.id = t.member_id
    where t.at <= ${asOf} ${names === null ? sql`` : sql`and t.name = any(${[...names]}::text[])`}
      ${among ? sql`and m.person_no = any(${[...among]}::int[])` : sql``}
      ${source === undefined ? sql`` : sql`and t.source = ${source}`}
    group by m.person_no having count(*) >= ${how === 'all' && names !== null ? new Set(names).size : 1}
  `.execute(ctx.db);
  return rows.map((r) => r.personNo);
}
