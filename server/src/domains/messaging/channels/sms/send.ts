import { sql } from 'kysely';
import { MINUTE_MS } from '../../../../platform/calendar.ts';
import type { Ctx } from '../../../../platform/ctx.ts';
import type { Wechat } from '../../../../wechat/index.ts';
import type { Letter, Outcome } from '../../channel.ts';
import type { Kind } from '../../gate.ts';
import { noteTrouble, priceEach, readSetup, type SmsSetup } from './account.ts';
import type { SendAnswer } from './vendor.ts';

/** A carrier says within seconds what became of most: who is silent for so long is asked about. */
const ASK_AFTER_MS = 10 * MINUTE_MS;

type Ready = { readonly letter: Letter; readonly pieces: number; readonly kind: Kind };

/** The vendor takes a text as often as it is given one: what may have been taken is asked for by our id, never sent again. */
export async function sendTexts(ctx: Ctx, _wechat: Wechat, letters: readonly Letter[]): Promise<readonly Outcome[]> {
  const setup = await readSetup(ctx);
  if (setup === null) return letters.map(({ id }) => ({ id, state: 'refused', error: '没有接入短信服务' }));
  const kinds = await kindsOf(ctx, letters);
  const ready = letters.map((letter) => ({
    letter,
    pieces: setup.vendor.pieces(letter.composed.lines[0]?.text ?? ''),
    kind: kinds.get(letter.id) ?? 'marketing',
  }));
  const clash = await keepLinks(ctx, letters);
  await begin(ctx, ready);
  const client = setup.vendor.open(ctx, setup.account);
  const answers = await Promise.all(
    ready.map(async ({ letter: { id, to, composed } }): Promise<SendAnswer> => {
      if (clash.has(id)) return { state: 'refused', error: '短链接重复' };
      return client.send({ id, phone: to.address ?? '', code: to.more.code ?? '', values: composed.data });
    }),
  );
  await end(
    ctx,
    answers.map((answer, at) => ({ id: ready[at]?.letter.id ?? '', answer })),
  );
  await noteTrouble(ctx, troubleIn(answers));
  return outcomesOf(ctx, setup, ready, answers);
}

async function kindsOf(ctx: Ctx, letters: readonly Letter[]): Promise<ReadonlyMap<string, Kind>> {
  const { rows } = await sql<{ id: string; kind: Kind }>`
    select id, kind from messaging.outbound where id = any(${letters.map(({ id }) => id)}::text[])
  `.execute(ctx.db);
  return new Map(rows.map(({ id, kind }) => [id, kind]));
}

/** Where their links lead. Answers whose link is somebody else's already: one in a million million. */
async function keepLinks(ctx: Ctx, letters: readonly Letter[]): Promise<ReadonlySet<string>> {
  const linked = letters.flatMap(({ id, composed }) => {
    const code = composed.data.link;
    return code === undefined ? [] : [{ id, code, page: composed.page }];
  });
  if (linked.length === 0) return new Set();
  const { rows } = await sql<{ id: string }>`
    insert into messaging.sms_link (code, message_id, page, made_at)
    select code, id, page, ${ctx.now()} from jsonb_to_recordset(${JSON.stringify(linked)}::jsonb) as given (id text, code text, page text)
    on conflict (code) do update set page = excluded.page where messaging.sms_link.message_id = excluded.message_id
    returning message_id as id
  `.execute(ctx.db);
  const kept = new Set(rows.map(({ id }) => id));
  return new Set(linked.flatMap(({ id }) => (kept.has(id) ? [] : [id])));
}

/** Before the vendor hears of them: whoever dies meanwhile leaves what to ask for. */
async function begin(ctx: Ctx, ready: readonly Ready[]): Promise<void> {
  const rows = ready.map(({ letter: { id, to }, pieces, kind }) => ({
    ...{ id, kind, pieces },
    person_no: to.personNo,
    phone_key: to.more.phoneKey ?? '',
  }));
  const askAt = new Date(ctx.now().getTime() + ASK_AFTER_MS);
  await sql`
    insert into messaging.sms_message (id, person_no, phone_key, kind, pieces, sent_at, ask_at)
    select id, person_no, phone_key, kind, pieces, ${ctx.now()}, ${askAt}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as given (id text, person_no int, phone_key text, kind text, pieces int)
    on conflict (id) do update set state = 'sending', sent_at = excluded.sent_at, ask_at = excluded.ask_at, asked = 0,
      foreign_id = null, code = '', reported_at = null, pieces = excluded.pieces, phone_key = excluded.phone_key
  `.execute(ctx.db);
}

async function end(ctx: Ctx, told: readonly { readonly id: string; readonly answer: SendAnswer }[]): Promise<void> {
  const rows = told.map(({ id, answer }) => ({
    id,
    state: answer.state === 'taken' ? 'sent' : answer.state === 'unknown' ? 'sending' : 'failed',
    foreign_id: answer.state === 'taken' ? answer.foreignId : null,
    code: answer.state === 'taken' ? '' : answer.error.slice(0, 200),
  }));
  // A report may have overtaken the answer: it knows better.
  await sql`
    update messaging.sms_message m set state = given.state, foreign_id = given.foreign_id, code = given.code,
      ask_at = case when given.state = 'failed' then null else m.ask_at end
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as given (id text, state text, foreign_id text, code text)
    where m.id = given.id and m.state = 'sending'
  `.execute(ctx.db);
}

/** What is the matter with the account, and so with all of them; a number's own trouble is none of it. */
function troubleIn(answers: readonly SendAnswer[]): string | null {
  if (answers.some(({ state }) => state === 'taken')) return null;
  const later = answers.find((answer) => answer.state === 'later');
  return later && later.state === 'later' && later.minutes >= 30 ? later.error.slice(0, 300) : null;
}

async function outcomesOf(
  ctx: Ctx,
  { prices }: SmsSetup,
  ready: readonly Ready[],
  answers: readonly SendAnswer[],
): Promise<readonly Outcome[]> {
  const billed = ready.map(({ pieces, kind }, at) => {
    const state = answers[at]?.state;
    return state === 'taken' || state === 'unknown' ? pieces * prices[kind] : 0;
  });
  const costs = await priceEach(ctx, billed);
  return ready.map(({ letter: { id } }, at): Outcome => {
    const answer = answers[at] ?? { state: 'unknown', error: '' };
    if (answer.state === 'taken') return { id, state: 'accepted', foreignId: answer.foreignId, cost: costs[at] ?? 0 };
    if (answer.state === 'later')
      return {
        id,
        state: 'later',
        error: answer.error,
        at: new Date(ctx.now().getTime() + answer.minutes * MINUTE_MS),
      };
    return { id, state: answer.state, error: answer.error };
  });
}
