import type { FastifyInstance } from 'fastify';
import type { Ctx } from './platform/ctx.ts';
import type { Domain } from './platform/domain.ts';
import { newId } from './platform/ids.ts';
import type { Wechat } from './wechat/index.ts';

/**
 * Where WeChat pushes what happened in a mini program (消息推送 in its console: /wechat/push/<appid>, JSON). Domains say
 * which events they listen to. It waits five seconds and comes three times: what we cannot take in just now is answered 500.
 */
export function mountPush(app: FastifyInstance, base: Ctx, wechat: Wechat, domains: readonly Domain[]): void {
  const heard = new Map(domains.flatMap((domain) => Object.entries(domain.pushed ?? {})));
  void app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'string', bodyLimit: 256 * 1024 }, (_request, body, done) =>
      done(null, body),
    );
    scope.route<{ Params: { appid: string }; Querystring: Record<string, string | undefined> }>({
      method: ['GET', 'POST'],
      url: '/wechat/push/:appid',
      schema: { hide: true },
      config: { rateLimit: false },
      handler: async (request, reply) => {
        const requestId = newId('req');
        const ctx: Ctx = { ...base, requestId, log: base.log.child({ requestId }) };
        const body = typeof request.body === 'string' ? request.body : '';
        const pushed = wechat.app(request.params.appid)?.readPush({ query: request.query, body }) ?? null;
        if (pushed === null) return reply.code(403).send('');
        if ('echo' in pushed) return reply.type('text/plain').send(pushed.echo);
        const name = typeof pushed.event.Event === 'string' ? pushed.event.Event : '';
        await heard.get(name)?.(ctx, { app: request.params.appid, name, body: pushed.event });
        return reply.type('text/plain').send('success');
      },
    });
  });
}
