import type { Draft } from '@huoshui/contracts/form';
import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { badForm, readForm } from '../../platform/form/read.ts';
import { newId } from '../../platform/ids.ts';
import { mustFind } from './article.ts';
import { articleForm, missing } from './article-form.ts';
import { contentErrors } from './errors.ts';
import { type ArticleView, present } from './present.ts';

/** Throws `platform.bad_form`. */
export async function createArticle(ctx: Ctx, draft: Draft): Promise<ArticleView> {
  const values = await readForm(ctx, articleForm, draft);
  const id = newId('art');
  await sql`
    insert into content.article (id, values, created_at, updated_at)
    values (${id}, ${JSON.stringify(values)}::jsonb, ${ctx.now()}, ${ctx.now()})
  `.execute(ctx.db);
  return readArticle(ctx, id);
}

/** What shoppers read stays as it is. Throws `content.not_found`, `platform.bad_form`. */
export async function saveArticle(ctx: Ctx, id: string, draft: Draft): Promise<ArticleView> {
  const before = await mustFind(ctx, id);
  const values = await readForm(ctx, articleForm, draft, { stored: before.values });
  await sql`
    update content.article set values = ${JSON.stringify(values)}::jsonb, saves = saves + 1, updated_at = ${ctx.now()} where id = ${id}
  `.execute(ctx.db);
  return readArticle(ctx, id);
}

/**
 * Shoppers read the very save that was seen from now on; also of one that was withdrawn. What it needs is asked again, as its goods may have gone since.
 * Throws `content.not_found`, `saved_since`, `platform.bad_form`.
 */
export async function publishArticle(ctx: Ctx, id: string, saves: number): Promise<ArticleView> {
  const article = await mustFind(ctx, id);
  if (article.saves !== saves) throw contentErrors.error('saved_since');
  const values = await readForm(ctx, articleForm, article.values, { stored: article.values });
  const lacks = missing(values);
  if (lacks.length > 0) throw badForm([...lacks]);
  const { rows } = await sql`
    update content.article set published = ${JSON.stringify(values)}::jsonb, published_saves = saves, published_at = ${ctx.now()},
      first_published_at = coalesce(first_published_at, ${ctx.now()}), withdrawn_at = null
    where id = ${id} and saves = ${saves} returning id
  `.execute(ctx.db);
  // Somebody saved between the look and the statement.
  if (rows.length === 0) throw contentErrors.error('saved_since');
  return readArticle(ctx, id);
}

/** Its links lead nowhere then; readers and likes stay. Throws `content.not_found`, `not_published`. */
export async function withdrawArticle(ctx: Ctx, id: string): Promise<ArticleView> {
  await mustFind(ctx, id);
  const { rows } = await sql`
    update content.article set withdrawn_at = ${ctx.now()} where id = ${id} and published is not null and withdrawn_at is null returning id
  `.execute(ctx.db);
  if (rows.length === 0) throw contentErrors.error('not_published');
  return readArticle(ctx, id);
}

/** Throws `content.not_found`. */
export async function readArticle(ctx: Ctx, id: string): Promise<ArticleView> {
  const [view] = await present(ctx, [await mustFind(ctx, id)]);
  if (view === undefined) throw contentErrors.error('not_found', { id });
  return view;
}
