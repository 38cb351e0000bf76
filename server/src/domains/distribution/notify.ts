import type { FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { newId } from '../../platform/ids.ts';
import { isLater, type Wechat } from '../../wechat/index.ts';
import { idOfBill } from './withdrawal.ts';

/**
 * WeChat Pay says that a transfer has ended. The signature covers the raw bytes; what is genuine is only news: the sweep asks WeChat how it
 * stands, so late, doubled and lost words end alike.
 */
export function mountTransferNotify(wechat: Wechat) {
  return (app: FastifyInstance, base: Ctx): void => {
    void app.register(async (scope) => {
      scope.removeAllContentTypeParsers();
      scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: 64 * 1024 }, (_request, body, done) =>
        done(null, body),
      );
      scope.post(
        '/pay/transfers/notify',
        { schema: { hide: true }, config: { rateLimit: false } },
        async (request, reply) => {
          const requestId = newId('req');
          const ctx: Ctx = { ...base, requestId, log: base.log.child({ requestId }) };
          const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
          try {
            const outcome = await wechat.pay.readNotification({ headers: request.headers, body });
            if (!outcome.accepted) {
              ctx.log.warn({ refusal: outcome.refusal }, 'transfer notification refused');
              return await reply.status(401).send({ code: 'FAIL', message: outcome.refusal });
            }
            const { notification } = outcome;
            if (notification.kind === 'other') await askSoon(ctx, notification.resource.out_bill_no);
            return await reply.status(204).send();
          } catch (error) {
            ctx.log.error({ err: error }, 'transfer notification not taken in');
            return reply.status(isLater(error) ? 503 : 500).send({ code: 'FAIL', message: '稍后再试' });
          }
        },
      );
    });
  };
}

async function askSoon(ctx: Ctx, number: unknown): Promise<void> {
  if (typeof number !== 'string') return;
  await sql`
    update distribution.withdrawal set due_at = ${ctx.now()} where id = ${idOfBill(number)} and due_at is not null
  `.execute(ctx.db);
}
