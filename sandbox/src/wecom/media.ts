import { seeded, urlSafe } from '../world/seed.ts';
import type { TableShape } from '../world/table.ts';
import type { World } from '../world/world.ts';
import { done, type WecomCall, type WecomEndpoint, WecomError } from './endpoint.ts';

type Media = { readonly at: string };
const media: TableShape<Media> = { name: 'wecom-media' };
/** For moments and the product album: others than those for messages. */
const attachments: TableShape<Media> = { name: 'wecom-attachments' };
/** What is uploaded is there for three days. */
const keptMs = 3 * 86_400_000;

export const mediaEndpoints: readonly WecomEndpoint[] = [
  /** POST /cgi-bin/media/upload: a file of more than five bytes as multipart field `media`. */
  {
    method: 'POST',
    path: '/cgi-bin/media/upload',
    title: '企微上传临时素材',
    file: true,
    answer: (world, call) => keep(world, media, call, call.query.type, ['image', 'voice', 'video', 'file']),
  },
  /** POST /cgi-bin/media/upload_attachment: 1 for moments, 2 for the product album. Source: document/path/95098 */
  {
    method: 'POST',
    path: '/cgi-bin/media/upload_attachment',
    title: '企微上传附件资源',
    file: true,
    answer: (world, call) => {
      if (!['1', '2'].includes(call.query.attachment_type ?? '')) throw new WecomError(40058, 'attachment_type');
      return keep(world, attachments, call, call.query.media_type, ['image', 'video', 'file']);
    },
  },
];

function keep(
  world: World,
  table: TableShape<Media>,
  { text }: WecomCall,
  type: string | undefined,
  types: readonly string[],
) {
  if (!types.includes(type ?? '')) throw new WecomError(40004, 'invalid media type');
  if (!/name="media"; ?filename="[^"]+"/.test(text) || text.length < 200)
    throw new WecomError(41005, 'media data missing');
  const id = `3${seeded(world.seed, 'media', world.store.next('wecom-media'), 64, urlSafe)}`;
  const now = world.clock.now();
  world.store.of(table).put(id, { at: now.toISOString() });
  return { ...done, type, media_id: id, created_at: String(Math.floor(now.getTime() / 1000)) };
}

export const isMedia = (world: World, id: string | undefined): boolean => isKept(world, media, id);
export const isAttachment = (world: World, id: string | undefined): boolean => isKept(world, attachments, id);

function isKept(world: World, table: TableShape<Media>, id: string | undefined): boolean {
  const known = world.store.of(table).get(id ?? '');
  return known !== undefined && world.clock.now().getTime() - Date.parse(known.at) < keptMs;
}
