import type { FastifyInstance } from 'fastify';
import { createInbox } from '../../platform/callbacks/take-in.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { readCallback } from '../../wechat/index.ts';
import { callbackKeys, notePushRefused } from './corp/corp.ts';

/**
 * Where WeCom pushes (接收事件服务器 of the app). It waits a second for the check of the address and five for an event, then comes
 * twice more: an event is durable before it is answered, and worked off afterwards.
 */
export function mountCallback(app: FastifyInstance, ctx: Ctx): void {
  const takeIn = createInbox(ctx);
  void app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'string', bodyLimit: 256 * 1024 }, (_request, body, done) =>
      done(null, body),
    );
    scope.route<{ Querystring: Record<string, string | undefined> }>({
      method: ['GET', 'POST'],
      url: '/wechat/wecom/callback',
      schema: { hide: true },
      config: { rateLimit: false },
      handler: async (request, reply) => {
        const keys = await callbackKeys(ctx);
        const body = typeof request.body === 'string' ? request.body : '';
        const pushed = keys && readCallback(keys, { query: request.query, body });
        if (!pushed) {
          if (keys && request.query.msg_signature) await notePushRefused(ctx);
          return reply.code(403).send('');
        }
        if ('echo' in pushed) return reply.type('text/plain').send(pushed.echo);
        await takeIn(asPushed(ctx, pushed.event));
        return reply.type('text/plain').send('success');
      },
    });
  });
}

/** Their handlers do no more than read how things stand. WeCom tells moments in whole seconds, so two edits of one second look like one. */
const NEWS = ['edit_external_contact', 'change_external_chat', 'change_contact'];

/** A second delivery says the same, its moment too; a welcome code is of one add. */
function asPushed(ctx: Ctx, event: Readonly<Record<string, unknown>>) {
  const text = (name: string) => (typeof event[name] === 'string' ? event[name] : '');
  const seconds = Number(text('CreateTime'));
  const kind = [text('Event') || text('MsgType'), text('ChangeType')].filter((part) => part !== '').join('.');
  const whose = ['UserID', 'ExternalUserID', 'ChatId', 'Id', 'MsgId', 'WelcomeCode', 'UpdateDetail', 'CurMemVer'].map(
    text,
  );
  return {
    source: 'wecom',
    kind,
    key: JSON.stringify([kind, text('CreateTime'), ...whose, event.MemChangeList ?? '']),
    person: text('ExternalUserID') || text('ChatId'),
    again: NEWS.includes(text('Event')) || NEWS.includes(text('ChangeType')),
    body: event,
    happenedAt: seconds > 0 ? new Date(seconds * 1000) : ctx.now(),
  };
}
