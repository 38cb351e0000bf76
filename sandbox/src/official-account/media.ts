import { type MpEndpoint, MpError } from '../mp/endpoint.ts';
import { seeded, urlSafe } from '../world/seed.ts';
import type { TableShape } from '../world/table.ts';
import type { World } from '../world/world.ts';
import { allowed } from './account.ts';

type Media = { readonly appid: string; readonly at: string };
const media: TableShape<Media> = { name: 'oa-media' };
const keptMs = 3 * 86_400_000;

/** POST /cgi-bin/media/upload: a file as multipart field `media`, for three days. */
export const mediaEndpoint: MpEndpoint = {
  method: 'POST',
  path: '/cgi-bin/media/upload',
  title: '公众号：上传临时素材',
  token: true,
  file: true,
  answer: (world, { query, app, text }) => {
    const { appid } = allowed(world, app, 'media');
    if (!['image', 'voice', 'video', 'thumb'].includes(query.type ?? ''))
      throw new MpError(40004, 'invalid media type');
    if (!/name="media"; ?filename="[^"]+"/.test(text) || text.length < 200)
      throw new MpError(41005, 'media data missing');
    const id = seeded(world.seed, 'oa-media', world.store.next('oa-media'), 64, urlSafe);
    const now = world.clock.now();
    world.store.of(media).put(id, { appid, at: now.toISOString() });
    return { type: query.type, media_id: id, created_at: Math.floor(now.getTime() / 1000) };
  },
};

export function isAccountMedia(world: World, appid: string, id: string | undefined): boolean {
  const known = world.store.of(media).get(id ?? '');
  return known !== undefined && known.appid === appid && world.clock.now().getTime() - Date.parse(known.at) < keptMs;
}
