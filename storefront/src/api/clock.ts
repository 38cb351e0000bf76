import { api } from './client.ts';

let offset = 0;

/** The shop's time: the phone's own, moved as far as the sandbox's clock is. */
export function shopNow(): Date {
  return new Date(Date.now() + offset);
}

/** Asks the sandbox how far its clock is moved; a shop in production has none and is never asked. */
export async function readSandboxClock(): Promise<void> {
  const { now } = await api('GET /api/sandbox/clock', {});
  offset = Date.parse(now) - Date.now();
}
