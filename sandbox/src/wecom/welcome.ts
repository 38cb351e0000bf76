import { postNotice } from '../messages/notice.ts';
import { isRecord, type Json, recordOf, textOf } from '../world/json.ts';
import { seeded, urlSafe } from '../world/seed.ts';
import type { TableShape } from '../world/table.ts';
import type { World } from '../world/world.ts';
import { badParameter, done, type WecomEndpoint, WecomError } from './endpoint.ts';
import { isMedia } from './media.ts';

type Welcome = {
  readonly code: string;
  readonly userid: string;
  readonly shopperId: string;
  readonly at: string;
  readonly used: boolean;
};

const welcomes: TableShape<Welcome> = { name: 'wecom-welcomes' };
/** Once, and within this of the event. Source: document/path/92599 */
const goodMs = 20_000;
const longestBytes = 4000;
const mostAttachments = 9;

export function makeWelcome(world: World, userid: string, shopperId: string): string {
  const number = world.store.next('wecom-welcome');
  const code = seeded(world.seed, 'welcome', number, 43, urlSafe);
  const at = world.clock.now();
  world.store.together(() => {
    const table = world.store.of(welcomes);
    // Those that ended an hour ago are worth nothing to anybody.
    for (const old of [...table.all()]) {
      if (at.getTime() - Date.parse(old.at) < 3_600_000) break;
      table.drop(old.code);
    }
    table.put(code, { code, userid, shopperId, at: at.toISOString(), used: false });
  });
  return code;
}

/** POST externalcontact/send_welcome_msg: 41050 after twenty seconds, 41051 the second time. */
export const welcomeEndpoint: WecomEndpoint = {
  method: 'POST',
  path: '/cgi-bin/externalcontact/send_welcome_msg',
  title: '发送新客户欢迎语',
  answer: (world, { body }) => {
    const welcome = world.store.of(welcomes).get(textOf(body, 'welcome_code') ?? '');
    const now = world.clock.now().getTime();
    if (!welcome || now - Date.parse(welcome.at) > goodMs) throw new WecomError(41050, 'invalid welcome code');
    if (welcome.used) throw new WecomError(41051, 'external user has started chatting or welcome msg sent');
    if (world.faults.get().wecom === '41096') throw new WecomError(41096, 'welcome msg is being distributed');
    const parts = readParts(world, body);
    world.store.of(welcomes).put(welcome.code, { ...welcome, used: true });
    for (const part of parts)
      postNotice(world, { shopperId: welcome.shopperId, chat: 'wecom', from: welcome.userid, ...part });
    return done;
  },
};

type Part = { readonly title: string; readonly page?: string; readonly appid?: string; readonly image?: string };

function readParts(world: World, body: Json): readonly Part[] {
  const text = textOf(recordOf(body, 'text') ?? {}, 'content') ?? '';
  const attachments = body.attachments ?? [];
  if (!Array.isArray(attachments) || attachments.length > mostAttachments) throw badParameter('attachments');
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
    if (!world.credentials.apps.some((app) => app.appid === appid)) throw new WecomError(90207, 'invalid appid');
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
