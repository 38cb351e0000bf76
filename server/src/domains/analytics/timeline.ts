import { decodeCursor, toPage } from '../../platform/cursor.ts';
import { runQuery, type StoreCtx } from '../../platform/event-store/query.ts';
import type { EventSource } from './event.ts';

/** One thing a person did or that was done for her. `ts` is ISO 8601 UTC. */
export type PersonEvent = {
  readonly id: string;
  readonly name: string;
  readonly source: EventSource;
  readonly ts: string;
  readonly page: string;
  readonly session: string;
  readonly orderId: string;
  readonly productId: string;
  readonly categoryId: string;
  readonly value: number;
  readonly props: Readonly<Record<string, unknown>>;
};

export type PersonTimelineInput = {
  readonly personNo: number;
  /** Only events of these names; absent: all. */
  readonly names?: readonly string[] | undefined;
  readonly cursor?: string | undefined;
  readonly limit: number;
};

type Row = Omit<PersonEvent, 'ts' | 'props'> & { readonly at: number; readonly props: string };

/** A person's events up to now, newest first. @throws platform.bad_cursor */
export async function personTimeline(
  ctx: StoreCtx,
  input: PersonTimelineInput,
): Promise<{ items: PersonEvent[]; nextCursor: string | null }> {
  const before = decodeCursor(input.cursor, 2);
  // The limit is one more than asked: whether there is a next page.
  const rows = await runQuery<Row>(ctx, {
    sql: `
SELECT event_id AS id, name, source, toUnixTimestamp64Milli(ts) AS at, page, session_id AS session,
  order_id AS orderId, product_id AS productId, category_id AS categoryId, value, props
FROM events
WHERE person_no = {person:UInt32}
  AND ts <= {now:DateTime64(3, 'UTC')}
  AND (empty({names:Array(String)}) OR name IN {names:Array(String)})
  AND (toUnixTimestamp64Milli(ts), event_id) < ({beforeAt:Int64}, {beforeId:String})
ORDER BY at DESC, id DESC
LIMIT 1 BY id
LIMIT {limit:UInt32}`,
    params: {
      person: input.personNo,
      now: ctx.now(),
      names: input.names ?? [],
      beforeAt: before ? Number(before[0]) : Number.MAX_SAFE_INTEGER,
      beforeId: before ? String(before[1]) : '',
      limit: input.limit + 1,
    },
  });
  return toPage(
    rows,
    input.limit,
    (row) => [row.at, row.id],
    ({ at, props, ...row }) => ({ ...row, ts: new Date(at).toISOString(), props: readProps(props) }),
  );
}

function readProps(json: string): Record<string, unknown> {
  const value: unknown = json === '' ? {} : JSON.parse(json);
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
