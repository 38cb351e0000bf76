import { MpError } from '../mp/endpoint.ts';
import { mainApp } from '../world/apps.ts';
import type { App } from '../world/credentials.ts';
import { lettersAndDigits, seeded } from '../world/seed.ts';
import type { TableShape } from '../world/table.ts';
import type { World } from '../world/world.ts';

/** A one-time code that a phone hands to the shop: from wx.login, or from the phone-number button. */
type Code = {
  readonly code: string;
  readonly kind: 'login' | 'phone';
  /** The app that asked for it; no other can use it. Absent in codes from before there were several. */
  readonly appid?: string;
  readonly shopperId: string;
  readonly createdAt: string;
  readonly used: boolean;
};

const codes: TableShape<Code> = { name: 'codes' };
/** The platform's rule. */
const lifetimeMs = 5 * 60_000;

export function giveCode(world: World, kind: Code['kind'], app: App, shopperId: string): string {
  const createdAt = world.clock.now();
  return world.store.together(() => {
    forgetOld(world, createdAt);
    const number = world.store.next('code');
    const code =
      kind === 'login'
        ? `0${seeded(world.seed, 'login-code', number, 31, lettersAndDigits)}`
        : phoneCode(world, number);
    world.store.of(codes).put(code, {
      code,
      kind,
      appid: app.appid,
      shopperId,
      createdAt: createdAt.toISOString(),
      used: false,
    });
    return code;
  });
}

/** The shopper's id; throws 40029 (unknown, expired, of the other kind or another app) or `whenUsed`. The code is used from then on. */
export function takeCode(world: World, kind: Code['kind'], app: App, code: string, whenUsed: MpError): string {
  const known = world.store.of(codes).get(code);
  const age = known ? world.clock.now().getTime() - new Date(known.createdAt).getTime() : 0;
  const isOurs = (known?.appid ?? mainApp(world).appid) === app.appid;
  if (!known || known.kind !== kind || !isOurs || age > lifetimeMs) throw new MpError(40029, 'invalid code');
  if (known.used) throw whenUsed;
  world.store.of(codes).put(code, { ...known, used: true });
  return known.shopperId;
}

function phoneCode(world: World, number: number): string {
  return seeded(world.seed, 'phone-code', number, 64, '0123456789abcdef');
}

/** Codes come in order of time: the oldest stand first. */
function forgetOld(world: World, now: Date): void {
  for (const code of world.store.of(codes).all()) {
    if (now.getTime() - new Date(code.createdAt).getTime() <= 2 * lifetimeMs) break;
    world.store.of(codes).drop(code.code);
  }
}
