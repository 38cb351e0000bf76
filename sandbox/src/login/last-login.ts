import type { TableShape } from '../world/table.ts';
import type { World } from '../world/world.ts';

type Login = { readonly at: string; readonly key: string };

const logins: TableShape<Login> = { name: 'last-logins' };

/** She entered the app, with this session_key: what asks for somebody who was there lately goes by it. */
export function noteLogin(world: World, appid: string, shopperId: string, key: string): void {
  world.store.of(logins).put(`${appid} ${shopperId}`, { at: world.clock.now().toISOString(), key });
}

export function lastLoginOf(world: World, appid: string, shopperId: string): Login | undefined {
  return world.store.of(logins).get(`${appid} ${shopperId}`);
}
