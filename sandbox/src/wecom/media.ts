import { seeded, urlSafe } from '../world/seed.ts';
import type { TableShape } from '../world/table.ts';
import type { World } from '../world/world.ts';
import { done, type WecomEndpoint, WecomError } from './endpoint.ts';

const media: TableShape<{ readonly at: string }> = { name: 'wecom-media' };
/** What is uploaded for a message is there for three days. */
const keptMs = 3 * 86_400_000;

/** POST /cgi-bin/media/upload: a file of more than five bytes as multipart field `media`. */
export const mediaEndpoint: WecomEndpoint = {
  method: 'POST',
  path: '/cgi-bin/media/upload',
  title: '企微上传临时素材',
  file: true,
  answer: (world, { query, text }) => {
    if (!['image', 'voice', 'video', 'file'].includes(query.type ?? ''))
      throw new WecomError(40004, 'invalid media type');
    if (!/name="media"; ?filename="[^"]+"/.test(text) || text.length < 200)
      throw new WecomError(41005, 'media data missing');
    const id = `3${seeded(world.seed, 'media', world.store.next('wecom-media'), 64, urlSafe)}`;
    const now = world.clock.now();
    world.store.of(media).put(id, { at: now.toISOString() });
    return { ...done, type: query.type, media_id: id, created_at: String(Math.floor(now.getTime() / 1000)) };
  },
};

export function isMedia(world: World, id: string | undefined): boolean {
  const known = world.store.of(media).get(id ?? '');
  return known !== undefined && world.clock.now().getTime() - Date.parse(known.at) < keptMs;
}
