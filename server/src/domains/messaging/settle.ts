import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { aboutMessage, type MessageRow } from './about.ts';
import type { Channel, Outcome } from './channel.ts';
import { tokenOf, usesOf } from './circumstances.ts';
import { messageDeferred, messageFailed, messageSent, messageUnknown } from './events.ts';
import type { Kind } from './gate.ts';
import { countUses } from './quota.ts';
import { countTokens, dropTokens } from './tokens.ts';

/** A message that was handed over; this try counted. */
export type Handed = MessageRow & {
  readonly kind: Kind;
  /** Her account that it went to; 0 where the channel knows none. */
  readonly account: number;
  readonly attempts: number;
  readonly handedOverAt: Date;
};

/** After so many tries more a channel that still does not take it will not: the next one is asked. */
const MOST_RETRIES = 5;

/** Write down what became of messages of one channel, all by the same few statements. Inside a transaction. */
export async function settle(
  ctx: Ctx,
  channel: Settling,
  messages: readonly Handed[],
  outcomes: readonly Outcome[],
): Promise<void> {
  const byId = new Map(messages.map((m) => [m.id, m]));
  const told = outcomes.flatMap((outcome) => {
    const message = byId.get(outcome.id);
    return message ? [{ message, outcome: endOfTries(outcome, message.attempts) }] : [];
  });
  const settled = new Set(await write(ctx, channel, told));
  const fresh = told.filter(({ message }) => settled.has(message.id));
  await takeBack(ctx, channel, fresh);
  for (const one of fresh) announce(ctx, channel, one);
}

/** What settling must know of a channel. */
export type Settling = Pick<Channel, 'name' | 'cost' | 'limits'>;

type Told = { readonly message: Handed; readonly outcome: Outcome };

function endOfTries(outcome: Outcome, attempts: number): Outcome {
  if (outcome.state !== 'later' || isDenied(outcome) || attempts <= MOST_RETRIES) return outcome;
  return { id: outcome.id, state: 'refused', error: outcome.error };
}

/** Where a message stands that has not come to its end by it. */
const STATE_OF: Readonly<Partial<Record<Outcome['state'], string>>> = {
  later: 'queued',
  refused: 'queued',
  entrusted: 'handed_over',
};

/** Only what is still handed over is settled: what was declared lost meanwhile stays so. */
async function write(ctx: Ctx, channel: Settling, told: readonly Told[]): Promise<readonly string[]> {
  const given = told.map(({ outcome }) => ({
    id: outcome.id,
    state: STATE_OF[outcome.state] ?? outcome.state,
    error: 'error' in outcome ? outcome.error : null,
    dueAt: outcome.state === 'later' ? outcome.at : outcome.state === 'refused' ? ctx.now() : null,
    refused: outcome.state === 'refused',
    cost: costOf(channel, outcome),
    foreignId: 'foreignId' in outcome ? (outcome.foreignId ?? null) : null,
  }));
  const { rows } = await sql<{ id: string }>`
    update messaging.outbound o set state = given.state, error = given.error, cost = given.cost,
      foreign_id = given.foreign_id, due_at = coalesce(given.due_at, o.due_at),
      verdict = case when given.state = 'queued' then 'defer' else o.verdict end,
      reason = case when given.refused then 'channel_refused' when given.state = 'queued' then 'retry' else o.reason end,
      refused_by = case when given.refused then o.refused_by || (o.channel || ' ' || o.account) else o.refused_by end,
      sent_at = case when given.state = 'accepted' then ${ctx.now()}::timestamptz end
    from unnest(
      ${given.map((g) => g.id)}::text[], ${given.map((g) => g.state)}::text[], ${given.map((g) => g.error)}::text[],
      ${given.map((g) => g.dueAt)}::timestamptz[], ${given.map((g) => g.cost)}::int[],
      ${given.map((g) => g.foreignId)}::text[], ${given.map((g) => g.refused)}::boolean[]
    ) as given (id, state, error, due_at, cost, foreign_id, refused)
    where o.id = given.id and o.state = 'handed_over'
    returning o.id
  `.execute(ctx.db);
  return rows.map((r) => r.id);
}

function costOf(channel: Settling, outcome: Outcome): number {
  if (outcome.state === 'accepted') return outcome.cost ?? channel.cost;
  return outcome.state === 'unknown' ? channel.cost : 0;
}

/** Who surely was not reached is not counted as reached. A consent that the platform denies was none. */
async function takeBack(ctx: Ctx, channel: Settling, told: readonly Told[]): Promise<void> {
  const missed = told.filter(
    ({ outcome: { state } }) => state === 'failed' || state === 'later' || state === 'refused',
  );
  await countUses(
    ctx,
    missed.flatMap(({ message }) => usesOf(channel, message, message.handedOverAt)),
    -1,
  );
  const tokens = (some: readonly Told[]) =>
    some.flatMap(({ message }) => {
      const token = tokenOf(channel, message, message.account);
      return token ? [token] : [];
    });
  await countTokens(ctx, tokens(missed.filter(({ outcome }) => !isDenied(outcome))), 1);
  await dropTokens(ctx, tokens(missed.filter(({ outcome }) => isDenied(outcome))));
}

function isDenied(outcome: Outcome): boolean {
  return outcome.state === 'later' && outcome.noConsent === true;
}

function announce(ctx: Ctx, channel: Settling, { message, outcome }: Told): void {
  const { personNo, payload } = aboutMessage(message);
  if (outcome.state === 'accepted')
    ctx.emit(messageSent, { personNo, payload: { ...payload, cost: costOf(channel, outcome) } });
  if (outcome.state === 'unknown') ctx.emit(messageUnknown, { personNo, payload });
  if (outcome.state === 'failed') ctx.emit(messageFailed, { personNo, payload: { ...payload, error: outcome.error } });
  if (outcome.state === 'later')
    ctx.emit(messageDeferred, {
      personNo,
      payload: { ...payload, reason: 'retry', until: outcome.at.toISOString() },
    });
}
