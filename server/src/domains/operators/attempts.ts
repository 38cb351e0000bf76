import { named, type Words, words } from '@huoshui/contracts/words';
import type { Ctx } from '../../platform/ctx.ts';
import { recordAudit } from './audit.ts';
import { countTry, forgiveTries } from './queries.ts';

/** Who tries, and from where. */
export type Attempt = {
  readonly login: string;
  readonly address: string;
  /** What the browser's device cookie says: it has signed in as this account before. */
  readonly device: string | null;
};

/** Without a try for so long, everything is forgotten. */
export const forgetMs = 15 * 60_000;
const LONGEST_WAIT_SECONDS = 60;

/**
 * How many wrong tries are free; each further one must wait, 1, 2, 4 … 60 seconds after the one before it. Nobody is ever
 * locked out: a browser from which she has signed in before waits for its own mistakes only, whoever guesses elsewhere.
 */
const free = {
  /** One person who mistypes. */
  device: 5,
  pair: 5,
  /** An office shares an address. */
  address: 30,
  /** All strangers together, from however many addresses. */
  account: 10,
} as const;
type Lane = keyof typeof free;

/**
 * Takes one try. It is counted before the password is looked at, so that many guesses at once are as limited as one after
 * another; a try that must wait is not counted, and keeps nobody waiting longer. Returns the milliseconds to wait, 0 when
 * the try is free.
 */
export async function takeTry(ctx: Ctx, attempt: Attempt): Promise<number> {
  for (const lane of lanesOf(attempt)) {
    const { tries, waitMs } = await countTry(ctx, subjectOf(lane, attempt), {
      free: free[lane],
      longestSeconds: LONGEST_WAIT_SECONDS,
      forgetMs,
    });
    if (waitMs > 0) return waitMs;
    if (lane === 'account' && tries === free.account)
      await noteGuessing(
        ctx,
        attempt,
        words('有人多次输错密码，账号', 'Wrong passwords, again and again, for the account'),
      );
  }
  return 0;
}

/** A right password was no wrong try: hers start anew, the address gets one back. */
export async function giveTryBack(ctx: Ctx, attempt: Attempt): Promise<void> {
  const mine = lanesOf(attempt).filter((lane) => lane !== 'address');
  await forgiveTries(
    ctx,
    mine.map((lane) => subjectOf(lane, attempt)),
    subjectOf('address', attempt),
  );
}

/** The account is free again, whoever tried it. */
export async function forgetAccountTries(ctx: Ctx, login: string): Promise<void> {
  await forgiveTries(ctx, [subjectOf('account', { login, address: '', device: null })], '');
}

function lanesOf({ device }: Attempt): readonly Lane[] {
  return device === null ? ['pair', 'address', 'account'] : ['device'];
}

function subjectOf(lane: Lane, { login, address, device }: Attempt): string {
  const account = login.toLowerCase();
  return {
    device: `device ${account} ${device ?? ''}`,
    pair: `pair ${account} ${address}`,
    address: `address ${address}`,
    account: `account ${account}`,
  }[lane];
}

/** What the audit log calls it, and the bell of whoever manages accounts counts. */
export const guessing = 'sign-in guessing';

export async function noteGuessing(ctx: Ctx, { login, address }: Attempt, what: Words): Promise<void> {
  await recordAudit(ctx, {
    action: guessing,
    area: 'session',
    entityId: null,
    summary: named(what, login),
    details: { address },
  });
}
