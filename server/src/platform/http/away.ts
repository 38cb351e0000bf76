import { isCrossed } from '../crossed.ts';
import type { DomainError } from '../errors.ts';
import { EventStoreAway } from '../event-store/client.ts';
import { platformErrors } from '../platform-errors.ts';

/** Lost and refused connections, by Node's codes. */
const LOST = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENOTFOUND', 'EAI_AGAIN']);

/** A store that cannot be reached, or cannot do this now: nobody's mistake, and soon over. Null for anything else. */
export function storeAway(error: unknown): DomainError | null {
  if (error instanceof EventStoreAway || isDatabaseAway(error)) return platformErrors.error('store_away');
  return isCrossed(error) ? platformErrors.error('crossed') : null;
}

/** Classes 08, 53 and 57 of PostgreSQL: connections, room, shutdown; and what the driver says of a socket that is gone. */
function isDatabaseAway(error: unknown): boolean {
  if (error instanceof AggregateError) return error.errors.some(isDatabaseAway);
  if (!(error instanceof Error)) return false;
  const code: unknown = Reflect.get(error, 'code');
  if (typeof code === 'string') return LOST.has(code) || /^(08|53|57P)[0-9A-Z]+$/.test(code);
  return /^Connection terminated|^timeout exceeded when trying to connect|^Client has encountered a connection error/.test(
    error.message,
  );
}
