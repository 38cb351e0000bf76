import { sql } from 'kysely';
import { MINUTE_MS } from '../../../../platform/calendar.ts';
import type { Ctx } from '../../../../platform/ctx.ts';
import { type Sweep, sweep } from '../../../../platform/sweeps.ts';
import type { Content } from '../../channel.ts';
import { readContents } from '../../content-store.ts';
import type { Kind } from '../../gate.ts';
import { BUILT_IN, nameOfTemplate } from '../../template.ts';
import { noteTrouble, readSetup, type SmsSetup } from './account.ts';
import { hashOf, isUsed, reviewedText } from './text.ts';

type Row = {
  readonly hash: string;
  readonly templateKey: string;
  readonly kind: Kind;
  readonly text: string;
  readonly state: 'new' | 'waiting';
  readonly code: string | null;
  readonly tries: number;
};

/** The vendor asks for half a minute between two; a person reads them there, so an answer is asked for more seldom the longer it takes. */
const BETWEEN_MS = 30_000;
const ASK_MS = [MINUTE_MS, 2 * MINUTE_MS, 10 * MINUTE_MS, 30 * MINUTE_MS, 60 * MINUTE_MS];

/** What an operator wrote is handed in once, however often it is saved. */
export async function enrolText(ctx: Ctx, content: Content): Promise<void> {
  const setup = await readSetup(ctx);
  if (setup !== null) await enrol(ctx, setup, [content]);
}

/** Whatever is switched on, when texts begin or their vendor changed. */
export async function enrolAll(ctx: Ctx): Promise<void> {
  const setup = await readSetup(ctx);
  if (setup === null) return;
  const stored = await readContents(ctx);
  const contents = BUILT_IN.flatMap((template) => {
    const values = stored.of(template.key, 'sms');
    return values ? [{ template, values }] : [];
  });
  await enrol(ctx, setup, contents);
}

async function enrol(ctx: Ctx, { vendor, account }: SmsSetup, contents: readonly Content[]): Promise<void> {
  const rows = contents
    .filter(({ values }) => isUsed(values))
    .map((content) => {
      const text = reviewedText(vendor, content, ctx.config.publicUrl);
      const { key, kind } = content.template;
      return { hash: hashOf(vendor, account.signName, content.template, text), key, kind, text };
    });
  if (rows.length === 0) return;
  await sql`
    insert into messaging.sms_text (hash, template_key, kind, text, made_at, next_at)
    select hash, key, kind, text, ${ctx.now()}, ${ctx.now()}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as given (hash text, key text, kind text, text text)
    on conflict (hash) do nothing
  `.execute(ctx.db);
}

/** One text at a time: handed in, then asked for until somebody there has read it. */
export const reviewTexts: Sweep = sweep({
  name: 'messaging.sms-review',
  due: sql`(select min(next_at) from messaging.sms_text where next_at is not null)`,
  async run(ctx) {
    const row = await take(ctx);
    if (row === null) return 0;
    const setup = await readSetup(ctx);
    if (setup === null) return 1;
    try {
      await (row.state === 'new' ? handIn(ctx, setup, row) : ask(ctx, setup, row));
      await noteTrouble(ctx, null);
    } catch (error) {
      // It comes again by the lease; what the vendor said is shown until it says something else.
      await noteTrouble(ctx, (error instanceof Error ? error.message : String(error)).slice(0, 300));
    }
    return 1;
  },
});

/** Taken for so long, whatever becomes of whoever took it. */
async function take(ctx: Ctx): Promise<Row | null> {
  const { rows } = await sql<Row>`
    with due as (
      select hash, tries from messaging.sms_text where next_at <= ${ctx.now()} order by next_at limit 1 for update skip locked
    )
    update messaging.sms_text t set tries = t.tries + 1,
      next_at = ${ctx.now()}::timestamptz + (${[...ASK_MS]}::int[])[least(due.tries + 1, ${ASK_MS.length})] * interval '1 millisecond'
    from due where t.hash = due.hash returning t.hash, t.template_key, t.kind, t.text, t.state, t.code, t.tries
  `.execute(ctx.db);
  return rows[0] ?? null;
}

async function handIn(ctx: Ctx, { vendor, account }: SmsSetup, { hash, templateKey, kind, text }: Row): Promise<void> {
  const name = `${nameOfTemplate(templateKey).zh} ${hash.slice(0, 6)}`.slice(0, 30);
  const code = await vendor.open(ctx, account).submit({ name, text, kind });
  await sql`
    with handed as (
      update messaging.sms_text set state = 'waiting', code = ${code}, tries = 0,
        next_at = ${new Date(ctx.now().getTime() + MINUTE_MS)}
      where hash = ${hash} and state = 'new'
    )
    update messaging.sms_text set next_at = greatest(next_at, ${new Date(ctx.now().getTime() + BETWEEN_MS)})
    where state = 'new' and hash <> ${hash} and next_at is not null
  `.execute(ctx.db);
}

async function ask(ctx: Ctx, { vendor, account }: SmsSetup, { hash, code }: Row): Promise<void> {
  const { state, reason } = await vendor.open(ctx, account).review(code ?? '');
  if (state === 'waiting') return;
  await sql`
    update messaging.sms_text set state = ${state}, reason = ${reason.slice(0, 300)}, next_at = null
    where hash = ${hash} and state = 'waiting'
  `.execute(ctx.db);
}
