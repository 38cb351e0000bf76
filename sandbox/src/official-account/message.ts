import { postNotice } from '../messages/notice.ts';
import { MpError } from '../mp/endpoint.ts';
import type { OfficialAccount } from '../world/credentials.ts';
import { isRecord, type Json, recordOf, textOf } from '../world/json.ts';
import type { World } from '../world/world.ts';
import { isAccountMedia } from './media.ts';

/** What stands in the chat of an account: a text, an article with its picture, or a card of a mini program. */
export type Said = {
  readonly title: string;
  readonly text?: string;
  readonly image?: string;
  readonly url?: string;
  readonly page?: string;
  readonly appid?: string;
};

const longestTextBytes = 2048;

export function say(world: World, account: OfficialAccount, shopperId: string, { appid, ...said }: Said): void {
  postNotice(world, { shopperId, chat: 'account', from: account.appid, ...said, ...(appid ? { appid } : {}) });
}

/** One message as kf and mass send say it in JSON. Errors: 40008 type, 44004 empty text, 45002 too long, 45008 articles, 40007 media. */
export function readMessage(world: World, account: OfficialAccount, body: Json): Said {
  const type = textOf(body, 'msgtype') ?? '';
  const what = recordOf(body, type) ?? {};
  switch (type) {
    case 'text':
      return { title: readText(textOf(what, 'content')) };
    case 'image':
    case 'voice':
      if (!isAccountMedia(world, account.appid, textOf(what, 'media_id'))) throw new MpError(40007, 'invalid media_id');
      return { title: type === 'image' ? '[图片]' : '[语音]' };
    case 'news':
      return readArticle(what);
    case 'msgmenu': {
      const list = Array.isArray(what.list) ? what.list.filter(isRecord) : [];
      const lines = list.map((one) => `· ${textOf(one, 'content') ?? ''}`);
      return {
        title: [textOf(what, 'head_content') ?? '', ...lines, textOf(what, 'tail_content') ?? ''].join('\n').trim(),
      };
    }
    case 'miniprogrampage':
      return readCard(world, account, what);
    default:
      throw new MpError(40008, 'invalid message type');
  }
}

function readText(content: string | undefined): string {
  if (!content) throw new MpError(44004, 'empty content');
  if (Buffer.byteLength(content) > longestTextBytes) throw new MpError(45002, 'content size out of limit');
  return content;
}

/** One since 2018: a tap opens its address. */
function readArticle(what: Json): Said {
  const articles = Array.isArray(what.articles) ? what.articles.filter(isRecord) : [];
  const [first] = articles;
  if (!first) throw new MpError(44003, 'empty news data');
  if (articles.length > 1) throw new MpError(45008, 'article count out of limit');
  return article(textOf(first, 'title'), textOf(first, 'description'), textOf(first, 'picurl'), textOf(first, 'url'));
}

function article(title = '', text = '', image = '', url = ''): Said {
  return { title, ...(text ? { text } : {}), ...(image ? { image } : {}), ...(url ? { url } : {}) };
}

function readCard(world: World, account: OfficialAccount, what: Json): Said {
  const [title, page, appid] = [textOf(what, 'title'), textOf(what, 'pagepath'), textOf(what, 'appid')];
  if (!isAccountMedia(world, account.appid, textOf(what, 'thumb_media_id')))
    throw new MpError(40007, 'invalid media_id');
  if (!world.credentials.apps.some((app) => app.appid === appid && app.kind === 'mini_program'))
    throw new MpError(40165, 'invalid weapp pagepath');
  if (!page) throw new MpError(40165, 'invalid weapp pagepath');
  return { title: title ?? '', page: page.replace(/^\//, ''), appid };
}

/** A passive reply, as XML says it; null for what is no message. */
export function readReply(xml: string): Said | null {
  const field = (name: string, within = xml) =>
    new RegExp(`<${name}>\\s*(?:<!\\[CDATA\\[([\\s\\S]*?)\\]\\]>|([^<]*))\\s*</${name}>`)
      .exec(within)
      ?.slice(1)
      .find(Boolean);
  switch (field('MsgType')) {
    case 'text': {
      const content = field('Content') ?? '';
      return content === '' ? null : { title: content };
    }
    case 'image':
      return { title: '[图片]' };
    case 'news': {
      const [, items = ''] = /<Articles>([\s\S]*)<\/Articles>/.exec(xml) ?? [];
      const [, one = ''] = /<item>([\s\S]*?)<\/item>/.exec(items) ?? [];
      return article(field('Title', one), field('Description', one), field('PicUrl', one), field('Url', one));
    }
    default:
      return null;
  }
}
