import type { EventFilter, EventSelector } from '@huoshui/contracts/analytics';
import type { Static } from '@sinclair/typebox';

export type Selector = Static<typeof EventSelector>;
type Filter = Static<typeof EventFilter>;

/** A piece of a statement: text with placeholders, and their values. */
export type Piece = { readonly sql: string; readonly params: Readonly<Record<string, unknown>> };

const COLUMNS: Readonly<Record<string, string>> = {
  page: 'page',
  session: 'session_id',
  source: 'toString(source)',
  product_id: 'product_id',
  productId: 'product_id',
  category_id: 'toString(category_id)',
  categoryId: 'toString(category_id)',
  order_id: 'order_id',
  orderId: 'order_id',
  value: 'toString(value)',
};

/** Whether a row is one of the selected events. `prefix` keeps the placeholders of several selectors apart. */
export function selects(selector: Selector, prefix: string): Piece {
  const name: Piece =
    selector.event === '*'
      ? { sql: "source = 'sdk'", params: {} }
      : { sql: `name = {${prefix}_name:String}`, params: { [`${prefix}_name`]: selector.event } };
  return allOf([name, ...(selector.where ?? []).map((filter, n) => holds(filter, `${prefix}_${n}`))]);
}

/** The value of a property as text; '' where the event has none. */
export function propertyText(property: string, prefix: string): Piece {
  const column = COLUMNS[property];
  if (column) return { sql: column, params: {} };
  const keys = property.split('.');
  const path = keys.map((_, n) => `{${prefix}_k${n}:String}`).join(', ');
  const params = Object.fromEntries(keys.map((key, n) => [`${prefix}_k${n}`, key]));
  // Text as it is, numbers and booleans as they are written in JSON.
  return {
    sql: `if(JSONType(props, ${path}) = 'String', JSONExtractString(props, ${path}), JSONExtractRaw(props, ${path}))`,
    params,
  };
}

export function allOf(pieces: readonly Piece[]): Piece {
  return {
    sql: pieces.map((piece) => `(${piece.sql})`).join(' AND ') || '1',
    params: Object.assign({}, ...pieces.map((piece) => piece.params)),
  };
}

/** Names a set of selectors can be read from, or null where one takes any event. */
export function namesOf(selectors: readonly Selector[]): string[] | null {
  if (selectors.some((selector) => selector.event === '*')) return null;
  return [...new Set(selectors.map((selector) => selector.event))];
}

function holds(filter: Filter, prefix: string): Piece {
  const text = propertyText(filter.property, prefix);
  const bound = (sql: string, value: unknown): Piece => ({ sql, params: { ...text.params, [`${prefix}_v`]: value } });
  const value = filter.value ?? '';
  const one = Array.isArray(value) ? (value[0] ?? '') : value;
  switch (filter.op) {
    case 'set':
      return { sql: `${text.sql} != ''`, params: text.params };
    case 'unset':
      return { sql: `${text.sql} = ''`, params: text.params };
    case 'eq':
      return bound(`${text.sql} = {${prefix}_v:String}`, String(one));
    case 'ne':
      return bound(`${text.sql} != {${prefix}_v:String}`, String(one));
    case 'in':
      return bound(`${text.sql} IN {${prefix}_v:Array(String)}`, Array.isArray(value) ? value : [String(value)]);
    case 'gte':
      return bound(`toFloat64OrNull(${text.sql}) >= {${prefix}_v:Float64}`, Number(one));
    case 'lt':
      return bound(`toFloat64OrNull(${text.sql}) < {${prefix}_v:Float64}`, Number(one));
    default:
      return { sql: '0', params: {} };
  }
}
