import { words } from '@huoshui/contracts/words';
import type { FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import { inTransaction } from '../../../platform/db.ts';
import { platformErrors } from '../../../platform/platform-errors.ts';
import { freshLink } from '../../../wechat/index.ts';
import { momentOpened } from '../events.ts';
import type { MomentValues } from './moment-form.ts';

/** Opens a page of the mini program from outside of it, for thirty days. */
export type UrlLink = (request: { readonly page: string; readonly query: string }) => Promise<string>;

export const addressOf = (ctx: Ctx, id: string): string => `${ctx.config.publicUrl}/mo/${id}`;

export const leadsOn = ({ card }: MomentValues): boolean => card === 'product' || card === 'home';

const PAGES = { home: 'home/pages/home', product: 'catalog/pages/product' } as const;

/** Where the link of a moment leads: WeChat's own, made when somebody first taps it and anew when it has ended. */
export function mountMomentLink(app: FastifyInstance, ctx: Ctx, urlLink: UrlLink): void {
  app.get<{ Params: { id: string } }>('/mo/:id', { schema: { hide: true } }, async (request, reply) => {
    const to = await openLink(ctx, urlLink, request.params.id);
    if (to !== null) return reply.header('cache-control', 'no-store').redirect(to);
    return reply.code(404).type('text/html; charset=utf-8').send(ENDED);
  });
}

const ended = words('链接已失效', 'This link has ended');
const ENDED = `<meta charset="utf-8"><meta name="viewport" content="width=device-width"><p>${ended.zh} · ${ended.en}`;

type Row = {
  readonly id: string;
  readonly values: MomentValues;
  readonly link: string | null;
  readonly linkEndsAt: Date | null;
};

async function openLink(ctx: Ctx, urlLink: UrlLink, id: string): Promise<string | null> {
  const { rows } = await sql<Row>`
    select id, values, link, link_ends_at from scrm.moment where id = ${id.slice(0, 40)} and asked_at is not null
  `.execute(ctx.db);
  const [row] = rows;
  if (row === undefined) return null;
  const { card, product } = row.values;
  if (card !== 'product' && card !== 'home') return null;
  const query = new URLSearchParams({ ...(product === null ? {} : { id: product }), mo: row.id });
  const { link, endsAt, isNew } = await freshLink(urlLink, row, { page: PAGES[card], query: String(query) }, ctx.now());
  if (isNew)
    await sql`update scrm.moment set link = ${link}, link_ends_at = ${endsAt} where id = ${row.id}`.execute(ctx.db);
  return link;
}

/** She came in by it; the first time counts. */
export async function recordMomentOpen(ctx: Ctx, id: string): Promise<void> {
  const { actor } = ctx;
  if (actor.kind !== 'member') throw platformErrors.error('sign_in_required');
  const { personNo } = actor;
  await inTransaction(ctx, async (ctx) => {
    const { rows } = await sql<{ moment: string }>`
      with opened as (
        insert into scrm.moment_open (moment_no, person_no, at) select no, ${personNo}, ${ctx.now()} from scrm.moment
        where id = ${id} and asked_at is not null on conflict do nothing returning moment_no
      ) select m.name as moment from opened join scrm.moment m on m.no = opened.moment_no
    `.execute(ctx.db);
    for (const { moment } of rows)
      ctx.emit(momentOpened, { personNo, payload: { memberId: actor.id, momentId: id, moment } });
  });
}
