import type { Draft } from '@huoshui/contracts/form';
import type { Answer, BodyOf } from '../../ground/api.ts';
import { dayStart, formatTime } from '../../ui/calendar.ts';

export type Promotion = Answer<'GET /api/admin/promotions'>['items'][number];
export type Kind = Answer<'GET /api/admin/promotions/kit'>['kinds'][number];

export type Days = { readonly from: string; readonly to: string };

/** What the page holds: the kind, its time, and beside them the values that the kind's form draws. */
export type PromotionValues = Draft & {
  readonly kind: string;
  /** First and last business day, both counted. */
  readonly days: Days | null;
};

/** A new promotion starts with the first kind of the palette. */
export function newPromotion(kinds: readonly Kind[]): PromotionValues {
  const [first] = kinds;
  return { ...first?.initial, kind: first?.kind ?? '', days: null };
}

export function valuesOf({ kind, values, startsAt, endsAt }: Promotion): PromotionValues {
  const lastInstant = new Date(Date.parse(endsAt) - 1).toISOString();
  return {
    ...values,
    kind,
    days: { from: formatTime(startsAt).slice(0, 10), to: formatTime(lastInstant).slice(0, 10) },
  };
}

/** What the form of this kind reads: what another kind left behind is not sent. */
export function ownValues(kind: Kind | undefined, values: Draft): Draft {
  return Object.fromEntries((kind?.fields ?? []).map(({ key }) => [key, values[key] ?? null]));
}

/** What its fields say of the rule itself, and of how it lives with other offers: two questions, two sections. */
export function fieldsOf(kind: Kind | undefined): Readonly<Record<'own' | 'beside', Kind['fields']>> {
  const besides = ({ key }: Kind['fields'][number]) => key.startsWith('stack');
  const fields = kind?.fields ?? [];
  return { own: fields.filter((field) => !besides(field)), beside: fields.filter(besides) };
}

/** What is shown after turning to another kind: its own start, with the name and the goods that were there. */
export function turnedTo(kind: Kind, { name, scope }: Draft): Draft {
  return { ...kind.initial, name, scope };
}

/**
 * What the server takes, or null while the days are missing. Days that were not touched keep the instants they stand for:
 * a promotion that others made may start at noon.
 */
export function bodyOf(
  kind: Kind | undefined,
  values: PromotionValues,
  before: Promotion | null,
): BodyOf<'POST /api/admin/promotions'> | null {
  const { days } = values;
  if (days === null || kind === undefined) return null;
  const known = before === null ? null : valuesOf(before).days;
  return {
    kind: kind.kind,
    values: ownValues(kind, values),
    startsAt: before !== null && days.from === known?.from ? before.startsAt : dayStart(days.from),
    endsAt:
      before !== null && days.to === known?.to
        ? before.endsAt
        : new Date(Date.parse(dayStart(days.to)) + 86_400_000).toISOString(),
  };
}
