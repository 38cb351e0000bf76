import type { BriefingContents } from '@huoshui/contracts/briefings';
import { named, words } from '@huoshui/contracts/words';
import { briefingFault } from '@huoshui/contracts/words/briefings';
import { sql } from 'kysely';
import { MINUTE_MS } from '../../../platform/calendar.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import { type Sweep, sweep } from '../../../platform/sweeps.ts';
import { putTask } from '../../../platform/tasks.ts';
import { letterOf } from './letter.ts';
import { type ReadyServer, readMailServer } from './mail-server.ts';
import { type Outcome, sendMail } from './send-mail.ts';
import { stopAddress } from './stop.ts';
import { mailContext } from './who.ts';

/** At once. */
const MOST = 5;
/** Longer than any try takes. */
const LEASE_MS = 5 * MINUTE_MS;
/** Pauses after the first, second … try; after the last of them there is no other. Three hours in all. */
const PAUSES_MS = [1, 5, 30, 120].map((minutes) => minutes * MINUTE_MS);

type Taken = {
  readonly id: string;
  readonly briefingId: string;
  readonly who: string;
  readonly mailSealed: string;
  readonly attempts: number;
  readonly issueId: string;
  readonly name: string;
  readonly dueOn: string;
  readonly language: 'zh' | 'en';
  readonly contents: BriefingContents;
};

/**
 * Letters that are due are taken under a lease and sent with no transaction open. One whose sender died may have arrived, and a
 * reader gets each issue once: it is told as unknown and not sent again by itself.
 */
export const deliverBriefings: Sweep = sweep({
  name: 'analytics.deliver-briefings',
  due: sql`(select min(next_at) from analytics.briefing_delivery where state in ('waiting', 'sending'))`,
  async run(ctx) {
    const lost = await giveUpLost(ctx);
    const taken = await take(ctx);
    const server = taken.length === 0 ? null : await readMailServer(ctx);
    await Promise.all(taken.map(async (one) => settle(ctx, one, await attempt(ctx, server, one))));
    return lost + taken.length;
  },
});

async function giveUpLost(ctx: Ctx): Promise<number> {
  const { numAffectedRows } = await sql`
    update analytics.briefing_delivery set state = 'unknown', fault = 'interrupted', next_at = null, settled_at = ${ctx.now()}
    where state = 'sending' and next_at <= ${ctx.now()}
  `.execute(ctx.db);
  return Number(numAffectedRows ?? 0n);
}

async function take(ctx: Ctx): Promise<readonly Taken[]> {
  const { rows } = await sql<Taken>`
    with held as (
      select id from analytics.briefing_delivery where state = 'waiting' and next_at <= ${ctx.now()}
      order by next_at, id limit ${MOST} for no key update skip locked
    )
    update analytics.briefing_delivery d set state = 'sending', attempts = d.attempts + 1, next_at = ${new Date(ctx.now().getTime() + LEASE_MS)}
    from held, analytics.briefing_issue i where d.id = held.id and i.id = d.issue_id
    returning d.id, d.briefing_id, d.who, d.mail_sealed, d.attempts, i.id as issue_id, i.name, i.due_on::text as due_on, i.language, i.contents
  `.execute(ctx.db);
  return rows;
}

async function attempt(ctx: Ctx, server: ReadyServer | null, one: Taken): Promise<Outcome> {
  if (server === null) return { fault: 'no_server', again: false, said: '' };
  const stop = stopAddress(ctx, one.briefingId, one.who);
  const { subject, text, html } = letterOf(one, { base: `${ctx.config.publicUrl}/console`, stop });
  const to = ctx.crypto.decrypt(one.mailSealed, mailContext(one.briefingId));
  return sendMail(server, { id: one.id, to, subject, text, html, stop });
}

/** Nobody else has settled it meanwhile. What ends badly is told in the task centre, once an issue. */
async function settle(ctx: Ctx, one: Taken, { fault, again, said }: Outcome): Promise<void> {
  const pause = again ? PAUSES_MS[one.attempts - 1] : undefined;
  const bad = fault === 'interrupted' ? 'unknown' : 'failed';
  const state = fault === null ? 'delivered' : pause === undefined ? bad : 'waiting';
  const { numAffectedRows } = await sql`
    update analytics.briefing_delivery set state = ${state}, fault = ${fault},
      next_at = ${pause === undefined ? null : new Date(ctx.now().getTime() + pause)}, settled_at = ${pause === undefined ? ctx.now() : null}
    where id = ${one.id} and state = 'sending' and attempts = ${one.attempts}
  `.execute(ctx.db);
  if (fault !== null) ctx.log.warn({ delivery: one.id, fault, said }, 'a briefing did not leave');
  if (numAffectedRows === 0n || fault === null || pause !== undefined) return;
  await putTask(ctx, `briefing:${one.issueId}`, {
    kind: 'analytics.briefing',
    title: named(words('发送简报', 'Mail the briefing'), one.name),
    state: 'failed',
    done: 0,
    total: null,
    message: briefingFault[fault],
  });
}
