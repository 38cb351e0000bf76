import type { Ctx } from '../../../platform/ctx.ts';
import { wecomOf } from './corp.ts';

/** Kept by the shop itself, not only shown from WeCom's host. */
export const isOwn = (picture: string): boolean => picture.startsWith('/files/');

/**
 * The picture of a code of WeCom, kept with the shop's own files: it is there whatever becomes of WeCom's address, and shoppers load it from
 * where they load everything. With no transaction open. Throws as the client does, and `platform.not_an_image`.
 */
export async function keepPicture(ctx: Ctx, address: string): Promise<string> {
  const wecom = await wecomOf(ctx);
  return ctx.files.putImage(await wecom.picture(address));
}
