import type { analyticsContract } from '@huoshui/contracts/analytics';
import type { RouteIn, RouteOut } from '@huoshui/contracts/contract';
import type { Ctx } from '../../platform/ctx.ts';
import type { EventStore } from '../../platform/event-store/client.ts';
import { platformErrors } from '../../platform/platform-errors.ts';
import { tellAwaited } from './awaited.ts';
import { checkEvent } from './check-event.ts';
import { analyticsErrors } from './errors.ts';
import type { EventRow } from './event.ts';
import { GroupCommit, Overloaded, type Taken } from './group-commit.ts';

type Shape = (typeof analyticsContract)['POST /collect'];
type Batch = RouteIn<Shape>['body'];
type Rejected = RouteOut<Shape>['rejected'][number];

/**
 * Take a shopper's batch. Resolves when every good event is durable; bad ones are named and not to be sent again.
 * @throws analytics.overloaded (429) and analytics.not_stored (503): nothing is lost if the sender tries again
 */
export async function collect(ctx: Ctx, batch: Batch): Promise<RouteOut<Shape>> {
  if (ctx.actor.kind !== 'member') throw platformErrors.error('sign_in_required');
  const receipt = { personNo: ctx.actor.personNo, receivedAt: ctx.now().getTime(), sentAt: Date.parse(batch.sentAt) };
  const rows: EventRow[] = [];
  const rejected: Rejected[] = [];
  batch.events.forEach((event, index) => {
    const checked = checkEvent(event, receipt);
    if ('event_id' in checked) rows.push(checked);
    else rejected.push({ index, id: idOf(event), ...checked });
  });
  const taken = await store(ctx, rows, ctx.actor.account.no);
  return { ...taken, rejected };
}

/** Events of other senders, of persons who are known already: which of them are new. Throws as `collect` does. */
export async function takeRows(ctx: Ctx, rows: readonly EventRow[]): Promise<readonly boolean[]> {
  const fresh = groupCommitOf(ctx.events).areNew(rows);
  await store(ctx, rows, null);
  return fresh;
}

async function store(ctx: Ctx, rows: readonly EventRow[], account: number | null): Promise<Taken> {
  try {
    const taken = await groupCommitOf(ctx.events).add(rows, account);
    await tellAwaited(ctx, rows);
    return taken;
  } catch (error) {
    if (error instanceof Overloaded) throw analyticsErrors.error('overloaded');
    ctx.log.error({ err: error, events: rows.length }, 'events were not stored');
    throw analyticsErrors.error('not_stored');
  }
}

const commits = new WeakMap<EventStore, GroupCommit>();

/** One group commit a store and process, made on first use. */
export function groupCommitOf(store: EventStore): GroupCommit {
  const known = commits.get(store);
  if (known) return known;
  const made = new GroupCommit(store);
  commits.set(store, made);
  return made;
}

/** Learn the ids of what was stored in the last days, so that a resend across a restart is known. */
export async function rememberRecent(ctx: Ctx): Promise<void> {
  const rows = await ctx.events.query<{ person_no: number; event_id: string }>(
    `SELECT person_no, event_id FROM history AS events
     WHERE source = 'sdk' AND received_at >= {since:DateTime64(3, 'UTC')} AND ts >= {since:DateTime64(3, 'UTC')} - INTERVAL 30 DAY
     ORDER BY received_at DESC LIMIT 500000`,
    { since: new Date(ctx.now().getTime() - 3 * 86_400_000) },
  );
  const commit = groupCommitOf(ctx.events);
  for (const row of rows) commit.remember(row.person_no, row.event_id);
}

function idOf(event: unknown): string | null {
  if (typeof event !== 'object' || event === null || !('id' in event)) return null;
  return typeof event.id === 'string' ? event.id.slice(0, 64) : null;
}
