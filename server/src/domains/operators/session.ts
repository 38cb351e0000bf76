import { createHash, randomBytes } from 'node:crypto';

export const sessionCookie = 'hs_operator';

/**
 * A session ends twelve hours after its last use. The hours are those of the room: where a sandbox moves the shop's
 * clock, its offset is taken off, or a rehearsal of a week would sign its spectators out.
 */
export const sessionMs = 12 * 3_600_000;

/** However much it is used, it ends after a week. The cookie lasts as long: when a session ends says the server alone. */
export const longestMs = 7 * 86_400_000;

/** The end is moved on at most once in this time: not every request of a console page needs to write. */
export const slideMs = 60_000;

export function newToken(): string {
  return randomBytes(32).toString('base64url');
}

export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}
