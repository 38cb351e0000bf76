import { sql } from 'kysely';
import type { Callback } from '../../../platform/callbacks/callback.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import { inTransaction } from '../../../platform/db.ts';
import type { AccountMessages } from '../../messaging/index.ts';
import { may } from '../account/capability.ts';
import { type AccountRow, clientOf } from '../account/find.ts';
import { findFollower, keepFollowers } from '../follow/follower.ts';
import { noteMassReport } from './mass.ts';
import { foreignId, noticeId } from './send.ts';

type Body = Readonly<Record<string, unknown>>;
type Report = (ctx: Ctx, messages: AccountMessages, account: AccountRow, callback: Callback) => Promise<void>;

/** What the platform says of messages, not of what somebody did. Sources: 模板消息, 群发接口 and 订阅通知 of its documentation. */
const reports: Readonly<Record<string, Report>> = {
  TEMPLATESENDJOBFINISH: async (ctx, messages, { appid }, { body }) => {
    const status = textIn(body, 'Status');
    if (status === 'success') return;
    const told = [{ foreignId: foreignId(appid, textIn(body, 'MsgID')), error: status }];
    if (!(await messages.undelivered(ctx, 'account_template', told))) throw new Error(EARLY);
  },
  MASSSENDJOBFINISH: async (ctx, messages, account, { body }) => {
    const status = textIn(body, 'Status');
    await noteMassReport(ctx, messages, account, textIn(body, 'MsgID') || textIn(body, 'MsgId'), {
      failed: status === 'send success' ? null : status,
      total: Number(textIn(body, 'TotalCount')),
      sent: Number(textIn(body, 'SentCount')),
      errors: Number(textIn(body, 'ErrorCount')),
    });
  },
  subscribe_msg_popup_event: async (ctx, messages, account, callback) =>
    answered(ctx, account, callback, async (ctx, her, list) => messages.answered(ctx, her, list)),
  subscribe_msg_change_event: async (ctx, messages, account, callback) =>
    answered(ctx, account, callback, async (ctx, her, list) =>
      messages.changed(
        ctx,
        her,
        list.map(({ key, accepted }) => ({ key, refused: !accepted })),
      ),
    ),
  subscribe_msg_sent_event: async (ctx, messages, account, { body }) => {
    const openid = textIn(body, 'FromUserName');
    const her = await herOf(ctx, account, openid);
    for (const one of listIn(body, 'SubscribeMsgSentEvent')) {
      const code = textIn(one, 'ErrorCode');
      if (her === null || code === '' || code === '0') continue;
      const of = noticeId(account.appid, openid, textIn(one, 'TemplateId'));
      const error = `${code} ${textIn(one, 'ErrorStatus')}`.trim();
      if (!(await messages.undeliveredNotice(ctx, her.personNo, of, error))) throw new Error(EARLY);
    }
  },
};

const EARLY = 'WeChat speaks of a message that is still being handed over: it comes again';

/** Null: it is about what somebody did. */
export const reportNamed = (event: string): Report | null => reports[event] ?? null;

type Answer = { readonly key: string; readonly accepted: boolean };
type Her = { readonly personNo: number; readonly memberId: string; readonly app: string; readonly no: number };

/** Once, however often it comes: an accept is one more. Whom nobody knows as a member allows nobody anything yet. */
async function answered(
  ctx: Ctx,
  account: AccountRow,
  { id, body, happenedAt }: Callback,
  write: (ctx: Ctx, her: Her, answers: readonly Answer[]) => Promise<void>,
): Promise<void> {
  const openid = textIn(body, 'FromUserName');
  const her = await herOf(ctx, account, openid);
  if (her === null) return;
  const event = textIn(body, 'Event');
  const lists = [listIn(body, 'SubscribeMsgPopupEvent'), listIn(body, 'SubscribeMsgChangeEvent')].flat();
  const keyOf = await noticeKeys(ctx, account.id);
  const answers = lists.flatMap((one) => {
    const key = keyOf.get(textIn(one, 'TemplateId'));
    const said = textIn(one, 'SubscribeStatusString');
    return key !== undefined && ['accept', 'reject'].includes(said) ? [{ key, accepted: said === 'accept' }] : [];
  });
  await inTransaction(ctx, async (ctx) => {
    const { rows } = await sql`
      insert into accounts.heard (callback_id, account_id, openid, kind, said, at, person_no)
      values (${id}, ${account.id}, ${openid}, ${event}, '', ${happenedAt}, ${her.personNo}) on conflict (callback_id) do nothing returning callback_id
    `.execute(ctx.db);
    if (rows.length > 0) await write(ctx, her, answers);
  });
}

async function herOf(ctx: Ctx, account: AccountRow, openid: string): Promise<Her | null> {
  const { id, appid } = account;
  const known = await findFollower(ctx, id, openid);
  // Whoever subscribed in a page may never have followed.
  if (!known?.unionid && may(account, 'users'))
    await keepFollowers(ctx, id, [await clientOf(ctx, account).follower(openid)]);
  const { rows } = await sql<{ no: number; personNo: number | null; memberId: string | null }>`
    select no, person_no, member_id from accounts.follower where account_id = ${id} and openid = ${openid}
  `.execute(ctx.db);
  const [row] = rows;
  if (row === undefined || row.personNo === null || row.memberId === null) return null;
  return { personNo: row.personNo, memberId: row.memberId, app: appid, no: row.no };
}

/** Our messages by the templates of the account that they go by as notices. */
async function noticeKeys(ctx: Ctx, accountId: string): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ templates: Readonly<Record<string, string | null>> }>`
    select templates from accounts.account where id = ${accountId}
  `.execute(ctx.db);
  return new Map(
    Object.entries(rows[0]?.templates ?? {}).flatMap(([name, id]) =>
      id !== null && name.startsWith('notice_') ? [[id, name.slice('notice_'.length)] as const] : [],
    ),
  );
}

/** `<SubscribeMsgPopupEvent><List>…</List><List>…</List></…>`: one of them, or several. */
function listIn(body: Body, name: string): readonly Body[] {
  const list: unknown = Reflect.get(Object(body[name]), 'List');
  return (Array.isArray(list) ? list : [list]).map((one): Body => Object(one));
}

function textIn(one: Body, name: string): string {
  const value = one[name];
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}
