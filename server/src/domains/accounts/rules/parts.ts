import type { AccountPart } from '../../../wechat/index.ts';
import { herWords } from '../her-words.ts';
import type { RuleValues } from './rule-form.ts';

/** Where a rule leads, with what is needed to lead there. */
export type Leads =
  | { readonly kind: 'account'; readonly name: string; readonly picture: string | null; readonly url: string | null }
  | { readonly kind: 'page'; readonly appid: string; readonly page: string; readonly fallback: string }
  | null;

/** WeChat takes 2 048 bytes of a text. */
const MOST_BYTES = 2048;

/**
 * The messages of an answer. An account without kf messages has one answer alone: then what leads on stands in the same message. A
 * page of the mini program is a link within the text, which every kind of account may send.
 */
export function partsOf(values: RuleValues, leads: Leads, several: boolean): readonly AccountPart[] {
  const said = values.reply ?? '';
  if (leads === null) return [text(said)];
  if (leads.kind === 'page') return [text(joined(said, linkTo(leads, values.label ?? herWords.open)))];
  const { name, picture, url } = leads;
  const title = values.label ?? herWords.follow(name);
  if (picture === null || url === null) return [text(joined(said, herWords.search(name)))];
  const article = (words: string): AccountPart => ({ kind: 'article', title, text: words, picture, url });
  if (said === '') return [article(herWords.press)];
  return several ? [text(said), article(herWords.press)] : [article(said)];
}

/** A page of the mini program as WeChat takes it within a text; where it cannot be opened, the web address is. */
export function linkTo(
  { appid, page, fallback }: { readonly appid: string; readonly page: string; readonly fallback: string },
  label: string,
): string {
  return `<a href="${attribute(fallback)}" data-miniprogram-appid="${attribute(appid)}" data-miniprogram-path="${attribute(page)}">${label}</a>`;
}

const attribute = (value: string): string => value.replaceAll('&', '&amp;').replaceAll('"', '&quot;');
const joined = (said: string, more: string): string => (said === '' ? more : `${said}\n${more}`);

function text(said: string): AccountPart {
  let cut = said;
  while (Buffer.byteLength(cut) > MOST_BYTES) cut = [...cut].slice(0, -1).join('');
  return { kind: 'text', text: cut };
}
