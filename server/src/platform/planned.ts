import type { RouteOut } from '@huoshui/contracts/contract';
import type { marketingCalendarContract } from '@huoshui/contracts/marketing-calendar';
import type { Words } from '@huoshui/contracts/words';
import type { PlannedKind } from '@huoshui/contracts/words/calendar';
import { addDays, dayStart } from './calendar.ts';
import type { Ctx, Standing } from './ctx.ts';
import type { Domain } from './domain.ts';
import { platformErrors } from './platform-errors.ts';

/** Something the shop does at a time that is known before: it stands in the marketing calendar. */
export type Planned = {
  readonly kind: PlannedKind;
  readonly id: string;
  readonly label: string;
  readonly badge: Words;
  /** Half-open; a moment begins and ends at once. */
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly to: string;
  /** Who may not read it does not see it. */
  readonly needs: `${string}.read`;
};

/** Marketing messages of a business day: those that went out, and those known to wait for it. */
export type DayOfMessages = { readonly day: string; readonly sent: number; readonly waiting: number };

/** What something that is planned asks of those who pack and bring on a day: what it took, and what the shop said it can take (null: it said nothing). */
export type LoadOfDay = {
  readonly day: string;
  readonly id: string;
  readonly label: string;
  readonly to: string;
  readonly unit: Words;
  readonly taken: number;
  readonly most: number | null;
  /** Who may not read it does not see it. */
  readonly needs: `${string}.read`;
};

/** What a domain tells of some time, half-open. */
export type Plans = {
  readonly planned?: readonly Planned[];
  readonly messages?: readonly DayOfMessages[];
  readonly loads?: readonly LoadOfDay[];
};

type Calendar = RouteOut<(typeof marketingCalendarContract)['GET /api/admin/marketing-calendar']>;
type Allows = (standing: Standing, permission: string) => boolean;

const MOST_DAYS = 370;

/** Everything that is planned on these days, first to last, both counted. Throws `platform.bad_days`. */
export async function readMarketingCalendar(
  ctx: Ctx,
  domains: readonly Domain[],
  allows: Allows,
  { from, to }: { readonly from: string; readonly to: string },
): Promise<Calendar> {
  if (to < from || to >= addDays(from, MOST_DAYS)) throw platformErrors.error('bad_days');
  const window = { from: dayStart(from), to: dayStart(addDays(to, 1)) };
  const found = await Promise.all(
    domains.map(async (domain): Promise<Plans> => (await domain.plans?.(ctx, window)) ?? {}),
  );
  const { actor } = ctx;
  const now = ctx.now();
  const items = found
    .flatMap(({ planned = [] }) => planned)
    .filter(({ needs }) => actor.kind === 'operator' && allows(actor, needs))
    .sort((a, b) => a.startsAt.getTime() - b.startsAt.getTime() || (a.id < b.id ? -1 : 1))
    .map(({ needs: _, startsAt, endsAt, ...one }) => ({
      ...one,
      startsAt: startsAt.toISOString(),
      endsAt: endsAt.toISOString(),
      state:
        now >= endsAt && now > startsAt
          ? ('ended' as const)
          : now < startsAt
            ? ('scheduled' as const)
            : ('running' as const),
    }));
  const days = new Map<string, { sent: number; waiting: number }>();
  for (const { day, sent, waiting } of found.flatMap(({ messages = [] }) => messages)) {
    const sum = days.get(day) ?? { sent: 0, waiting: 0 };
    days.set(day, { sent: sum.sent + sent, waiting: sum.waiting + waiting });
  }
  const loads = found
    .flatMap(({ loads: theirs = [] }) => theirs)
    .filter(({ needs }) => actor.kind === 'operator' && allows(actor, needs))
    .map(({ needs: _, ...one }) => one)
    .sort((a, b) => (a.day === b.day ? (a.id < b.id ? -1 : 1) : a.day < b.day ? -1 : 1));
  return {
    items,
    loads,
    days: [...days].map(([day, sums]) => ({ day, ...sums })).sort((a, b) => (a.day < b.day ? -1 : 1)),
  };
}
