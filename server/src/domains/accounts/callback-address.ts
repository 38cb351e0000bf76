import type { FastifyInstance } from 'fastify';
import type { Callback } from '../../platform/callbacks/callback.ts';
import { createInbox } from '../../platform/callbacks/take-in.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { newId } from '../../platform/ids.ts';
import { type AccountKeys, passiveReply, readAccountPush } from '../../wechat/index.ts';
import { findByAppid, keysOf } from './account/find.ts';
import { type Hearing, hear } from './hear/hear.ts';
import { nonce, passivePart } from './hear/passive.ts';

/** WeChat waits five seconds, the way there and back among them. */
const PATIENCE_MS = 4000;
/** What was not worked off by then is the inbox's. */
const AFTER_MS = 6000;

/**
 * Where official accounts are told what happened (服务器配置: /wechat/accounts/<appid>). It is durable before anything else; then it is worked
 * off at once, and what a rule answers goes with the answer. Whatever takes longer is answered `success` and follows as a kf message.
 */
export function mountCallback(hearing: Hearing): (app: FastifyInstance, base: Ctx) => void {
  return (app, base) => {
    const takeIn = createInbox(base);
    void app.register(async (scope) => {
      scope.removeAllContentTypeParsers();
      scope.addContentTypeParser('*', { parseAs: 'string', bodyLimit: 256 * 1024 }, (_request, body, done) =>
        done(null, body),
      );
      scope.route<{ Params: { appid: string }; Querystring: Record<string, string | undefined> }>({
        method: ['GET', 'POST'],
        url: '/wechat/accounts/:appid',
        schema: { hide: true },
        config: { rateLimit: false },
        handler: async (request, reply) => {
          const requestId = newId('req');
          const ctx: Ctx = { ...base, requestId, log: base.log.child({ requestId }) };
          const { appid } = request.params;
          const account = await findByAppid(ctx, appid);
          const keys = account && keysOf(ctx, account);
          const body = typeof request.body === 'string' ? request.body : '';
          const pushed = keys && readAccountPush(keys, { query: request.query, body });
          if (!keys || !pushed) return reply.code(403).send('');
          if ('echo' in pushed) return reply.type('text/plain').send(pushed.echo);
          const kept = asPushed(ctx, appid, pushed.event);
          const { id } = await takeIn(kept);
          const answer = await inTime(ctx, hearing, keys, { id, ...kept });
          return answer === null ? reply.type('text/plain').send('success') : reply.type('text/xml').send(answer);
        },
      });
    });
  };
}

/** What to answer; null where there is nothing, or where it takes too long: it goes on, and a kf message follows. */
async function inTime(ctx: Ctx, hearing: Hearing, keys: AccountKeys, callback: Callback): Promise<string | null> {
  let over: NodeJS.Timeout | undefined;
  const late = new Promise<'late'>((resolve) => {
    over = setTimeout(() => resolve('late'), PATIENCE_MS);
  });
  try {
    if ((await Promise.race([hear(ctx, hearing, callback), late])) === 'late') return null;
    const part = await passivePart(ctx, callback.id);
    return part === null ? null : passiveReply(keys, callback.body, part, ctx.now(), nonce());
  } catch (error) {
    // It is in the inbox: whoever works that off tries it again.
    ctx.log.warn({ err: error, callback: callback.id }, 'an account was not answered at once');
    return null;
  } finally {
    clearTimeout(over);
  }
}

/** A second delivery says the same: a message has an id, an event its moment. */
function asPushed(ctx: Ctx, appid: string, event: Readonly<Record<string, unknown>>) {
  const text = (name: string) => (typeof event[name] === 'string' ? event[name] : '');
  const seconds = Number(text('CreateTime'));
  const kind = text('MsgType') === 'event' ? text('Event') : text('MsgType');
  const openid = text('FromUserName');
  // Two answers of hers to notices may come within one second: each names its template.
  const notices = [event.SubscribeMsgPopupEvent, event.SubscribeMsgChangeEvent, event.SubscribeMsgSentEvent];
  const said = notices.filter((one) => one !== undefined);
  const which = text('MsgId') || JSON.stringify([openid, text('CreateTime'), text('EventKey'), text('MsgID'), ...said]);
  return {
    source: 'official_account',
    kind,
    key: JSON.stringify([appid, kind, which]),
    person: `${appid} ${openid}`,
    body: { ...event, AppId: appid },
    afterMs: AFTER_MS,
    happenedAt: seconds > 0 ? new Date(seconds * 1000) : ctx.now(),
  };
}
