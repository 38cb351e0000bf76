import { type Words, words } from '@huoshui/contracts/words';
import type { FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';

const CONTEXT = 'briefing.stop';
const PATH = '/mail/stop';

/** Where a reader by mail says that she wants no more: signed, so nobody stops another's. */
export function stopAddress(ctx: Ctx, briefingId: string, who: string): string {
  return `${ctx.config.publicUrl}${PATH}/${encodeURIComponent(ctx.crypto.sign(`${briefingId}~${who}`, CONTEXT))}`;
}

/**
 * Her page. Looking at it stops nothing: scanners of mail follow every link (RFC 8058 asks for a POST for that reason). It is told
 * in both languages, since nobody is signed in there.
 */
export function mountStop(app: FastifyInstance, ctx: Ctx): void {
  app.register(async (scope) => {
    scope.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, _body, done) =>
      done(null, null),
    );
    scope.get<{ Params: { mark: string } }>(`${PATH}/:mark`, async ({ params }, reply) => {
      const reader = readerOf(ctx, params.mark);
      if (reader === null) return reply.code(404).type('text/html; charset=utf-8').send(page(UNKNOWN));
      return reply
        .type('text/html; charset=utf-8')
        .send(page(`${ASK}<form method="post"><button>${BUTTON.zh} ${BUTTON.en}</button></form>`));
    });
    scope.post<{ Params: { mark: string } }>(`${PATH}/:mark`, async ({ params }, reply) => {
      const reader = readerOf(ctx, params.mark);
      if (reader === null) return reply.code(404).type('text/html; charset=utf-8').send(page(UNKNOWN));
      await stopReading(ctx, reader);
      return reply.type('text/html; charset=utf-8').send(page(STOPPED));
    });
  });
}

type Reader = { readonly briefingId: string; readonly who: string };

function readerOf(ctx: Ctx, mark: string): Reader | null {
  const [briefingId, who] = ctx.crypto.verify(mark, CONTEXT)?.split('~') ?? [];
  return briefingId && who ? { briefingId, who } : null;
}

/** From now on, and of what still waits. */
async function stopReading(ctx: Ctx, { briefingId, who }: Reader): Promise<void> {
  await sql`
    with stopped as (
      update analytics.briefing_reader set stopped_at = coalesce(stopped_at, ${ctx.now()}) where briefing_id = ${briefingId} and who = ${who}
    )
    delete from analytics.briefing_delivery where briefing_id = ${briefingId} and who = ${who} and state = 'waiting'
  `.execute(ctx.db);
}

/** Both, one below the other. */
const both = ({ zh, en }: Words): string => `<p lang="zh-CN">${zh}</p><p lang="en">${en}</p>`;
const ASK = both(words('不再接收这份简报？', 'Stop getting this briefing?'));
const BUTTON = words('不再接收', 'Stop');
const STOPPED = both(words('已停止，不会再发到这个邮箱。', 'Stopped: nothing more of it comes to this address.'));
const UNKNOWN = both(words('链接无效。', 'This link is not valid.'));
const TITLE = words('简报', 'Briefing');

const page = (
  body: string,
): string => `<!doctype html><html><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta name="robots" content="noindex"><title>${TITLE.zh} ${TITLE.en}</title></head>
<body style="font-family:sans-serif;max-width:32rem;margin:20vh auto;padding:0 1rem;text-align:center;line-height:1.7;color:#1F2A37">${body}</body></html>`;
