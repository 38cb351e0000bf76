import { words } from '@huoshui/contracts/words';
import { massOutcome } from '@huoshui/contracts/words/mass';
import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import { inTransaction } from '../../../platform/db.ts';
import { type BenefitKinds, revokeGiven } from '../../benefits/index.ts';
import type { Entrusted } from '../../messaging/index.ts';
import type { Taken } from './queries.ts';

export type Outcome = Extract<keyof typeof massOutcome, 'sent' | 'not_friend' | 'limit' | 'unsent' | 'failed'>;

export type Told = {
  readonly target: string;
  readonly outcome: Outcome;
  readonly by: string | null;
  readonly at: Date | null;
};

/** Under what a coupon of it is hers; the last sign keeps one number apart from those that begin like it. */
export const giftKey = (massId: string, personNo: number): string => `mass:${massId}:${personNo};`;
/** What the platform would call it: all who got the same, and her number. */
export const foreignId = (taskId: string, personNo: number): string => `${taskId} ${personNo}`;

export type OutcomeKit = { readonly benefits: BenefitKinds; readonly entrusted: Entrusted };

/** What became of some of a part, a thousand at a time, each once; who was never reached keeps nothing of it. */
export async function settleTargets(ctx: Ctx, kit: OutcomeKit, task: Taken, told: readonly Told[]): Promise<void> {
  if (told.length === 0) return;
  await inTransaction(ctx, async (ctx) => {
    const { rows } = await sql<{ personNo: number | null; state: Outcome }>`
      update scrm.mass_target t set state = given.outcome, sent_by = given.by, sent_at = given.at
      from unnest(
        ${told.map(({ target }) => target)}::text[], ${told.map(({ outcome }) => outcome)}::text[], ${told.map(({ by }) => by)}::text[],
        ${told.map(({ at }) => at)}::timestamptz[]
      ) as given (target, outcome, by, at)
      where t.mass_no = ${task.massNo} and t.target = given.target and t.state = 'offered'
      returning t.person_no, t.state
    `.execute(ctx.db);
    const known = rows.flatMap(({ personNo, state }) => (personNo === null ? [] : [{ personNo, state }]));
    await kit.entrusted.settle(
      ctx,
      known.map(({ personNo, state }) => ({
        foreignId: foreignId(task.id, personNo),
        error: state === 'sent' ? null : massOutcome[state].zh,
      })),
    );
    const missed = known.filter(({ state }) => state !== 'sent');
    if (task.values.coupon !== null && missed.length > 0)
      await revokeGiven(ctx, kit.benefits, {
        keyPrefixes: missed.map(({ personNo }) => giftKey(task.massId, personNo)),
        because: {
          kind: 'mass',
          id: task.massId,
          label: words(`群发「${task.mass}」没有送达`, `The mass send “${task.mass}” did not reach her`),
        },
      });
    await recount(ctx, task);
  });
}

/** The figures of a part, counted anew of its rows: ten thousand at most. */
export async function recount(
  ctx: Ctx,
  { id, massNo, userid, part }: Pick<Taken, 'id' | 'massNo' | 'userid' | 'part'>,
): Promise<void> {
  await sql`
    update scrm.mass_task k set targets = c.targets, sent = c.sent, not_friend = c.not_friend, over_limit = c.over_limit,
      unsent = c.unsent, failed = c.failed, left_out = c.left_out, by_others = c.by_others
    from (
      select count(*) filter (where state <> 'left_out')::int as targets, count(*) filter (where state = 'sent')::int as sent,
        count(*) filter (where state = 'not_friend')::int as not_friend, count(*) filter (where state = 'limit')::int as over_limit,
        count(*) filter (where state = 'unsent')::int as unsent, count(*) filter (where state = 'failed')::int as failed,
        count(*) filter (where state = 'left_out')::int as left_out,
        count(*) filter (where state = 'sent' and userid <> '' and sent_by <> userid)::int as by_others
      from scrm.mass_target where mass_no = ${massNo} and userid = ${userid} and part = ${part}
    ) as c where k.id = ${id}
  `.execute(ctx.db);
}
