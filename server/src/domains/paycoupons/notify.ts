import type { FastifyInstance } from 'fastify';
import type { Ctx } from '../../platform/ctx.ts';
import { inTransaction } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';
import { isLater, readFavorUse, type Wechat, WechatBadAnswer } from '../../wechat/index.ts';
import { takeUses } from './use.ts';

/** WeChat Pay says that a coupon was used (COUPON.USE). The signature covers the raw bytes; who it is of, the coupon says. */
export function mountUseNotify(wechat: Wechat) {
  return (app: FastifyInstance, base: Ctx): void => {
    void app.register(async (scope) => {
      scope.removeAllContentTypeParsers();
      scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: 64 * 1024 }, (_request, body, done) =>
        done(null, body),
      );
      scope.post(
        '/pay/coupons/notify',
        { schema: { hide: true }, config: { rateLimit: false } },
        async (request, reply) => {
          const requestId = newId('req');
          const ctx: Ctx = { ...base, requestId, log: base.log.child({ requestId }) };
          const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
          try {
            const outcome = await wechat.pay.readNotification({ headers: request.headers, body });
            if (!outcome.accepted) {
              ctx.log.warn({ refusal: outcome.refusal }, 'notification of a coupon refused');
              return await reply.status(401).send({ code: 'FAIL', message: outcome.refusal });
            }
            const { notification } = outcome;
            if (notification.kind === 'other' && notification.eventType === 'COUPON.USE') {
              const { couponId, stockId, transactionId, usedAt } = readFavorUse(notification.resource);
              const use = { couponId, stockId, transactionId, usedAt: usedAt ?? ctx.now(), amount: null, order: null };
              await inTransaction(ctx, async (ctx) => takeUses(ctx, [use]));
            }
            return await reply.status(204).send();
          } catch (error) {
            ctx.log.error({ err: error }, 'notification of a coupon not taken in');
            if (error instanceof WechatBadAnswer)
              return reply.status(400).send({ code: 'FAIL', message: '内容无法读取' });
            return reply.status(isLater(error) ? 503 : 500).send({ code: 'FAIL', message: '稍后再试' });
          }
        },
      );
    });
  };
}
