import type { Draft, Field } from '@huoshui/contracts/form';
import { isShown } from '@huoshui/contracts/form-values';

type Starts = { readonly fields: readonly Field[]; readonly initial: Draft; readonly suits?: string | null };
export type PresetCoupon = {
  readonly id: string;
  readonly channel: string;
  readonly total: number | null;
  readonly issued: number;
  readonly perMember: number | null;
  readonly discount: { readonly kind: string };
};

/**
 * Coupons that a playbook does not name are preset, so that one click is enough: what suits it (第二单包邮 gives free delivery), made for
 * giving, and what a member may have often, for one that she has had elsewhere already would not be given. No two of a form are the same
 * unless she may have both.
 */
export function startingValues({ fields, initial, suits = null }: Starts, all: readonly PresetCoupon[]): Draft {
  const left = new Map(
    all.filter(({ total, issued }) => total === null || issued < total).map((one) => [one.id, one.perMember]),
  );
  const ranked = all.filter(({ id }) => left.has(id)).toSorted((a, b) => worth(b, suits) - worth(a, suits));
  const chosen: Record<string, unknown> = {};
  for (const field of fields) {
    if (field.kind !== 'picker' || field.of !== 'coupon') continue;
    const may = ranked.find(({ id }) => left.get(id) !== 0);
    const id = initial[field.key] ?? may?.id ?? null;
    chosen[field.key] = id;
    const times = typeof id === 'string' ? left.get(id) : undefined;
    if (typeof id === 'string' && typeof times === 'number') left.set(id, times - 1);
  }
  return { ...initial, ...chosen };
}

/** The first that differs decides: what it is, how it is given, how often. The list comes newest first, and stays so among equals. */
function worth({ discount, channel, perMember }: PresetCoupon, suits: string | null): number {
  const often = Math.min(perMember ?? MOST_OFTEN, MOST_OFTEN);
  return (
    (discount.kind === suits ? 4_000 : 0) +
    (discount.kind === 'exchange' ? -2_000 : 0) +
    (channel === 'grant' ? 1_000 : 0) +
    often
  );
}

const MOST_OFTEN = 999;

/** Whether something is to be said first that the shop alone knows: themes of its week, a coupon where it has none. */
export function asksFirst(fields: readonly Field[], draft: Draft): boolean {
  return fields.some((field) => {
    const value = draft[field.key] ?? null;
    if (field.kind === 'list') return Array.isArray(value) && value.some((row) => asksFirst(field.of, row));
    const mayBeEmpty = 'optional' in field && field.optional === true;
    return !mayBeEmpty && (value === null || value === '') && isShown(field, fields, draft);
  });
}
