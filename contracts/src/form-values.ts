// No TypeBox here: the server and the console share these values (contracts/src/words.ts says why).
import type { Draft, Field } from './form.ts';

/** What a picker can pick, each owned by one domain. */
export const pickable = [
  'product',
  'sku',
  'lot',
  'category',
  'coupon',
  'pay_coupon',
  'benefit',
  'budget',
  'card_kind',
  'code',
  'code_channel',
  'code_mark',
  'level',
  'segment',
  'tag',
  'template',
  'journey',
  'store',
  'staff',
  'region',
  'freight_template',
  'promotion',
  'member',
  'webhook',
  'wecom_staff',
  'wecom_member',
  'contact_way',
  'mass_send',
  'moment',
  'official_account',
  'account_rule',
  'quiz',
  'distributor',
  'leader',
  'customer_group',
  'group_code',
  'event',
  'activity',
  'poster',
  'placement',
  'page',
  'article',
  'recipe',
  'theme',
  'member_day',
] as const;

/** What a form starts from. */
export function initialValues(fields: readonly Field[]): Draft {
  return Object.fromEntries(fields.map((field) => [field.key, initialOf(field)]));
}

function initialOf(field: Field): unknown {
  switch (field.kind) {
    case 'scope':
      return { kind: field.by?.[0] ?? 'all', ids: [], exceptProductIds: [] };
    case 'list':
      return Array.from({ length: field.min }, () => initialValues(field.of));
    case 'picker':
      return field.many === undefined ? null : [];
    case 'choices':
    case 'texts':
      return field.initial ?? [];
    case 'switch':
      return field.initial ?? false;
    case 'text':
      return field.initial ?? '';
    case 'day_range':
    case 'node':
    case 'condition':
      return null;
    default:
      return field.initial ?? null;
  }
}

/**
 * Whether a field is shown beside these values of its form. What decides over it has to be shown itself: a choice that
 * nobody sees decides nothing.
 */
export function isShown(field: Field, fields: readonly Field[], draft: Draft): boolean {
  return shownFrom(field, fields, draft, 0);
}

/** Whether a way out of a step is there beside these values of the step: one that has no `when` always is. */
export function isWay({ when }: Pick<Field, 'when'>, draft: Draft): boolean {
  return !when || when.is.some((value) => Object.hasOwn(draft, when.field) && draft[when.field] === value);
}

function shownFrom(field: Field, fields: readonly Field[], draft: Draft, depth: number): boolean {
  const { when } = field;
  if (!when) return true;
  const decider = fields.find(({ key }) => key === when.field);
  // A chain longer than the form goes round in a circle: nothing could ever show it.
  if (!decider || depth >= fields.length || !shownFrom(decider, fields, draft, depth + 1)) return false;
  const given = Object.hasOwn(draft, when.field) ? draft[when.field] : null;
  return when.is.some((value) => value === given);
}
