import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { endOfQuiet, type GateRules } from './gate.ts';

/** So many a second: who finds no room is given the second in which there is some, so that it is told once. */
export type Pace = {
  /** When one more may go; null: now. */
  roomAt(): Date | null;
  sent(): void;
  /** One waits for the second that `roomAt` named. */
  waits(): void;
};

export type Paced = {
  readonly perSecond: number;
  /** Handed over in the second up to now. */
  readonly sent: number;
  /** The last second that is promised to anybody, and how many wait for it. */
  readonly last: Date | null;
  readonly waiting: number;
};

/** `opens`: the first moment, from one on, at which any may go at all. */
export function createPace(
  now: Date,
  { perSecond, ...paced }: Paced,
  opens: (from: Date) => Date = (from) => from,
): Pace {
  let { sent, waiting } = paced;
  let last = paced.last && paced.last > now ? paced.last : now;
  const secondAfter = (at: Date) => opens(new Date(at.getTime() + 1000));
  if (last === now) waiting = perSecond;
  return {
    roomAt: () => (sent < perSecond ? null : waiting < perSecond ? last : secondAfter(last)),
    sent: () => {
      sent += 1;
    },
    waits: () => {
      if (waiting >= perSecond) {
        last = secondAfter(last);
        waiting = 0;
      }
      waiting += 1;
    },
  };
}

/** Nothing sent, nobody waiting. */
export function unused(perSecond: number): Paced {
  return { perSecond, sent: 0, last: null, waiting: 0 };
}

export type ShopRules = Pick<GateRules, 'quietHours'> & { readonly rate: number };

/** The shop's own pace of marketing messages: no second of quiet hours is promised to anybody. */
export async function readShopPace(ctx: Ctx, rules: ShopRules): Promise<Pace> {
  const paced = await readPace(ctx, rules.rate, sql`kind = 'marketing'`);
  return createPace(ctx.now(), paced, (from) => endOfQuiet(rules, from) ?? from);
}

/**
 * The pace that one channel's platform allows. No channel has one yet: the first that does brings an index of its own
 * messages by the time of their hand-over (`where channel = '<name>'`).
 */
export async function readChannelPace(ctx: Ctx, channel: string, perSecond: number): Promise<Pace> {
  return createPace(ctx.now(), await readPace(ctx, perSecond, sql`channel = ${channel}`));
}

async function readPace(ctx: Ctx, perSecond: number, which: ReturnType<typeof sql>): Promise<Paced> {
  const now = ctx.now();
  const { rows } = await sql<{ sent: number; last: Date | null; waiting: number }>`
    select
      (select count(*) from messaging.outbound
        where handed_over_at > ${new Date(now.getTime() - 1000)} and ${which}) as sent,
      last, (select count(*) from messaging.outbound
        where state = 'queued' and reason = 'rate' and due_at = last and ${which}) as waiting
    from (select max(due_at) as last from messaging.outbound
      where state = 'queued' and reason = 'rate' and due_at > ${now} and ${which}) as promised
  `.execute(ctx.db);
  const found = rows[0];
  return found ? { perSecond, ...found } : unused(perSecond);
}
