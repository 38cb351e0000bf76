import { type JsonObject, textAt } from '../json.ts';
import type { Post } from './pages.ts';

export type GroupWelcome = {
  /** At most 3 000 bytes; `%NICKNAME%` is hers. */
  readonly text: string;
  readonly card: {
    readonly title: string;
    readonly mediaId: string;
    readonly appid: string;
    readonly page: string;
  } | null;
};

/** 入群欢迎语素材: a hundred of a corp (41055); the owner of a group uses one, which no API does or tells. Source: document/path/92366 */
export type GroupWelcomeCalls = {
  /** Answers its id. Never repeated by itself: WeCom knows no key and lists none. */
  addGroupWelcome(welcome: GroupWelcome): Promise<string>;
  editGroupWelcome(templateId: string, welcome: GroupWelcome): Promise<void>;
  deleteGroupWelcome(templateId: string): Promise<void>;
};

/** WeCom tells the owners of groups that there is one. */
const TOLD = 1;

export function groupWelcomeCalls(post: Post): GroupWelcomeCalls {
  const ask = async (verb: string, body: JsonObject, repeatable = true) =>
    post(`externalcontact/group_welcome_template/${verb}`, body, repeatable);
  return {
    addGroupWelcome: async (welcome) =>
      textAt(await ask('add', { ...bodyOf(welcome), notify: TOLD }, false), 'template_id'),
    editGroupWelcome: async (templateId, welcome) => {
      await ask('edit', { template_id: templateId, ...bodyOf(welcome) });
    },
    deleteGroupWelcome: async (templateId) => {
      await ask('del', { template_id: templateId });
    },
  };
}

function bodyOf({ text, card }: GroupWelcome): JsonObject {
  const miniprogram = card && { title: card.title, pic_media_id: card.mediaId, appid: card.appid, page: card.page };
  return { ...(text === '' ? {} : { text: { content: text } }), ...(miniprogram ? { miniprogram } : {}) };
}
