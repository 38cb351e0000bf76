import type { JsonObject } from './json.ts';

/**
 * The XML that WeChat and WeCom push: elements without attributes that hold text, CDATA or elements. Read by hand, since that is
 * all there ever is, and a reader that knows neither DTD nor entities of its own cannot be led anywhere by them. Elements of one
 * name become a list. Null for anything else.
 */
export function readXml(text: string): JsonObject | null {
  const tokens = [...text.matchAll(TOKEN)];
  // Every character belongs to a token, or it is none of this.
  if (tokens.reduce((sum, [whole]) => sum + whole.length, 0) !== text.length) return null;
  const open: Element[] = [];
  let root: Element | null = null;
  for (const [, closes, name, data, plain] of tokens) {
    const top = open.at(-1);
    if (data !== undefined || plain !== undefined) {
      const said = data ?? plainOf(plain ?? '');
      if (top === undefined && said.trim() !== '') return null;
      if (top !== undefined) top.text += said;
    } else if (closes === '') {
      if (root !== null || open.length >= DEEPEST) return null;
      open.push({ name: name ?? '', text: '', inner: new Map() });
    } else {
      const done = open.pop();
      if (done === undefined || done.name !== name) return null;
      const above = open.at(-1);
      if (above === undefined) root = done;
      else above.inner.set(done.name, [...(above.inner.get(done.name) ?? []), valueIn(done)]);
    }
  }
  const value = root === null ? null : valueIn(root);
  return value === null || typeof value === 'string' ? null : value;
}

type Value = string | JsonObject;
type Element = { readonly name: string; text: string; readonly inner: Map<string, Value[]> };

const TOKEN = /<(\/?)([A-Za-z_][\w.-]*)\s*>|<!\[CDATA\[([\s\S]*?)\]\]>|([^<]+)/g;
const DEEPEST = 10;

function valueIn({ text, inner }: Element): Value {
  if (inner.size === 0) return text.trim();
  return Object.fromEntries([...inner].map(([name, values]) => [name, values.length === 1 ? values[0] : values]));
}

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

function plainOf(text: string): string {
  return text.replace(/&(lt|gt|amp|quot|apos);/g, (_, name: string) => ENTITIES[name] ?? '');
}
