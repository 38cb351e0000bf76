import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { OPEN } from './article.ts';
import { contentErrors } from './errors.ts';
import { articleLiked } from './events.ts';

export type Her = { readonly memberId: string; readonly personNo: number };
type Liking = { readonly likes: number; readonly liked: boolean };

/** Once a member, however often she taps. Throws `content.not_found`. */
export async function like(ctx: Ctx, { memberId, personNo }: Her, articleId: string): Promise<Liking> {
  const title = await mustBeOpen(ctx, articleId);
  const { rows } = await sql`
    insert into content.liking (article_id, member_id, person_no, liked_at) values (${articleId}, ${memberId}, ${personNo}, ${ctx.now()})
    on conflict do nothing returning article_id
  `.execute(ctx.db);
  if (rows.length > 0) ctx.emit(articleLiked, { personNo, payload: { memberId, articleId, title } });
  return readLiking(ctx, memberId, articleId);
}

/** Throws `content.not_found`. */
export async function unlike(ctx: Ctx, { memberId }: Her, articleId: string): Promise<Liking> {
  await mustBeOpen(ctx, articleId);
  await sql`delete from content.liking where article_id = ${articleId} and member_id = ${memberId}`.execute(ctx.db);
  return readLiking(ctx, memberId, articleId);
}

export async function readLiking(ctx: Ctx, memberId: string, articleId: string): Promise<Liking> {
  const { rows } = await sql<Liking>`
    select count(*)::int as likes, coalesce(bool_or(member_id = ${memberId}), false) as liked from content.liking where article_id = ${articleId}
  `.execute(ctx.db);
  return rows[0] ?? { likes: 0, liked: false };
}

export async function likesOf(ctx: Ctx, ids: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ id: string; likes: number }>`
    select article_id as id, count(*)::int as likes from content.liking where article_id = any(${[...ids]}::text[]) group by 1
  `.execute(ctx.db);
  return new Map(rows.map(({ id, likes }) => [id, likes]));
}

async function mustBeOpen(ctx: Ctx, id: string): Promise<string> {
  const { rows } = await sql<{ title: string }>`
    select a.published->>'title' as title from content.article a where a.id = ${id} and ${OPEN}
  `.execute(ctx.db);
  const [row] = rows;
  if (row === undefined) throw contentErrors.error('not_found', { id });
  return row.title;
}
