import { type JsonObject, numberAt, numberOrNull, objectOrEmpty, objectsAt, textAt, textOrNull } from '../json.ts';
import { allPages, type Post } from './pages.ts';

export type MassRequest = {
  readonly chatType: 'single' | 'group';
  /** Who is to send it; null: of the members who have her, whom WeCom chooses. */
  readonly sender: string | null;
  /** external_userids, at most 10 000, or chat ids, at most 2 000. */
  readonly targets: readonly string[];
  readonly text: string;
  readonly card: {
    readonly title: string;
    readonly mediaId: string;
    readonly appid: string;
    readonly page: string;
  } | null;
};

export type MassResult = {
  readonly target: string;
  /** 0 not sent, 1 sent, 2 no friend (any more), 3 had as many as the corp’s rule allows. */
  readonly status: number;
  readonly at: Date | null;
};

/** 企业群发. A task each; members confirm it, and what came of it is asked for afterwards. */
export type WecomMass = {
  /** Never repeated by itself: WeCom knows no key, and would make it twice. */
  createMass(request: MassRequest): Promise<{ readonly msgid: string; readonly refused: readonly string[] }>;
  /** What apps made in this time, at most a month. */
  massesMade(
    chatType: MassRequest['chatType'],
    since: Date,
    until: Date,
  ): Promise<readonly { readonly msgid: string; readonly text: string }[]>;
  /** Whom it fell to, and who has confirmed it. */
  massSenders(msgid: string): Promise<readonly { readonly userid: string; readonly confirmedAt: Date | null }[]>;
  /** A page of what became of it at one of them. */
  massResults(
    msgid: string,
    userid: string,
    cursor?: string,
  ): Promise<{ readonly results: readonly MassResult[]; readonly next: string | null }>;
  /** At most three in twenty-four hours (41094). */
  remindMass(msgid: string): Promise<void>;
  /** Stops what is not confirmed yet. */
  cancelMass(msgid: string): Promise<void>;
};

const MOST_A_PAGE = 1000;
const LISTED_A_PAGE = 100;
const BY_APPS = 0;
const CONFIRMED = 2;

export function massCalls(post: Post): WecomMass {
  return {
    createMass: async ({ chatType, sender, targets, text, card }) => {
      const miniprogram = card && { title: card.title, pic_media_id: card.mediaId, appid: card.appid, page: card.page };
      const answer = await post(
        'externalcontact/add_msg_template',
        {
          chat_type: chatType,
          ...(chatType === 'single' ? { external_userid: [...targets] } : { chat_id_list: [...targets] }),
          ...(sender === null ? {} : { sender }),
          ...(text === '' ? {} : { text: { content: text } }),
          attachments: miniprogram ? [{ msgtype: 'miniprogram', miniprogram }] : [],
        },
        false,
      );
      const refused = answer.fail_list;
      return {
        msgid: textAt(answer, 'msgid'),
        refused: Array.isArray(refused) ? refused.filter((one): one is string => typeof one === 'string') : [],
      };
    },
    massesMade: async (chatType, since, until) => {
      const asked = {
        chat_type: chatType,
        start_time: Math.floor(since.getTime() / 1000),
        end_time: Math.ceil(until.getTime() / 1000),
        filter_type: BY_APPS,
        limit: LISTED_A_PAGE,
      };
      const rows = await allPages(post, 'externalcontact/get_groupmsg_list_v2', asked, 'group_msg_list');
      return rows.map((row) => ({
        msgid: textAt(row, 'msgid'),
        text: textOrNull(objectOrEmpty(row, 'text'), 'content') ?? '',
      }));
    },
    massSenders: async (msgid) => {
      const asked = { msgid, limit: MOST_A_PAGE };
      const rows = await allPages(post, 'externalcontact/get_groupmsg_task', asked, 'task_list');
      return rows.map((row) => ({
        userid: textAt(row, 'userid'),
        confirmedAt: numberAt(row, 'status') === CONFIRMED ? timeOf(row) : null,
      }));
    },
    massResults: async (msgid, userid, cursor) => {
      const asked = { msgid, userid, limit: MOST_A_PAGE, ...(cursor === undefined ? {} : { cursor }) };
      const answer = await post('externalcontact/get_groupmsg_send_result', asked);
      return {
        results: objectsAt(answer, 'send_list').map((row) => ({
          target: textOrNull(row, 'external_userid') ?? textAt(row, 'chat_id'),
          status: numberAt(row, 'status'),
          at: timeOf(row),
        })),
        next: textOrNull(answer, 'next_cursor') || null,
      };
    },
    remindMass: async (msgid) => {
      await post('externalcontact/remind_groupmsg_send', { msgid }, false);
    },
    cancelMass: async (msgid) => {
      await post('externalcontact/cancel_groupmsg_send', { msgid });
    },
  };
}

function timeOf(row: JsonObject): Date | null {
  const seconds = numberOrNull(row, 'send_time');
  return seconds === null || seconds === 0 ? null : new Date(seconds * 1000);
}
