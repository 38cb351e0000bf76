import type { analyticsContract } from '@huoshui/contracts/analytics';
import type { RouteIn, RouteOut } from '@huoshui/contracts/contract';
import { type Words, words } from '@huoshui/contracts/words';
import { earlier, type Range } from '../../platform/event-store/range.ts';
import type { Selector } from '../../platform/event-store/selector.ts';
import { analyticsErrors } from './errors.ts';

type Shape = (typeof analyticsContract)['POST /api/admin/reports/funnel'];
export type FunnelInput = RouteIn<Shape>['body'];
export type FunnelReport = RouteOut<Shape>;

/** From an attempt's first event to its last: so many ms, both ends included, or the calendar day of the first. */
export type Window = { readonly ms: number } | 'day';
/** `selector` between steps `from` and `to` (counted from 0) ends an attempt. */
export type Exclusion = { readonly selector: Selector; readonly from: number; readonly to: number };

export type FunnelPlan = {
  readonly range: Range;
  readonly steps: readonly Selector[];
  readonly order: 'ordered' | 'strict' | 'any';
  readonly window: Window;
  readonly exclusions: readonly Exclusion[];
  /** Attempts begin in [from, startUntil); their later events lie before `until`. */
  readonly from: Date;
  readonly startUntil: Date;
  readonly until: Date;
};

/** Taste: a week holds an attempt that pauses over a weekend. */
const DEFAULT_WINDOW_MS = 7 * 86_400_000;

/** @throws analytics.bad_funnel */
export function planFunnel(range: Range, input: FunnelInput): FunnelPlan {
  const window =
    input.window === 'day' ? 'day' : { ms: input.window ? input.window.seconds * 1000 : DEFAULT_WINDOW_MS };
  const exclusions = (input.exclusions ?? []).map(({ from, to, ...selector }) => ({ selector, from, to }));
  if (input.order === 'any' && exclusions.length > 0) {
    throw badFunnel(words('任意顺序不支持排除事件', 'no exclusions in any order'));
  }
  if (exclusions.some(({ from, to }) => from >= to || to >= input.steps.length)) {
    throw badFunnel(words('排除区间须在两个步骤之间', 'an exclusion lies between two steps'));
  }
  const startUntil = earlier(range.until, range.known);
  const reach = input.rangePolicy === 'all' || window === 'day' ? 0 : window.ms + 1;
  return {
    range,
    steps: input.steps,
    order: input.order ?? 'ordered',
    window,
    exclusions,
    from: range.start,
    startUntil,
    until: earlier(new Date(range.until.getTime() + reach), range.known),
  };
}

function badFunnel({ zh, en }: Words) {
  return analyticsErrors.error('bad_funnel', { why: zh, whyEn: en });
}
