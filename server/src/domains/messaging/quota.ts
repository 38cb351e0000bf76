import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import type { CapWindow, Channel } from './channel.ts';
import { type Used, windowsOf } from './gate.ts';

/** One message of one person, counted in a window: the shop's own (`day:2026-11-21`) or a channel's (`sms:day:…`). */
export type Use = { readonly personNo: number; readonly windowKey: string };

/** The windows in which a marketing message counts, whatever channel it takes. */
export function shopUses(personNo: number, at: Date): readonly Use[] {
  return Object.values(windowsOf(at)).map((windowKey) => ({ personNo, windowKey }));
}

type Capped = Pick<Channel, 'name' | 'limits'>;

/** The windows in which a message counts because its channel has caps. */
export function channelUses(channel: Capped | undefined, personNo: number, at: Date): readonly Use[] {
  return capsOf(channel).map(({ per }) => ({ personNo, windowKey: capKey(channel?.name ?? '', per, at) }));
}

export function capsOf(channel: Capped | undefined) {
  return (channel?.limits ?? []).flatMap((limit) => (limit.kind === 'cap' ? [limit] : []));
}

export function capKey(channel: string, per: CapWindow, at: Date): string {
  return `${channel}:${windowsOf(at)[per]}`;
}

/** How often these windows were used; counted on while a batch is judged. */
export type Quotas = {
  of(use: Use): number;
  shop(personNo: number, at: Date): Used;
  add(uses: readonly Use[]): void;
};

/** Make the rows of every window, so that there is something to lock, and read their counts. Locked until the commit. */
export async function lockQuotas(ctx: Ctx, uses: readonly Use[]): Promise<Quotas> {
  const counts = new Map<string, number>();
  if (uses.length > 0) {
    const { rows } = await sql<Use & { count: number }>`
      insert into messaging.quota_use (person_no, window_key, count)
      select distinct person_no, window_key, 0
      from unnest(${uses.map((u) => u.personNo)}::int[], ${uses.map((u) => u.windowKey)}::text[]) as u (person_no, window_key)
      order by person_no, window_key
      on conflict (person_no, window_key) do update set count = messaging.quota_use.count
      returning person_no, window_key, count
    `.execute(ctx.db);
    for (const row of rows) counts.set(keyOf(row), row.count);
  }
  const of = (use: Use) => counts.get(keyOf(use)) ?? 0;
  return {
    of,
    shop: (personNo, at) => {
      const { day, week, month } = windowsOf(at);
      const used = (windowKey: string) => of({ personNo, windowKey });
      return { day: used(day), week: used(week), month: used(month) };
    },
    add: (more) => {
      for (const use of more) counts.set(keyOf(use), of(use) + 1);
    },
  };
}

/** Count messages that go out, or take back those that never arrived; one statement. */
export async function countUses(ctx: Ctx, uses: readonly Use[], by: 1 | -1): Promise<void> {
  if (uses.length === 0) return;
  await sql`
    update messaging.quota_use q set count = greatest(0, q.count + ${by} * given.count)
    from (
      select person_no, window_key, count(*)::int as count
      from unnest(${uses.map((u) => u.personNo)}::int[], ${uses.map((u) => u.windowKey)}::text[]) as u (person_no, window_key)
      group by 1, 2
    ) as given
    where q.person_no = given.person_no and q.window_key = given.window_key
  `.execute(ctx.db);
}

/** Counts messages that go out to many, whose windows may have no row yet. Inside a transaction. */
export async function countManyUses(ctx: Ctx, uses: readonly Use[]): Promise<void> {
  if (uses.length === 0) return;
  await sql`
    insert into messaging.quota_use (person_no, window_key, count)
    select person_no, window_key, count(*)::int
    from unnest(${uses.map((u) => u.personNo)}::int[], ${uses.map((u) => u.windowKey)}::text[]) as u (person_no, window_key)
    group by 1, 2 order by 1, 2
    on conflict (person_no, window_key) do update set count = quota_use.count + excluded.count
  `.execute(ctx.db);
}

function keyOf({ personNo, windowKey }: Use): string {
  return `${personNo} ${windowKey}`;
}
