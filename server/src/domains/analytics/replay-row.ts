import type { EventRow } from './event.ts';

/** An event of a replayed case as a row. */
export function replayRow(n: number, person: number, at: number, name: string, props: object): EventRow {
  return {
    name,
    person_no: person,
    ts: at,
    event_id: `case-${n}`,
    received_at: at,
    source: 'sdk',
    session_id: '',
    page: '',
    value: 0,
    product_id: '',
    category_id: '',
    order_id: '',
    props: JSON.stringify(props),
  };
}
