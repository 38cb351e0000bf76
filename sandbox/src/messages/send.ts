import { isPublished } from '../codes/published-pages.ts';
import { type MpEndpoint, MpError, ok } from '../mp/endpoint.ts';
import { pushEvent } from '../mp/push.ts';
import { day, quota, reachedQuota } from '../mp/quota.ts';
import { type Shopper, shopperByOpenid } from '../phone/shopper.ts';
import type { App } from '../world/credentials.ts';
import { isRecord, type Json, recordOf, textOf } from '../world/json.ts';
import type { World } from '../world/world.ts';
import { isFieldValue } from './field.ts';
import { takeGrant } from './grant.ts';
import { postNotice } from './notice.ts';
import { type Template, templateOf } from './template.ts';

/**
 * POST /cgi-bin/message/subscribe/send. Uses up one grant and puts a card into the shopper's 服务通知.
 * Errors: 40003 openid, 40037 template, 47003 names the field, 41030 page, 43101 no grant left.
 */
export function sendEndpoint(): MpEndpoint {
  const daily = quota(30_000_000, day);
  return {
    method: 'POST',
    path: '/cgi-bin/message/subscribe/send',
    title: '发送订阅消息',
    token: true,
    answer: (world, { body, app }) => {
      const shopper = readShopper(world, app, body);
      const template = templateOf(app, textOf(body, 'template_id') ?? '');
      if (!template) throw new MpError(40037, 'invalid template_id');
      const fields = readFields(template, recordOf(body, 'data'));
      const page = readPage(body);
      checkState(body);
      if (!daily.take('', world.clock.now())) throw reachedQuota();
      const arrives = !world.faults.get().noticeFails;
      world.store.together(() => {
        if (!takeGrant(world, shopper.id, textOf(body, 'template_id') ?? '')) {
          throw new MpError(43101, 'user refuse to accept the msg');
        }
        const { title } = template;
        if (!arrives) return;
        postNotice(world, { shopperId: shopper.id, chat: 'service', appid: app.appid, title, fields, page });
      });
      const msgid = world.store.next('subscribe message');
      // What became of it is told a moment after it was taken.
      const templateId = textOf(body, 'template_id') ?? '';
      setTimeout(() => tellSent(world, app, textOf(body, 'touser') ?? '', { msgid, templateId, arrives }), 400).unref();
      return { ...ok, msgid };
    },
  };
}

type Sent = { readonly msgid: number; readonly templateId: string; readonly arrives: boolean };

/** subscribe_msg_sent_event, in JSON: a list of one. */
function tellSent(world: World, app: App, openid: string, { msgid, templateId, arrives }: Sent): void {
  pushEvent(world, app.appid, openid, 'subscribe_msg_sent_event', {
    List: {
      TemplateId: templateId,
      MsgID: String(msgid),
      ErrorCode: arrives ? '0' : '1',
      ErrorStatus: arrives ? 'success' : 'failed',
    },
  });
}

function readShopper(world: World, app: App, body: Json): Shopper {
  const shopper = shopperByOpenid(world, app, textOf(body, 'touser') ?? '');
  if (!shopper) throw new MpError(40003, 'invalid openid');
  return shopper;
}

/** Every field of the template with a value that its type takes; anything else is 47003 with the field's name. */
export function readFields(template: Template, data: Json | undefined): readonly { label: string; value: string }[] {
  if (!data) throw new MpError(47003, 'argument invalid! data is empty');
  const unknown = Object.keys(data).find((key) => !template.fields.some((field) => field.key === key));
  if (unknown) throw invalidField(unknown);
  return template.fields.map(({ key, label }) => {
    const entry = data[key];
    const value = isRecord(entry) ? entry.value : undefined;
    if (typeof value !== 'string' || !isFieldValue(key, value)) throw invalidField(key);
    return { label, value };
  });
}

function invalidField(key: string): MpError {
  return new MpError(47003, `argument invalid! data.${key}.value invalid`);
}

function readPage(body: Json): string | null {
  if (body.page === undefined || body.page === '') return null;
  const page = textOf(body, 'page');
  if (page === undefined || !/^\/?[\w\-./]+(\?\S*)?$/.test(page)) throw new MpError(41030, 'invalid page');
  if (!isPublished(page)) throw new MpError(41030, 'invalid page');
  return page.replace(/^\//, '');
}

function checkState(body: Json): void {
  const { miniprogram_state: state, lang } = body;
  if (state !== undefined && state !== 'developer' && state !== 'trial' && state !== 'formal') {
    throw new MpError(47003, 'argument invalid! miniprogram_state invalid');
  }
  if (lang !== undefined && lang !== 'zh_CN' && lang !== 'en_US' && lang !== 'zh_HK' && lang !== 'zh_TW') {
    throw new MpError(47003, 'argument invalid! lang invalid');
  }
}
