import { MpError } from '../mp/endpoint.ts';
import type { App, OfficialAccount } from '../world/credentials.ts';
import type { World } from '../world/world.ts';

/** What an account may do hangs on its type and on whether it is certified. Source: 接口权限说明, shape of 2019 to 2026. */
export type Capability = 'menu' | 'custom' | 'users' | 'tags' | 'mass' | 'media' | 'codes' | 'template' | 'notice';

const withoutCertificate: readonly Capability[] = ['menu'];
const certifiedSubscription: readonly Capability[] = ['menu', 'custom', 'users', 'tags', 'mass', 'media'];
const certifiedService: readonly Capability[] = [...certifiedSubscription, 'codes', 'template', 'notice'];

export function capabilitiesOf({ type, verified }: OfficialAccount): readonly Capability[] {
  if (type === 'service') return verified ? certifiedService : withoutCertificate;
  return verified ? certifiedSubscription : [];
}

export function accountOf(world: World, appid: string | undefined): OfficialAccount | undefined {
  return world.credentials.accounts.find((account) => account.appid === appid);
}

/** The account whose token it is; 48001 for a mini program, and for an account that may not. */
export function allowed(world: World, app: App, capability: Capability): OfficialAccount {
  const account = accountOf(world, app.appid);
  if (!account || !capabilitiesOf(account).includes(capability)) throw new MpError(48001, 'api unauthorized');
  return account;
}
