import type { RouteIn, RouteOut } from '@huoshui/contracts/contract';
import type { smsContract } from '@huoshui/contracts/sms';
import { sql } from 'kysely';
import { DAY_MS } from '../../../../platform/calendar.ts';
import { countUpTo } from '../../../../platform/count.ts';
import type { Ctx } from '../../../../platform/ctx.ts';
import { decodeCursor, toPage } from '../../../../platform/cursor.ts';
import { nameOfTemplate } from '../../template.ts';
import { readSetup } from './account.ts';

type Shown = RouteOut<(typeof smsContract)['GET /api/admin/sms']>;

const DAYS = 30;
const MOST_COUNTED = 10_000;

/** The account without its secret, the texts in review, and what became of the texts of thirty days. */
export async function showSms(ctx: Ctx): Promise<Omit<Shown, 'revision'>> {
  const setup = await readSetup(ctx);
  const since = new Date(ctx.now().getTime() - DAYS * DAY_MS);
  const { rows: texts } = await sql<
    Omit<Shown['texts'][number], 'name' | 'madeAt'> & { templateKey: string; madeAt: Date }
  >`
    select template_key, kind, text, state, code, reason, made_at from messaging.sms_text order by made_at desc, hash limit 100
  `.execute(ctx.db);
  const { rows: states } = await sql<Shown['states'][number]>`
    select state, count(*)::int as count, sum(pieces)::int as pieces from messaging.sms_message
    where sent_at > ${since} group by state order by state
  `.execute(ctx.db);
  const { rows: codes } = await sql<Shown['failures'][number]>`
    select code, count(*)::int as count from messaging.sms_message
    where sent_at > ${since} and state = 'failed' group by code order by 2 desc, 1 limit 20
  `.execute(ctx.db);
  const { rows: refusals } = await sql<{ count: number }>`
    select count(*)::int as count from messaging.sms_refusal
  `.execute(ctx.db);
  const address = (what: string) =>
    setup === null ? '' : `${ctx.config.publicUrl}/sms/${setup.vendor.name}/${setup.callbackKey}/${what}`;
  return {
    connected: setup !== null,
    vendor: setup?.vendor.name ?? '',
    accessKeyId: setup?.account.accessKeyId ?? '',
    signName: setup?.account.signName ?? '',
    priceService: setup?.prices.service ?? null,
    priceMarketing: setup?.prices.marketing ?? null,
    reportUrl: address('report'),
    replyUrl: address('reply'),
    trouble: setup?.trouble ?? null,
    texts: texts.map(({ templateKey, madeAt, ...text }) => ({
      ...text,
      name: nameOfTemplate(templateKey),
      madeAt: madeAt.toISOString(),
    })),
    states,
    failures: codes,
    refusals: refusals[0]?.count ?? 0,
  };
}

/** Who wants no promotions, the last to say so first. */
export async function listRefusals(
  ctx: Ctx,
  query: RouteIn<(typeof smsContract)['GET /api/admin/sms-refusals']>['query'],
): Promise<RouteOut<(typeof smsContract)['GET /api/admin/sms-refusals']>> {
  const limit = query.limit ?? 20;
  const after = decodeCursor(query.cursor, ['instant', 'text']);
  const q = query.q?.trim() || null;
  const which = sql`(${q}::text is null or position(${q}::text in phone_masked) > 0)`;
  const { rows } = await sql<{ id: string; phone: string; words: string; saidAt: Date }>`
    select phone_key as id, phone_masked as phone, words, said_at from messaging.sms_refusal
    where ${which} ${after ? sql`and (said_at, phone_key) < (${after[0]}::timestamptz, ${after[1]})` : sql``}
    order by said_at desc, phone_key desc limit ${limit + 1}
  `.execute(ctx.db);
  const page = toPage(
    rows,
    limit,
    ({ saidAt, id }) => [saidAt.toISOString(), id],
    ({ saidAt, ...row }) => ({ ...row, saidAt: saidAt.toISOString() }),
  );
  return after
    ? page
    : { ...page, ...(await countUpTo(ctx, MOST_COUNTED, sql`select from messaging.sms_refusal where ${which}`)) };
}
