import { decodeCursor, toPage } from '../../platform/cursor.ts';
import { bound, INSTANT, piece } from '../../platform/event-store/piece.ts';
import { runQuery, type StoreCtx } from '../../platform/event-store/query.ts';
import type { EventSource } from './event.ts';
import { numbersOf } from './person-links.ts';

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
  const before = decodeCursor(input.cursor, ['bigint', 'text']);
  // The limit is one more than asked: whether there is a next page.
  const names = input.names ?? [];
  const from: readonly [number, string] = before ?? [Number.MAX_SAFE_INTEGER, ''];
  const rows = await runQuery<Row>(
    ctx,
    piece`
SELECT event_id AS id, name, source, toUnixTimestamp64Milli(ts) AS at, page, session_id AS session,
  order_id AS orderId, product_id AS productId, category_id AS categoryId, value, props
FROM history AS events
WHERE person_no = ${bound('UInt32', input.personNo)} AND told_no IN ${numbersOf(input.personNo)} AND ts <= ${bound(INSTANT, ctx.now())}
  ${names.length > 0 ? piece`AND name IN ${bound('Array(String)', names)}` : piece``}
  AND (toUnixTimestamp64Milli(ts), event_id) < (${bound('Int64', from[0])}, ${bound('String', from[1])})
ORDER BY at DESC, id DESC
LIMIT 1 BY id
LIMIT ${input.limit + 1}`,
  );
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
