import { WechatBadAnswer } from './errors.ts';

export type JsonObject = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The object that the text holds, or null when the text is not JSON or not an object. */
export function parseObject(text: string): JsonObject | null {
  try {
    const value: unknown = JSON.parse(whole(text));
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}

/** Ids of messages have nineteen digits and stand there as bare numbers: JSON.parse would round them, so they become texts. */
function whole(text: string): string {
  if (!/\d{16}/.test(text)) return text;
  return text.replace(/"(?:[^"\\]|\\.)*"|-?\d{16,}(?=\s*[,}\]])/g, (found) =>
    found.startsWith('"') || Number.isSafeInteger(Number(found)) ? found : `"${found}"`,
  );
}

export function textAt(object: JsonObject, key: string): string {
  const value = object[key];
  if (typeof value === 'string' && value !== '') return value;
  throw new WechatBadAnswer(key, `expected text, found ${kindOf(value)}`);
}

export function textOrNull(object: JsonObject, key: string): string | null {
  const value = object[key];
  return typeof value === 'string' && value !== '' ? value : null;
}

export function numberAt(object: JsonObject, key: string): number {
  const value = object[key];
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  throw new WechatBadAnswer(key, `expected a number, found ${kindOf(value)}`);
}

export function numberOrNull(object: JsonObject, key: string): number | null {
  const value = object[key];
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

export function objectAt(object: JsonObject, key: string): JsonObject {
  const value = object[key];
  if (isObject(value)) return value;
  throw new WechatBadAnswer(key, `expected an object, found ${kindOf(value)}`);
}

export function objectOrEmpty(object: JsonObject, key: string): JsonObject {
  const value = object[key];
  return isObject(value) ? value : {};
}

/** The objects of a list; an absent list is empty. */
export function objectsAt(object: JsonObject, key: string): readonly JsonObject[] {
  const value = object[key];
  return Array.isArray(value) ? value.filter(isObject) : [];
}

/** The texts of a list; an absent list is empty. */
export function textsAt(object: JsonObject, key: string): readonly string[] {
  const value = object[key];
  return Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [];
}

/** An RFC 3339 instant, or null when absent. */
export function instantOrNull(object: JsonObject, key: string): Date | null {
  const text = textOrNull(object, key);
  if (text === null) return null;
  const instant = new Date(text);
  if (Number.isNaN(instant.getTime())) throw new WechatBadAnswer(key, 'expected an RFC 3339 time');
  return instant;
}

/** One of the given words; anything else is an answer that we do not understand. */
export function wordAt<const W extends string>(object: JsonObject, key: string, words: readonly W[]): W {
  const value = object[key];
  const word = words.find((candidate) => candidate === value);
  if (word === undefined) throw new WechatBadAnswer(key, `expected one of ${words.join(', ')}`);
  return word;
}

function kindOf(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (value === '') return 'an empty text';
  return value === null ? 'null' : typeof value;
}
