import { Role } from '@huoshui/contracts/operators';
import { type Static, Type } from '@sinclair/typebox';
import { Value } from '@sinclair/typebox/value';
import { DAY_MS } from '../../../platform/calendar.ts';
import type { Ctx, Role as RoleName } from '../../../platform/ctx.ts';
import { defineSetting } from '../../../platform/settings.ts';

const Rules = Type.Object({
  /** Who needs a second factor. */
  roles: Type.Array(Role),
  /** So long an account may do without, from when it was first asked for. */
  graceDays: Type.Integer({ minimum: 0, maximum: 30 }),
  /** When it was first asked of a role. */
  since: Type.Object({
    owner: Type.Optional(Type.String()),
    operator: Type.Optional(Type.String()),
    viewer: Type.Optional(Type.String()),
  }),
});
export type Rules = Static<typeof Rules>;

export const secondFactorRules = defineSetting('operators.second-factor', Rules, {
  roles: [],
  graceDays: 7,
  since: {},
});

type Account = { readonly role: RoleName; readonly createdAt: Date };

/** From when on an account without a second factor can do nothing but set one up; null: it is not asked for. */
export function dueAt({ roles, graceDays, since }: Rules, account: Account): Date | null {
  if (!roles.includes(account.role)) return null;
  const asked = Date.parse(since[account.role] ?? '') || 0;
  return new Date(Math.max(asked, account.createdAt.getTime()) + graceDays * DAY_MS);
}

/** Whether nothing but setting one up is left to an account. */
export function isDue(
  ctx: Pick<Ctx, 'now'>,
  account: Account & { readonly secondFactor: boolean },
  rules: Rules,
): boolean {
  const at = account.secondFactor ? null : dueAt(rules, account);
  return at !== null && at <= ctx.now();
}

/** The rules as the database has them; what nobody has set asks nobody. */
export function rulesOf(stored: unknown): Rules {
  return Value.Check(Rules, stored) ? stored : secondFactorRules.initial;
}

/** A role of which it was asked before keeps its time. */
export function changedRules(before: Rules, change: Pick<Rules, 'roles' | 'graceDays'>, now: Date): Rules {
  const roles = [...new Set(change.roles)];
  const entries = roles.map((role) => [role, before.roles.includes(role) ? before.since[role] : undefined] as const);
  return {
    roles,
    graceDays: change.graceDays,
    since: Object.fromEntries(entries.map(([role, at]) => [role, at ?? now.toISOString()])),
  };
}
