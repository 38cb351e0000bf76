import type { Ctx } from '../../platform/ctx.ts';
import { countTry, forgiveTries } from './queries.ts';

/** Taste: long enough to make guessing hopeless, short enough that whoever forgot her password tries again today. */
export const windowMs = 15 * 60_000;
// An address is shared by an office; an account is tried by one person who mistypes.
const triesByAccount = 10;
const triesByAddress = 30;

/**
 * Takes one try of the account and of the address. The try is counted before the password is looked at, so that many
 * guesses at once are as limited as one after another. Returns the milliseconds to wait, 0 when the try is free.
 */
export async function takeTry(ctx: Ctx, login: string, address: string): Promise<number> {
  const byAddress = await countTry(ctx, addressSubject(address), windowMs);
  const byAccount = await countTry(ctx, accountSubject(login), windowMs);
  const waits = [
    byAddress.tries > triesByAddress ? byAddress.beganAt.getTime() : 0,
    byAccount.tries > triesByAccount ? byAccount.beganAt.getTime() : 0,
  ];
  const latest = Math.max(...waits);
  return latest === 0 ? 0 : Math.max(1, latest + windowMs - ctx.now().getTime());
}

export async function giveTryBack(ctx: Ctx, login: string, address: string): Promise<void> {
  await forgiveTries(ctx, accountSubject(login), addressSubject(address));
}

/** The account is free again, whoever tried it. */
export async function forgetAccountTries(ctx: Ctx, login: string): Promise<void> {
  await forgiveTries(ctx, accountSubject(login), '');
}

function accountSubject(login: string): string {
  return `account ${login.toLowerCase()}`;
}

function addressSubject(address: string): string {
  return `address ${address}`;
}
