import { Type } from '@sinclair/typebox';
import { OneOf } from './contract.ts';

/** Any event a person sent with the SDK, or one named event. */
export const EventOrAny = () => Type.String({ pattern: '^(\\*|[a-z][a-z0-9_.]{0,63})$' });

/** A value of one property: a column (`page`, `session`, `product_id`, `category_id`, `order_id`, `source`, `value`) or a key of `props`. */
export const EventFilter = Type.Object({
  property: Type.String({ pattern: '^[A-Za-z_$][A-Za-z0-9_.$]{0,63}$' }),
  op: OneOf(['eq', 'ne', 'in', 'contains', 'gt', 'gte', 'lt', 'lte', 'set', 'unset']),
  /** Absent for `set` and `unset`; a list for `in`. */
  value: Type.Optional(
    Type.Union([
      Type.String({ maxLength: 200 }),
      Type.Number(),
      Type.Array(Type.String({ maxLength: 200 }), { maxItems: 200 }),
    ]),
  ),
});

/** Which events count: by name and, where given, by properties (all must hold). */
export const EventSelector = Type.Object({
  event: EventOrAny(),
  where: Type.Optional(Type.Array(EventFilter, { maxItems: 10 })),
});
