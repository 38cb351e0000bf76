import type { World } from '../world/world.ts';
import { WecomError } from './endpoint.ts';

/** Contact ways and join ways of a corp together. Source: document/path/96348, 99547 */
const mostWays = 500_000;
const tables = ['wecom-contact-ways', 'wecom-join-ways'];

/** Throws 41045 where the quota that both share is used up. */
export function mayMakeWay(world: World): void {
  const made = tables.reduce((sum, name) => sum + world.store.of({ name }).size(), 0);
  if (made >= mostWays) throw new WecomError(41045, 'contact way over limit');
}
