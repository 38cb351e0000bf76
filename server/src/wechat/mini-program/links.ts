import { WechatBadAnswer, WechatInputError } from '../errors.ts';
import type { WechatTransport } from '../transport.ts';

/** No link lives longer (since April 2022). */
export const LINK_DAYS = 30;

export type LinkRequest = {
  /** Of a published page, without a leading slash and without a query. */
  readonly page: string;
  /** At most 1024 of letters, digits and `!#$&'()*+,/:;=?@-._~%`. */
  readonly query: string;
};

/**
 * `https://wxaurl.cn/…`: opens the mini program out of texts, mails and web pages, for many people and thirty days. Together with
 * schemes 500 000 a day. WechatError 40165: the page is not published; 85403: too often.
 */
export async function urlLink(transport: WechatTransport, { page, query }: LinkRequest): Promise<string> {
  refuse(page, query);
  const { url_link: link } = await transport.json({
    method: 'POST',
    path: '/wxa/generate_urllink',
    body: { path: page, query, expire_type: 1, expire_interval: LINK_DAYS, env_version: 'release' },
  });
  return textOf('url_link', link);
}

export type KeptLink = { readonly link: string | null; readonly linkEndsAt: Date | null };

/** What is kept while it lives, else a new one; made only when somebody taps it, so what is read after two months still opens the shop. */
export async function freshLink(
  ask: (request: LinkRequest) => Promise<string>,
  { link, linkEndsAt }: KeptLink,
  { page, query }: LinkRequest,
  now: Date,
): Promise<{ readonly link: string; readonly endsAt: Date; readonly isNew: boolean }> {
  if (link !== null && linkEndsAt !== null && linkEndsAt > now) return { link, endsAt: linkEndsAt, isNew: false };
  const endsAt = new Date(now.getTime() + (LINK_DAYS - 1) * DAY_MS);
  return { link: await ask({ page, query }), endsAt, isNew: true };
}

const DAY_MS = 86_400_000;

/** `#小程序://…`: opens the mini program out of a chat in WeChat, thirty days. `title` is cut at twenty characters, as WeChat does. */
export async function shortLink(
  transport: WechatTransport,
  { page, query, title }: LinkRequest & { readonly title: string },
): Promise<string> {
  refuse(page, query);
  const { link } = await transport.json({
    method: 'POST',
    path: '/wxa/genwxashortlink',
    body: { page_url: `${page}?${query}`, page_title: [...title].slice(0, 20).join(''), is_permanent: false },
  });
  return textOf('link', link);
}

function refuse(page: string, query: string): void {
  if (page.startsWith('/') || page.includes('?'))
    throw new WechatInputError('path', 'is a page without slash and query');
  if (!/^[0-9A-Za-z!#$&'()*+,/:;=?@\-._~%]{1,1024}$/.test(query))
    throw new WechatInputError('query', 'may hold 1024 of digits, letters and some signs');
}

function textOf(field: string, value: unknown): string {
  if (typeof value !== 'string' || value === '') throw new WechatBadAnswer(field, 'it is no text');
  return value;
}
