import { Type } from '@sinclair/typebox';
import { Day, Nullable, OneOf } from './contract.ts';
import { EventSelector } from './selector.ts';

export const RetentionQuery = Type.Object({
  from: Day(),
  to: Day(),
  asOf: Type.Optional(Day()),
  period: OneOf(['day', 'week', 'month']),
  /**
   * `recurring`: whoever did the start event in a period is in its cohort. `first_time`: only with her first start event
   * ever. `rolling`: as recurring, and a cell counts who came back in that period or in any later one.
   */
  mode: OneOf(['recurring', 'first_time', 'rolling']),
  start: EventSelector,
  return: EventSelector,
  /** Columns after the cohort's own period; default 30 days, 12 weeks, 12 months. */
  periods: Type.Optional(Type.Integer({ minimum: 1, maximum: 90 })),
  /** A property of the start event; a person counts in each value she has in the period. */
  breakdown: Type.Optional(Type.String({ pattern: '^[A-Za-z_$][A-Za-z0-9_.$]{0,63}$' })),
});

export const RetentionGroup = Type.Object({
  /** Value of the breakdown property; null for all. */
  value: Nullable(Type.String()),
  persons: Type.Integer(),
  rows: Type.Array(
    Type.Object({
      /** First day of the cohort's period. */
      start: Day(),
      size: Type.Integer(),
      /** Of the cohort, who also did the other event in the very same period; null where both events are one. */
      same: Nullable(Type.Integer()),
      /** Persons at offset 0, 1, …: offset 0 is the cohort itself; null where the period has not begun as of `asOf`. */
      cells: Type.Array(Nullable(Type.Integer())),
    }),
  ),
  /** `same` over all cohorts: persons ÷ size; null where both events are one. */
  sameRate: Nullable(Type.Number()),
  /** Offset by offset over the cohorts whose period is over: retained ÷ eligible. */
  average: Type.Array(
    Type.Object({
      offset: Type.Integer(),
      eligible: Type.Integer(),
      retained: Type.Integer(),
      rate: Nullable(Type.Number()),
    }),
  ),
});

export const RetentionReport = Type.Object({
  asOf: Day(),
  /** The last day that is over: what reaches past it is still to change, and in no average. */
  over: Day(),
  period: OneOf(['day', 'week', 'month']),
  mode: OneOf(['recurring', 'first_time', 'rolling']),
  /** The whole first, then one a value of the breakdown, biggest first (at most 20). */
  groups: Type.Array(RetentionGroup),
});

/** What share of a cohort the shop wants to see again after so long: lines on the curve of the retention. */
export const RetentionAims = Type.Object({
  aims: Type.Array(
    Type.Object({
      name: Type.String(),
      period: OneOf(['day', 'week', 'month']),
      offset: Type.Integer(),
      percent: Type.Integer(),
    }),
  ),
});
