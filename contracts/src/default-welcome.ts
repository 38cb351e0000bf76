import { Type } from '@sinclair/typebox';
import { type Contract, Day, FormValues, Nullable, OneOf, Revision } from './contract.ts';
import { welcomeCouponFor, welcomeState } from './words/scrm.ts';
import { valuesOf } from './words.ts';

/** The values of the form `scrm.default_welcome`. */
export const DefaultWelcome = Type.Object({
  on: Type.Boolean(),
  welcome: Nullable(Type.String()),
  welcomeBought: Nullable(Type.String()),
  coupon: Nullable(Type.String()),
  couponFor: OneOf(valuesOf(welcomeCouponFor)),
  /** What some members of staff say instead. */
  own: Type.Unsafe<readonly { readonly who: string; readonly welcome: string; readonly coupon: string | null }[]>(
    Type.Array(Type.Object({ who: Type.String(), welcome: Type.String(), coupon: Nullable(Type.String()) })),
  ),
});

export const WelcomeFigures = Type.Object({
  states: Type.Array(Type.Object({ state: OneOf(valuesOf(welcomeState)), count: Type.Integer() })),
  /** Of a hundred, ninety-nine were sent within so many seconds. */
  slowestSeconds: Nullable(Type.Number()),
});

export const defaultWelcomeContract = {
  'GET /api/admin/settings/default-welcome': { ok: Type.Composite([DefaultWelcome, Type.Object(Revision)]) },
  'PUT /api/admin/settings/default-welcome': {
    summary: 'The values of the form `scrm.default_welcome`: what friends hear who came by no code of the shop',
    body: FormValues(),
    ok: Type.Composite([DefaultWelcome, Type.Object(Revision)]),
  },
  'GET /api/admin/default-welcome/figures': {
    query: Type.Object({ from: Day(), to: Day() }),
    ok: WelcomeFigures,
  },
} as const satisfies Contract;
