import type { EventFilter, EventSelector } from '@huoshui/contracts/selector';
import type { Static } from '@sinclair/typebox';
import { allOf, bound, type Piece, piece } from './piece.ts';

export type Selector = Static<typeof EventSelector>;
type Filter = Static<typeof EventFilter>;

// Columns are named with their table: an alias of the statement that a selector stands in can then never hide one.
const COLUMNS: Readonly<Record<string, string>> = {
  page: 'events.page',
  session: 'events.session_id',
  source: 'toString(events.source)',
  product_id: 'events.product_id',
  productId: 'events.product_id',
  category_id: 'toString(events.category_id)',
  categoryId: 'toString(events.category_id)',
  order_id: 'events.order_id',
  orderId: 'events.order_id',
  value: 'toString(events.value)',
};

/** Whether a row of `FROM events` is one of the selected events. `*` is whatever she did herself. */
export function selects(selector: Selector): Piece {
  const name: Piece =
    selector.event === '*'
      ? { sql: "events.source = 'sdk'", params: {} }
      : piece`events.name = ${bound('String', selector.event)}`;
  return allOf([name, ...(selector.where ?? []).map(holds)]);
}

/** The value of a property as text; '' where the event has none. */
export function propertyText(property: string): Piece {
  const column = Object.hasOwn(COLUMNS, property) ? COLUMNS[property] : undefined;
  if (column) return { sql: column, params: {} };
  const keys = property.split('.').map((key) => bound('String', key));
  const path = { sql: keys.map(({ sql }) => sql).join(', '), params: Object.assign({}, ...keys.map((k) => k.params)) };
  // Text as it is, numbers and booleans as they are written in JSON.
  return piece`if(JSONType(events.props, ${path}) = 'String', JSONExtractString(events.props, ${path}), JSONExtractRaw(events.props, ${path}))`;
}

/** Names a set of selectors can be read from, or null where one takes any event. */
export function namesOf(selectors: readonly Selector[]): string[] | null {
  if (selectors.some((selector) => selector.event === '*')) return null;
  return [...new Set(selectors.map((selector) => selector.event))];
}

function holds(filter: Filter): Piece {
  const text = propertyText(filter.property);
  const value = filter.value ?? '';
  const one = Array.isArray(value) ? (value[0] ?? '') : value;
  const many = Array.isArray(value) ? value : [String(value)];
  switch (filter.op) {
    case 'set':
      return piece`${text} != ''`;
    case 'unset':
      return piece`${text} = ''`;
    case 'eq':
      return piece`${text} = ${bound('String', String(one))}`;
    case 'ne':
      return piece`${text} != ${bound('String', String(one))}`;
    case 'in':
      return piece`${text} IN ${bound('Array(String)', many)}`;
    case 'gte':
      return piece`toFloat64OrNull(${text}) >= ${bound('Float64', Number(one))}`;
    case 'gt':
      return piece`toFloat64OrNull(${text}) > ${bound('Float64', Number(one))}`;
    case 'lt':
      return piece`toFloat64OrNull(${text}) < ${bound('Float64', Number(one))}`;
    case 'lte':
      return piece`toFloat64OrNull(${text}) <= ${bound('Float64', Number(one))}`;
    case 'contains':
      return piece`position(${text}, ${bound('String', String(one))}) > 0`;
    default:
      return { sql: '0', params: {} };
  }
}
