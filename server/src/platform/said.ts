import { plainWords, type Said, type Words, words } from '@huoshui/contracts/words';

/** What a text column keeps: people's own text as it is, a pair of ours as JSON. */
export function saidText(said: Said): string {
  return typeof said === 'string' ? said : JSON.stringify(said);
}

/** The same read back. Rows from before pairs were kept, and what people wrote, read the same in both languages. */
export function readSaid(text: string): Words {
  return (text.startsWith('{') ? pairIn(text) : null) ?? plainWords(text);
}

function pairIn(text: string): Words | null {
  try {
    return asPair(JSON.parse(text));
  } catch {
    return null; // somebody's text begins with a brace
  }
}

/** A name or reason in the payload of a fact, whatever shape it had when it was told; null for none. */
export function saidOf(value: unknown): Words | null {
  if (typeof value === 'string') return value === '' ? null : plainWords(value);
  return asPair(value);
}

function asPair(value: unknown): Words | null {
  if (typeof value !== 'object' || value === null || !('zh' in value) || !('en' in value)) return null;
  return typeof value.zh === 'string' && typeof value.en === 'string' ? words(value.zh, value.en) : null;
}
