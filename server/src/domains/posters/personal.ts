import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { isLater, type Wechat, WechatError } from '../../wechat/index.ts';
import { findProducts } from '../catalog/index.ts';
import { sceneOfKind } from '../codes/index.ts';
import { drawPoster } from './draw-poster.ts';
import { posterErrors } from './errors.ts';
import { PLAIN, type PosterValues } from './poster-form.ts';
import { findPoster } from './posters.ts';

/** Where a code of somebody leads. */
export type Place = { readonly page: 'activity' | 'leader'; readonly id: string; readonly entry: string | null };
export type Shared = {
  /** What she shares, once for ever: `entry:ent_…`. */
  readonly subject: string;
  readonly place: Place;
  readonly nickname: string;
  readonly activity: string;
  /** Null: the plain one. */
  readonly poster: string | null;
  /** A code that stands on it instead of one of the mini program: its picture among the shop’s files. */
  readonly code?: string;
};

/** Every version has it; where it leads the server says. */
const LANDING = 'home/pages/home';
/** Sharp at the largest that it may stand on a poster. */
const PIXELS = 700;

/**
 * Her poster: made at the first time, drawn anew when what stands on it has changed. WeChat is asked for her code outside of any
 * transaction, and once. Throws `posters.no_code`.
 */
export async function makePoster(ctx: Ctx, wechat: Wechat, shared: Shared): Promise<string> {
  const values = (shared.poster === null ? undefined : await findPoster(ctx, shared.poster)) ?? PLAIN;
  const row = await ownRow(ctx, shared);
  const products = await picturesOf(ctx, values);
  const drawnOf = createHash('sha256')
    .update(
      JSON.stringify([values, shared.nickname, shared.activity, [...products], ...(shared.code ? [shared.code] : [])]),
    )
    .digest('hex');
  if (row.picture !== null && row.drawnOf === drawnOf) return row.picture;
  const code = shared.code ?? row.code ?? (await makeCode(ctx, wechat, row));
  const { folder } = ctx.files;
  const drawn = await drawPoster(
    values,
    { ...shared, code: await readFile(path.join(folder, code.replace(/^\/files\//, ''))) },
    { folder, products },
  );
  const picture = await ctx.files.putImage(drawn);
  await sql`
    update posters.personal set picture = ${picture}, drawn_of = ${drawnOf}, poster_id = ${shared.poster} where subject = ${shared.subject}
  `.execute(ctx.db);
  return picture;
}

/** Makes it, by whoever knows WeChat. */
export type MakePoster = (ctx: Ctx, shared: Shared) => Promise<string>;

/** Where the code of that scene leads; null for none of these. */
export async function placeOfScene(ctx: Ctx, scene: string): Promise<Place | null> {
  const { rows } = await sql<{ page: Place['page']; id: string; entry: string | null }>`
    select page, shown_id as id, entry_id as entry from posters.personal where scene = ${scene}
  `.execute(ctx.db);
  return rows[0] ?? null;
}

type Own = {
  readonly scene: string;
  readonly code: string | null;
  readonly picture: string | null;
  readonly drawnOf: string | null;
};

async function ownRow(ctx: Ctx, { subject, place, poster }: Shared): Promise<Own> {
  await sql`
    insert into posters.personal (subject, scene, poster_id, page, shown_id, entry_id, created_at)
    values (${subject}, ${sceneOfKind('friend-poster')}, ${poster}, ${place.page}, ${place.id}, ${place.entry}, ${ctx.now()}) on conflict (subject) do nothing
  `.execute(ctx.db);
  const { rows } = await sql<Own>`
    select scene, code, picture, drawn_of from posters.personal where subject = ${subject}
  `.execute(ctx.db);
  const [row] = rows;
  if (row === undefined) throw new Error(`no row for ${subject}`);
  return row;
}

async function makeCode(ctx: Ctx, wechat: Wechat, { scene }: Own): Promise<string> {
  const app = wechat.apps.find(({ kind }) => kind === 'mini_program');
  if (app === undefined) throw posterErrors.error('no_code');
  try {
    const { bytes } = await app.wxacode({ scene, page: LANDING, width: PIXELS });
    const code = await ctx.files.putImage(bytes);
    await sql`update posters.personal set code = ${code} where scene = ${scene} and code is null`.execute(ctx.db);
    return code;
  } catch (error) {
    if (!isLater(error) && !(error instanceof WechatError)) throw error;
    ctx.log.warn({ err: error }, 'WeChat did not make a code for a poster');
    throw posterErrors.error('no_code');
  }
}

/** The pictures of the products on it; one that has none leaves its place empty. */
export async function picturesOf(ctx: Ctx, { parts }: PosterValues): Promise<ReadonlyMap<string, string>> {
  const ids = parts.flatMap(({ product }) => product ?? []);
  const found = await findProducts(ctx, ids);
  return new Map([...found.values()].flatMap(({ id, image }) => (image === null ? [] : [[id, image] as const])));
}
