import type { FastifyInstance } from 'fastify';
import type { Ctx } from '../../../platform/ctx.ts';
import { newId } from '../../../platform/ids.ts';
import { isLater } from '../../../wechat/index.ts';
import type { OrderPorts } from '../ports.ts';
import { applyRefundNotice } from '../refund/apply.ts';
import { acceptPayment } from './accept.ts';

/**
 * WeChat Pay's notifications. The signature covers the raw bytes, so the body is taken as it came. What is refused
 * changes nothing and is answered 401; what cannot be checked just now 503, so that WeChat comes again; everything
 * else 204, repeats too.
 */
export function mountNotify(app: FastifyInstance, base: Ctx, ports: OrderPorts): void {
  void app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: 64 * 1024 }, (_request, body, done) =>
      done(null, body),
    );
    scope.post('/pay/notify', { schema: { hide: true }, config: { rateLimit: false } }, async (request, reply) => {
      const requestId = newId('req');
      const ctx: Ctx = { ...base, requestId, log: base.log.child({ requestId }) };
      const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
      try {
        const outcome = await ports.wechat.pay.readNotification({ headers: request.headers, body });
        if (!outcome.accepted) {
          ctx.log.warn({ refusal: outcome.refusal }, 'payment notification refused');
          return reply.status(401).send({ code: 'FAIL', message: outcome.refusal });
        }
        const { notification } = outcome;
        if (notification.kind === 'payment') await acceptPayment(ctx, ports, notification.transaction, 'notification');
        if (notification.kind === 'refund') await applyRefundNotice(ctx, notification.refund);
        return reply.status(204).send();
      } catch (error) {
        ctx.log.error({ err: error }, 'payment notification not taken in');
        const status = isLater(error) ? 503 : 500;
        return reply.status(status).send({ code: 'FAIL', message: '稍后再试' });
      }
    });
  });
}
