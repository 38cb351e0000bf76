import { timingSafeEqual } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { createInbox, type Pushed } from '../../../../platform/callbacks/take-in.ts';
import type { Ctx } from '../../../../platform/ctx.ts';
import type { Wechat } from '../../../../wechat/index.ts';
import { accounts } from '../../../members/index.ts';
import { readSetup } from './account.ts';
import { openLink } from './links.ts';
import type { SmsReply, SmsReport } from './vendor.ts';

/**
 * Where the vendor pushes, and where the links of texts lead. The vendor signs nothing: the address itself is the secret, and what is
 * pushed is durable before it is answered.
 */
export function mountSmsWeb(app: FastifyInstance, ctx: Ctx, wechat: Wechat): void {
  const takeIn = createInbox(ctx);
  app.post<{ Params: { vendor: string; key: string; what: string } }>(
    '/sms/:vendor/:key/:what',
    { schema: { hide: true }, config: { rateLimit: false }, bodyLimit: 1024 * 1024 },
    async (request, reply) => {
      const { vendor: name, key, what } = request.params;
      const setup = await readSetup(ctx);
      if (setup === null || setup.vendor.name !== name || !isSame(setup.callbackKey, key))
        return reply.code(403).send({});
      const pushes = readPushes(ctx, setup.vendor, what, request.body);
      if (pushes === null) return reply.code(400).send({});
      await Promise.all(pushes.map(takeIn));
      return setup.vendor.taken;
    },
  );
  app.get<{ Params: { code: string } }>('/s/:code', { schema: { hide: true } }, async (request, reply) => {
    const to = await openLink(ctx, wechat, request.params.code);
    if (to !== null) return reply.header('cache-control', 'no-store').redirect(to);
    return reply
      .code(404)
      .type('text/html; charset=utf-8')
      .send(
        '<meta charset="utf-8"><meta name="viewport" content="width=device-width"><p>链接已失效 · This link has ended',
      );
  });
}

function isSame(expected: string, given: string): boolean {
  const [a, b] = [Buffer.from(expected), Buffer.from(given)];
  return a.length === b.length && timingSafeEqual(a, b);
}

type Readers = {
  readReports(body: unknown): readonly SmsReport[] | null;
  readReplies(body: unknown): readonly SmsReply[] | null;
};

/** A number is kept as its key, never as itself. */
function readPushes(ctx: Ctx, vendor: Readers, what: string, body: unknown): readonly Pushed[] | null {
  const about = { source: 'sms', happenedAt: ctx.now() };
  if (what === 'report')
    return (
      vendor.readReports(body)?.map((report) => ({
        ...about,
        kind: 'report',
        key: JSON.stringify(['report', report.id, report.foreignId, report.code]),
        person: report.id,
        body: { ...report },
      })) ?? null
    );
  if (what !== 'reply') return null;
  return (
    vendor.readReplies(body)?.map(({ phone, text, key }) => {
      const phoneKey = accounts.keyOfPhone(ctx, phone);
      const masked = phone.replace(/^(?:\+?86)?(\d{3})\d+(\d{4})$/, '$1****$2');
      return {
        ...about,
        kind: 'reply',
        key: JSON.stringify(['reply', key]),
        person: phoneKey,
        body: { phoneKey, phone: masked, text: text.slice(0, 500) },
      };
    }) ?? null
  );
}
