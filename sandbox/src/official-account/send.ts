import { takeGrant } from '../messages/grant.ts';
import { postNotice } from '../messages/notice.ts';
import { readFields } from '../messages/send.ts';
import { contentOf, exampleOf, templateOf, templates } from '../messages/template.ts';
import { type MpEndpoint, MpError, ok } from '../mp/endpoint.ts';
import { day, quota, reachedQuota } from '../mp/quota.ts';
import { type Json, recordOf, textOf } from '../world/json.ts';
import type { World } from '../world/world.ts';
import { allowed } from './account.ts';
import { namedFollower } from './follower.ts';
import { readMessage, say } from './message.ts';
import { type AccountPush, tellAccount } from './push.ts';
import { takeFromWindow } from './window.ts';

/** Messages of an account to one follower: kf, template, subscribe notice. */
export function sendEndpoints(push: AccountPush): readonly MpEndpoint[] {
  const [kfDaily, templateDaily] = [quota(500_000, day), quota(100_000, day)];
  return [
    {
      method: 'POST',
      path: '/cgi-bin/message/custom/send',
      title: '公众号：客服消息',
      token: true,
      answer: (world, { body, app }) => {
        const account = allowed(world, app, 'custom');
        const { shopper, follower } = namedFollower(world, account, textOf(body, 'touser'));
        const said = readMessage(world, account, body);
        if (!follower?.subscribed) throw new MpError(45015, 'response out of time limit or subscription is canceled');
        if (!kfDaily.take(account.appid, world.clock.now())) throw reachedQuota();
        world.store.together(() => {
          takeFromWindow(world, account, shopper.id);
          say(world, account, shopper.id, said);
        });
        return ok;
      },
    },
    {
      method: 'POST',
      path: '/cgi-bin/message/template/send',
      title: '公众号：模板消息',
      token: true,
      answer: (world, { body, app }) => {
        const account = allowed(world, app, 'template');
        const { shopper, follower } = namedFollower(world, account, textOf(body, 'touser'));
        if (!follower?.subscribed) throw new MpError(43004, 'require subscribe');
        const { title, fields } = filled(account, body);
        if (!templateDaily.take(account.appid, world.clock.now())) throw reachedQuota();
        const msgid = world.store.next('oa-template-message');
        const arrives = !world.faults.get().noticeFails;
        if (arrives)
          postNotice(world, {
            shopperId: shopper.id,
            chat: 'account',
            from: account.appid,
            title,
            fields,
            ...opens(world, body),
          });
        void tellAccount(world, push, account, shopper, {
          MsgType: 'event',
          Event: 'TEMPLATESENDJOBFINISH',
          MsgID: msgid,
          Status: arrives ? 'success' : 'failed: system failed',
        });
        return { ...ok, msgid };
      },
    },
    {
      method: 'GET',
      path: '/cgi-bin/template/get_all_private_template',
      title: '公众号：模板列表',
      token: true,
      answer: (world, { app }) => {
        const account = allowed(world, app, 'template');
        return {
          template_list: templates.flatMap((template) => {
            const template_id = account.templates[template.key];
            const said = { title: template.title, content: contentOf(template), example: exampleOf(template) };
            return template_id === undefined
              ? []
              : [{ template_id, primary_industry: '', deputy_industry: '', ...said }];
          }),
        };
      },
    },
    {
      method: 'POST',
      path: '/cgi-bin/message/subscribe/bizsend',
      title: '公众号：订阅通知',
      token: true,
      answer: (world, { body, app }) => {
        const account = allowed(world, app, 'notice');
        const { shopper, follower } = namedFollower(world, account, textOf(body, 'touser'));
        const { title, fields } = filled(account, body);
        const templateId = textOf(body, 'template_id') ?? '';
        const opened = opens(world, body);
        const arrives = !world.faults.get().noticeFails;
        world.store.together(() => {
          if (!takeGrant(world, shopper.id, templateId)) throw new MpError(43101, 'user refuse to accept the msg');
          // A follower has it in the account, anybody else among the service notices.
          const where = follower?.subscribed
            ? ({ chat: 'account', from: account.appid } as const)
            : ({ chat: 'service' } as const);
          if (arrives) postNotice(world, { shopperId: shopper.id, ...where, title, fields, ...opened });
        });
        // The answer names no message: who hears the report knows it by the person and the template.
        void tellAccount(world, push, account, shopper, {
          MsgType: 'event',
          Event: 'subscribe_msg_sent_event',
          SubscribeMsgSentEvent: {
            inner: [
              {
                TemplateId: templateId,
                MsgID: String(1_700_000_000_000 + world.store.next('oa-notice')),
                ErrorCode: arrives ? '0' : '1',
                ErrorStatus: arrives ? 'success' : 'failed',
              },
            ],
          },
        });
        return ok;
      },
    },
  ];
}

function filled(account: Parameters<typeof templateOf>[0], body: Json) {
  const template = templateOf(account, textOf(body, 'template_id') ?? '');
  if (!template) throw new MpError(40037, 'invalid template_id');
  return { title: template.title, fields: readFields(template, recordOf(body, 'data')) };
}

/** The mini program goes first where both are given. */
function opens(world: World, body: Json): { readonly page?: string; readonly appid?: string; readonly url?: string } {
  const card = recordOf(body, 'miniprogram');
  const url = textOf(body, 'url') ?? textOf(body, 'page');
  if (!card) return url ? { url } : {};
  const [appid, page] = [textOf(card, 'appid'), textOf(card, 'pagepath')];
  if (!world.credentials.apps.some((app) => app.appid === appid)) throw new MpError(40165, 'invalid weapp pagepath');
  return { appid, page: (page ?? '').replace(/^\//, '') };
}
