import type { JsonObject } from '../json.ts';

export type AppMessage = {
  readonly userid: string;
  /** 128 bytes at most; `text` 512. */
  readonly title: string;
  readonly text: string;
  readonly url: string;
  readonly button: string;
};

export type AppMessageCalls = {
  /** A card of the app for a member of the corp; the same once more within four hours is not shown twice. */
  tellMember(agentid: string, message: AppMessage): Promise<void>;
};

type Post = (path: string, body: JsonObject, repeatable?: boolean) => Promise<JsonObject>;

const TITLE_BYTES = 128;
const TEXT_BYTES = 512;
const FOUR_HOURS = 14_400;

/** Source: developer.work.weixin.qq.com/document/path/90236 */
export function appMessageCalls(post: Post): AppMessageCalls {
  return {
    tellMember: async (agentid, { userid, title, text, url, button }) => {
      await post('message/send', {
        touser: userid,
        msgtype: 'textcard',
        agentid: Number(agentid),
        textcard: { title: within(title, TITLE_BYTES), description: within(text, TEXT_BYTES), url, btntxt: button },
        enable_duplicate_check: 1,
        duplicate_check_interval: FOUR_HOURS,
      });
    },
  };
}

/** Whole signs within so many bytes. */
function within(text: string, bytes: number): string {
  let [cut, length] = ['', 0];
  for (const sign of text) {
    length += Buffer.byteLength(sign);
    if (length > bytes) return cut;
    cut += sign;
  }
  return cut;
}
