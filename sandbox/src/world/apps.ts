import type { App } from './credentials.ts';
import type { TableShape } from './table.ts';
import type { World } from './world.ts';

const unbound: TableShape<true> = { name: 'unbound-apps' };

export function mainApp(world: World): App {
  return world.credentials.apps[0];
}

export function appById(world: World, appid: string | undefined): App | undefined {
  const { accounts, apps } = world.credentials;
  return [...accounts, ...apps].find((app) => app.appid === appid);
}

/** Whether the app is bound to the merchant's Open Platform account: only then is a unionid told. */
export function isBound(world: World, app: App): boolean {
  return world.store.of(unbound).get(app.appid) === undefined;
}

export function bind(world: World, app: App, bound: boolean): void {
  if (bound) world.store.of(unbound).drop(app.appid);
  else world.store.of(unbound).put(app.appid, true);
}
