import type { Words } from '@huoshui/contracts/words';

/** A sentence that the shop's server says in both languages: to shoppers the shop speaks Chinese. */
export function say(pair: Words): string {
  return pair.zh;
}
