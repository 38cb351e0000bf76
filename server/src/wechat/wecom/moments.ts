import { type JsonObject, numberAt, numberOrNull, objectOrEmpty, objectsAt, textAt, textOrNull } from '../json.ts';
import { allPages, type Post } from './pages.ts';

export type MomentRequest = {
  /** Who is asked to publish it, at most 100 000. */
  readonly senders: readonly string[];
  /** Corp tags of who is to see it, any of them; none: all customers of the senders. */
  readonly tagIds: readonly string[];
  readonly text: string;
  readonly link: { readonly title: string; readonly url: string; readonly mediaId: string } | null;
  /** Uploaded for moments, at most nine; with a link there are none. */
  readonly pictures: readonly string[];
};

/** How far the making of one is; `refused`: what WeCom answered instead of making it. */
export type MomentJob =
  | { readonly state: 'working' }
  | { readonly state: 'refused'; readonly errcode: number; readonly errmsg: string }
  | { readonly state: 'made'; readonly momentId: string; readonly invalidSenders: readonly string[] };

export type MomentReaction = {
  readonly kind: 'like' | 'comment';
  /** Null: of the member herself. */
  readonly externalUserid: string | null;
  readonly at: Date;
};

/** 客户朋友圈. Members are asked to publish it, and what came of it is asked for afterwards. Source: document/path/95094, 93333 */
export type WecomMoments = {
  /** A picture for three days: another store than that of messages. */
  uploadMomentPicture(bytes: Buffer): Promise<string>;
  /** Never repeated by itself: WeCom knows no key, and would make it twice. Answers the id of a job that is known for a day. */
  createMoment(request: MomentRequest): Promise<string>;
  momentJob(jobId: string): Promise<MomentJob>;
  /** What apps made in this time, at most thirty days; what was deleted is not among it. */
  momentsMade(since: Date, until: Date): Promise<readonly MadeMoment[]>;
  /** Who is asked, and whether she has published it. */
  momentSenders(momentId: string): Promise<readonly { readonly userid: string; readonly published: boolean }[]>;
  /** A page of the customers whom it is shown to, since she published it. */
  momentViewers(
    momentId: string,
    userid: string,
    cursor?: string,
  ): Promise<{ readonly viewers: readonly string[]; readonly next: string | null }>;
  momentReactions(momentId: string, userid: string): Promise<readonly MomentReaction[]>;
  /** Stops what is not published yet. */
  cancelMoment(momentId: string): Promise<void>;
};

export type MadeMoment = { readonly momentId: string; readonly text: string; readonly url: string | null };

type Get = (path: string, query: Readonly<Record<string, string>>) => Promise<JsonObject>;

/** More than this is answered as if it were this. Source: document/path/96352 (2023-12-01) */
const LISTED_A_PAGE = 20;
const SENDERS_A_PAGE = 1000;
const VIEWERS_A_PAGE = 5000;
const BY_APPS = 0;
const DONE = 3;

export function momentCalls(get: Get, post: Post, upload: WecomMoments['uploadMomentPicture']): WecomMoments {
  const ask: Post = async (verb, body, repeatable = true) => post(`externalcontact/${verb}`, body, repeatable);
  return {
    uploadMomentPicture: upload,
    createMoment: async ({ senders, tagIds, text, link, pictures }) => {
      const card = link && { title: link.title, url: link.url, media_id: link.mediaId };
      const answer = await ask(
        'add_moment_task',
        {
          visible_range: {
            sender_list: { user_list: [...senders] },
            ...(tagIds.length === 0 ? {} : { external_contact_list: { tag_list: [...tagIds] } }),
          },
          ...(text === '' ? {} : { text: { content: text } }),
          attachments: card
            ? [{ msgtype: 'link', link: card }]
            : pictures.map((media_id) => ({ msgtype: 'image', image: { media_id } })),
        },
        false,
      );
      return textAt(answer, 'jobid');
    },
    momentJob: async (jobid) => readJob(await get('externalcontact/get_moment_task_result', { jobid })),
    momentsMade: async (since, until) => {
      const asked = {
        start_time: Math.floor(since.getTime() / 1000),
        end_time: Math.ceil(until.getTime() / 1000),
        filter_type: BY_APPS,
        limit: LISTED_A_PAGE,
      };
      const rows = await allPages(ask, 'get_moment_list', asked, 'moment_list');
      return rows.map((row) => ({
        momentId: textAt(row, 'moment_id'),
        text: textOrNull(objectOrEmpty(row, 'text'), 'content') ?? '',
        url: textOrNull(objectOrEmpty(row, 'link'), 'url'),
      }));
    },
    momentSenders: async (momentId) => {
      const asked = { moment_id: momentId, limit: SENDERS_A_PAGE };
      const rows = await allPages(ask, 'get_moment_task', asked, 'task_list');
      return rows.map((row) => ({
        userid: textAt(row, 'userid'),
        published: numberAt(row, 'publish_status') === 1,
      }));
    },
    momentViewers: async (momentId, userid, cursor) => {
      const asked = { moment_id: momentId, userid, limit: VIEWERS_A_PAGE, ...(cursor === undefined ? {} : { cursor }) };
      const answer = await ask('get_moment_send_result', asked);
      const viewers = objectsAt(answer, 'customer_list').map((row) => textAt(row, 'external_userid'));
      return { viewers, next: textOrNull(answer, 'next_cursor') || null };
    },
    momentReactions: async (momentId, userid) => {
      const answer = await ask('get_moment_comments', { moment_id: momentId, userid });
      const of = (list: string, kind: MomentReaction['kind']) =>
        objectsAt(answer, list).map((row) => ({
          kind,
          externalUserid: textOrNull(row, 'external_userid'),
          at: new Date(numberAt(row, 'create_time') * 1000),
        }));
      return [...of('like_list', 'like'), ...of('comment_list', 'comment')];
    },
    cancelMoment: async (momentId) => {
      await ask('cancel_moment_task', { moment_id: momentId });
    },
  };
}

function readJob(answer: JsonObject): MomentJob {
  if (numberAt(answer, 'status') !== DONE) return { state: 'working' };
  const result = objectOrEmpty(answer, 'result');
  const errcode = numberOrNull(result, 'errcode') ?? 0;
  if (errcode !== 0) return { state: 'refused', errcode, errmsg: textOrNull(result, 'errmsg') ?? '' };
  const { user_list: invalid } = objectOrEmpty(result, 'invalid_sender_list');
  return {
    state: 'made',
    momentId: textAt(result, 'moment_id'),
    invalidSenders: Array.isArray(invalid) ? invalid.filter((one): one is string => typeof one === 'string') : [],
  };
}
