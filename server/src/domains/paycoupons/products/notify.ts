import type { FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import { newId } from '../../../platform/ids.ts';
import { isLater, textOrNull, type Wechat } from '../../../wechat/index.ts';

/**
 * WeChat says that somebody was given one (PRODUCT_COUPON.SEND): what the shop sent may now be confirmed. One that the shop knows nothing of is
 * confirmed by nobody: it cannot be used, for there is no coupon of hers behind it.
 */
export function mountProductNotify({ brand }: Wechat) {
  return (app: FastifyInstance, base: Ctx): void => {
    if (brand === null) return;
    void app.register(async (scope) => {
      scope.removeAllContentTypeParsers();
      scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: 64 * 1024 }, (_request, body, done) =>
        done(null, body),
      );
      scope.post(
        '/pay/product-coupons/notify',
        { schema: { hide: true }, config: { rateLimit: false } },
        async (request, reply) => {
          const requestId = newId('req');
          const ctx: Ctx = { ...base, requestId, log: base.log.child({ requestId }) };
          const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
          try {
            const outcome = await brand.readNotification({ headers: request.headers, body });
            if (!outcome.accepted) {
              ctx.log.warn({ refusal: outcome.refusal }, 'notification of a product coupon refused');
              return await reply.status(401).send({ code: 'FAIL', message: outcome.refusal });
            }
            const { notification } = outcome;
            if (notification.kind === 'other' && notification.eventType === 'PRODUCT_COUPON.SEND')
              await take(ctx, textOrNull(notification.resource, 'coupon_code') ?? '');
            return await reply.status(204).send();
          } catch (error) {
            ctx.log.error({ err: error }, 'notification of a product coupon not taken in');
            return reply.status(isLater(error) ? 503 : 500).send({ code: 'FAIL', message: '稍后再试' });
          }
        },
      );
    });
  };
}

/** It may come before the answer to our own question. Told again, it changes nothing. */
async function take(ctx: Ctx, code: string): Promise<void> {
  const { numAffectedRows } = await sql`
    update paycoupons.product_coupon set noticed = true, due_at = case when theirs = 'sent' then ${ctx.now()} else due_at end
    where code = ${code} and not noticed
  `.execute(ctx.db);
  if (Number(numAffectedRows) === 0) ctx.log.info({ code }, 'a product coupon that is known already, or not ours');
}
