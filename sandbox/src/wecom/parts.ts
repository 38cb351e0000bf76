import { isRecord, type Json, recordOf, textOf } from '../world/json.ts';
import type { World } from '../world/world.ts';
import { badParameter, WecomError } from './endpoint.ts';
import { isMedia } from './media.ts';

const longestBytes = 4000;
const mostAttachments = 9;

/** One bubble in the customer's chat. */
export type Part = { readonly title: string; readonly page?: string; readonly appid?: string; readonly image?: string };

/** Text and attachments, as welcomes, mass messages and the like take them: 40058, 41064, 40007, 90207. */
export function readParts(world: World, body: Json): readonly Part[] {
  const text = textOf(recordOf(body, 'text') ?? {}, 'content') ?? '';
  const attachments = body.attachments ?? [];
  if (!Array.isArray(attachments)) throw badParameter('attachments');
  if (attachments.length > mostAttachments) throw new WecomError(41064, 'too many attachments');
  if (text === '' && attachments.length === 0) throw badParameter('text and attachments are empty');
  if (Buffer.byteLength(text) > longestBytes) throw badParameter('text is too long');
  return [...(text === '' ? [] : [{ title: text }]), ...attachments.map((one) => readAttachment(world, one))];
}

function readAttachment(world: World, value: unknown): Part {
  const one = isRecord(value) ? value : {};
  const type = textOf(one, 'msgtype') ?? '';
  const what = recordOf(one, type) ?? {};
  const title = textOf(what, 'title') ?? '';
  if (type === 'miniprogram') {
    const [appid, page] = [textOf(what, 'appid') ?? '', textOf(what, 'page') ?? ''];
    if (title === '' || Buffer.byteLength(title) > 64) throw badParameter('miniprogram.title');
    if (!isMedia(world, textOf(what, 'pic_media_id'))) throw new WecomError(40007, 'invalid media_id');
    const linked = world.faults.get().wecomSetup !== 'mini-program';
    if (!linked || !world.credentials.apps.some((app) => app.appid === appid))
      throw new WecomError(90207, 'invalid appid');
    if (page === '') throw badParameter('miniprogram.page');
    // The platform asks for `.html` behind the path of the page, and opens the page without it.
    return { title, page: page.replace(/^\//, '').replace('.html', ''), appid };
  }
  if (type === 'link') {
    const url = textOf(what, 'url') ?? '';
    if (title === '' || Buffer.byteLength(title) > 128 || !URL.canParse(url)) throw badParameter('link');
    return { title: `${title}\n${url}` };
  }
  if (type === 'image') {
    const picture = textOf(what, 'pic_url');
    if (!picture && !isMedia(world, textOf(what, 'media_id'))) throw new WecomError(40007, 'invalid media_id');
    return { title: '[图片]', ...(picture ? { image: picture } : {}) };
  }
  throw badParameter('attachments.msgtype');
}
