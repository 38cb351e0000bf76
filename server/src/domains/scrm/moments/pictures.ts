import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { words } from '@huoshui/contracts/words';
import type { Ctx } from '../../../platform/ctx.ts';
import { badForm } from '../../../platform/form/read.ts';
import type { MomentValues } from './moment-form.ts';

/** The first picture of each of these products by its id, as it lies with us: `/files/ab/….webp`. */
export type PicturesOf = (ctx: Ctx, productIds: readonly string[]) => Promise<ReadonlyMap<string, string | null>>;

/** WeCom takes PNG and JPEG of at most 10 MB (document/path/95098); a feed shows no more than this. */
const WIDEST = 1080;

/** Throws `platform.bad_form`: one of the products has no picture that lies with us. */
export async function refuseWithoutPictures(ctx: Ctx, of: PicturesOf, values: MomentValues): Promise<void> {
  const files = await filesOf(ctx, of, values);
  const without = files.indexOf(null);
  if (without >= 0)
    throw badForm([
      {
        at: 'goods',
        words: words(
          `第 ${without + 1} 个商品没有存在店里的图片`,
          `Product no. ${without + 1} has no picture that lies with the shop`,
        ),
      },
    ]);
}

/** The pictures of a moment, in the operator’s order, as WeCom takes them; one that is gone since is left out. */
export async function readPictures(ctx: Ctx, of: PicturesOf, values: MomentValues): Promise<readonly Buffer[]> {
  const { default: sharp } = await import('sharp');
  const drawn: Buffer[] = [];
  for (const file of await filesOf(ctx, of, values))
    if (file !== null)
      drawn.push(
        await sharp(await readFile(path.join(ctx.files.folder, file)))
          .resize({ width: WIDEST, withoutEnlargement: true })
          .png()
          .toBuffer(),
      );
  return drawn;
}

async function filesOf(ctx: Ctx, of: PicturesOf, { card, goods }: MomentValues): Promise<readonly (string | null)[]> {
  if (card !== 'pictures') return [];
  const addresses = await of(ctx, goods ?? []);
  return (goods ?? []).map(
    (id) => /^\/files\/([0-9a-f]{2}\/[0-9a-f]{32}\.\w+)$/.exec(addresses.get(id) ?? '')?.[1] ?? null,
  );
}
