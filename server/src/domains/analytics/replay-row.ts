import { type ObjectOptions, type TProperties, Type } from '@sinclair/typebox';
import type { Zone } from '../../platform/event-store/zone.ts';
import type { EventRow } from './event.ts';

/** An object of a case. A field that nobody reads would let a case pass for the wrong reason, so it is refused. */
export function closed<P extends TProperties>(properties: P, options: ObjectOptions = {}) {
  return Type.Object(properties, { ...options, additionalProperties: false });
}

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

/** The zone of a case with its weeks: from Monday, unless it says otherwise. */
export function zoneOfCase(zone: Zone, weekStart: 'Sunday' | 'Monday' | undefined): Zone {
  return weekStart === 'Sunday' ? { ...zone, weekStart: 'sunday' } : zone;
}
