import { isHoldableText } from '../../platform/holdable.ts';
import type { Values } from './adapter.ts';
import { isRecord } from './wire.ts';

const MAX_PROPS = 60;
const MAX_TEXT = 1000;
const MAX_BYTES = 8192;
const DEEPEST = 4;

/**
 * Properties as reports and journeys read them: one level, names without a dot, simple values. `{a: {b: 1}}` is `a_b`, a list of
 * simple values a text with commas, any other list its JSON. `isCut`: some did not fit.
 */
export function flatten(props: Values, sourceId: string): { readonly json: string; readonly isCut: boolean } {
  const flat: Record<string, string | number | boolean> = { $source: sourceId };
  let isCut = false;
  const put = (key: string, value: string | number | boolean): void => {
    const isRoom = Object.keys(flat).length < MAX_PROPS && key.length <= 64 && isHoldableText(key);
    if (isRoom) flat[key] = value;
    else isCut = true;
  };
  const walk = (values: Values, before: string, depth: number): void => {
    for (const [name, value] of Object.entries(values)) {
      const key = `${before}${name.replaceAll('.', '_')}`;
      if (key === '__proto__' || key === '$source') continue;
      if (isRecord(value) && depth < DEEPEST) walk(value, `${key}_`, depth + 1);
      else if (typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value))) put(key, value);
      else if (value !== null && value !== undefined) {
        const text = textOf(value);
        if (text === null || text.length > MAX_TEXT) isCut = true;
        if (text !== null) put(key, cutText(text));
      }
    }
  };
  walk(props, '', 1);
  let json = JSON.stringify(flat);
  for (const key of Object.keys(flat).reverse()) {
    if (Buffer.byteLength(json) <= MAX_BYTES) break;
    if (key === '$source') continue;
    delete flat[key];
    isCut = true;
    json = JSON.stringify(flat);
  }
  return { json, isCut };
}

function textOf(value: unknown): string | null {
  const isSimple = (one: unknown) => ['string', 'number', 'boolean'].includes(typeof one);
  const text =
    typeof value === 'string'
      ? value
      : Array.isArray(value) && value.every(isSimple)
        ? value.join(',')
        : JSON.stringify(value);
  return text !== undefined && isHoldableText(text) ? text : null;
}

/** Not between the halves of one character. */
const cutText = (text: string): string => {
  const cut = text.slice(0, MAX_TEXT);
  return isHoldableText(cut) ? cut : cut.slice(0, -1);
};
