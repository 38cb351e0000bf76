import type { Ctx } from '../../platform/ctx.ts';
import type { EventRow } from '../analytics/index.ts';

/** How events are stored; handed in by analytics, whose store it is. */
export type Intake = {
  /** Resolves when all are durable; says of each whether it is new. @throws analytics.overloaded, analytics.not_stored */
  readonly take: (ctx: Ctx, rows: readonly EventRow[]) => Promise<readonly boolean[]>;
  /** What our clock showed when a device's showed `device`, never after the receipt. */
  readonly clock: (device: number, receipt: { readonly receivedAt: number; readonly sentAt: number }) => number;
};
