import { words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { newId } from '../../platform/ids.ts';
import { saidText } from '../../platform/said.ts';
import { memberJoined } from './events.ts';
import { storePhone } from './member.ts';

export type ImportedMember = {
  /** What the file calls her. */
  readonly external: string;
  readonly nickname?: string | undefined;
  readonly phone?: string | undefined;
  readonly joinedAt?: Date | undefined;
  readonly tags?: readonly string[] | undefined;
};

export type Imported = { readonly memberId: string; readonly personNo: number; readonly isNew: boolean };

/**
 * Find or make the members of a file, thousands by a handful of statements; who is here already (by the file's own name
 * for her, or by phone) is left as she is but for new tags. Keyed by `external`. Inside a transaction. With `dryRun`
 * nothing changes, and who would be new has no number.
 */
export async function importMembers(
  ctx: Ctx,
  given: readonly ImportedMember[],
  source: string,
  { dryRun }: { readonly dryRun: boolean } = { dryRun: false },
): Promise<Map<string, Imported>> {
  const rows = [...new Map(given.map((g) => [g.external, g])).values()];
  const prepared = rows.map((r) => ({
    ...r,
    id: newId('mem'),
    stored: r.phone ? storePhone(ctx.crypto, r.phone) : null,
  }));
  const known = await findKnown(
    ctx,
    prepared.map((r) => ({ external: `${source}:${r.external}`, phone: r.stored?.index ?? null })),
  );
  const fresh = prepared.filter((r) => !known.has(`${source}:${r.external}`));
  const made = dryRun ? new Map<string, number>() : await insertAll(ctx, fresh, source);
  if (!dryRun) {
    await nameAll(ctx, prepared, known, made, source);
    await tagAll(ctx, prepared, known, made, source);
  }
  return new Map(
    prepared.map((r) => {
      const old = known.get(`${source}:${r.external}`);
      const member = old ?? { memberId: r.id, personNo: made.get(r.id) ?? 0 };
      return [r.external, { ...member, isNew: !old }];
    }),
  );
}

type Known = { memberId: string; personNo: number };
type Prepared = ImportedMember & { id: string; stored: ReturnType<typeof storePhone> | null };

async function findKnown(
  ctx: Ctx,
  asked: readonly { external: string; phone: string | null }[],
): Promise<Map<string, Known>> {
  const { rows } = await sql<Known & { external: string }>`
    with asked as (
      select asked.external, asked.phone, i.member_id
      from unnest(${asked.map((a) => a.external)}::text[], ${asked.map((a) => a.phone)}::text[]) as asked (external, phone)
      left join members.identity i on i.kind = 'external' and i.value = asked.external
    )
    select asked.external, m.id as member_id, m.person_no
    from asked join members.member m on m.id = asked.member_id where m.merged_into is null
    union all
    select asked.external, m.id as member_id, m.person_no
    from asked join members.member m on m.phone_index = asked.phone where asked.member_id is null and m.merged_into is null
  `.execute(ctx.db);
  return new Map(rows.map(({ external, ...known }) => [external, known]));
}

/** Two rows of one file with one phone are one person: the second finds the number taken and goes without it. */
async function insertAll(ctx: Ctx, fresh: readonly Prepared[], source: string): Promise<Map<string, number>> {
  if (fresh.length === 0) return new Map();
  const taken = new Set<string>();
  const phones = fresh.map((r) => {
    if (!r.stored || taken.has(r.stored.index)) return null;
    taken.add(r.stored.index);
    return r.stored;
  });
  const { rows } = await sql<{ id: string; personNo: number }>`
    with made as (
      insert into members.member (id, nickname, phone_sealed, phone_index, phone_masked, source, created_at)
      select * from unnest(
        ${fresh.map((r) => r.id)}::text[],
        ${fresh.map((r) => r.nickname ?? `${source} ${r.external}`.slice(0, 30))}::text[],
        ${phones.map((p) => p?.sealed ?? null)}::text[],
        ${phones.map((p) => p?.index ?? null)}::text[],
        ${phones.map((p) => p?.masked ?? null)}::text[],
        ${fresh.map(() => `import:${source}`)}::text[],
        ${fresh.map((r) => r.joinedAt ?? ctx.now())}::timestamptz[]
      )
      returning id, person_no
    ), placed as (insert into members.standing (person_no) select person_no from made)
    select id, person_no from made
  `.execute(ctx.db);
  const made = new Map(rows.map((r) => [r.id, r.personNo]));
  for (const r of fresh)
    ctx.emit(memberJoined, {
      personNo: made.get(r.id) ?? null,
      payload: { memberId: r.id, source: `import:${source}` },
      ...(r.joinedAt ? { at: r.joinedAt } : {}),
    });
  return made;
}

async function nameAll(
  ctx: Ctx,
  rows: readonly Prepared[],
  known: ReadonlyMap<string, Known>,
  made: ReadonlyMap<string, number>,
  source: string,
): Promise<void> {
  const names = rows.filter((r) => made.has(r.id) || known.has(`${source}:${r.external}`));
  await sql`
    insert into members.identity (kind, value, member_id, seen_at)
    select 'external', value, member_id, ${ctx.now()} from unnest(
      ${names.map((r) => `${source}:${r.external}`)}::text[],
      ${names.map((r) => known.get(`${source}:${r.external}`)?.memberId ?? r.id)}::text[]
    ) as given (value, member_id)
    on conflict do nothing
  `.execute(ctx.db);
}

async function tagAll(
  ctx: Ctx,
  rows: readonly Prepared[],
  known: ReadonlyMap<string, Known>,
  made: ReadonlyMap<string, number>,
  source: string,
): Promise<void> {
  const tags = rows.flatMap((r) => {
    const memberId = known.get(`${source}:${r.external}`)?.memberId ?? (made.has(r.id) ? r.id : null);
    return memberId ? (r.tags ?? []).map((tag) => ({ memberId, tag })) : [];
  });
  if (tags.length === 0) return;
  await sql`
    insert into members.tag (member_id, name, source, reason, at)
    select member_id, name, 'import', ${saidText(words(`导入 ${source}`, `Import ${source}`))}, ${ctx.now()}
    from unnest(${tags.map((t) => t.memberId)}::text[], ${tags.map((t) => t.tag)}::text[]) as given (member_id, name)
    on conflict do nothing
  `.execute(ctx.db);
}
