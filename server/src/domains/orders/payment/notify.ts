import { createHash } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import type { Ctx } from '../../../platform/ctx.ts';
import { newId } from '../../../platform/ids.ts';
import { isLater } from '../../../wechat/index.ts';
import { noteDifferences } from '../money/difference.ts';
import { isSum } from '../money/journal.ts';
import { isUnbookable } from '../money/unbookable.ts';
import type { OrderPorts } from '../ports.ts';
import { applyRefundNotice } from '../refund/apply.ts';
import { acceptPayment, isBooked, setAside, type Told } from './accept.ts';
import { askPayment } from './ask.ts';

/** Signed by WeChat Pay, and yet of no use: a person must know of it. */
const GENUINE: readonly string[] = ['unreadable', 'other_merchant'];

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
          if (GENUINE.includes(outcome.refusal)) await alarm(ctx, outcome.refusal, body);
          return reply.status(401).send({ code: 'FAIL', message: outcome.refusal });
        }
        const { notification } = outcome;
        if (notification.kind === 'payment') await takeIn(ctx, ports, notification.transaction);
        if (notification.kind === 'refund') await applyRefundNotice(ctx, ports, notification.refund);
        return reply.status(204).send();
      } catch (error) {
        ctx.log.error({ err: error }, 'payment notification not taken in');
        if (isUnbookable(error)) await alarm(ctx, 'unbookable', body);
        const status = isLater(error) ? 503 : 500;
        return reply.status(status).send({ code: 'FAIL', message: '稍后再试' });
      }
    });
  });
}

/**
 * A notification without a sum that can be one, or with another sum than the order's, decides nothing: WeChat is asked, and
 * what it answers is taken in. Where the two contradict each other a person is told.
 */
async function takeIn(ctx: Ctx, ports: OrderPorts, told: Told): Promise<void> {
  const whole = told.transactionId !== null && told.currency !== null && isSum(told.total);
  const outcome = whole ? await acceptPayment(ctx, ports, told, 'notification', { doubts: true }) : 'doubted';
  if (outcome !== 'doubted') return;
  const answered = await askPayment(ctx, ports, told.outTradeNo);
  if (answered === null || answered === 'no_payment') await acceptPayment(ctx, ports, told, 'notification');
  else if (whole && (answered === 'paid' || !(await isBooked(ctx, told.transactionId))))
    await setAside(ctx, told, 'notification');
}

/** WeChat comes again with the same words up to fifteen times: one alarm a body. */
async function alarm(ctx: Ctx, refusal: string, body: Buffer): Promise<void> {
  const about = createHash('sha256').update(readId(body)).digest('base64url');
  await noteDifferences(ctx, [{ kind: 'notice_unreadable', about, told: refusal, foundBy: 'notification' }]);
}

function readId(body: Buffer): string {
  return /"id"\s*:\s*"([^"]{1,80})"/.exec(body.toString('utf8'))?.[1] ?? body.toString('base64');
}
