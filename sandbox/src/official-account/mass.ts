import { type MpEndpoint, MpError, ok } from '../mp/endpoint.ts';
import { minute, quota } from '../mp/quota.ts';
import type { OfficialAccount } from '../world/credentials.ts';
import { type Json, recordOf, textOf, textsOf } from '../world/json.ts';
import type { TableShape } from '../world/table.ts';
import type { World } from '../world/world.ts';
import { allowed } from './account.ts';
import { type Follower, followersOf, shopperOf } from './follower.ts';
import { readMessage, say } from './message.ts';
import { type AccountPush, tellAccount } from './push.ts';

type Mass = {
  readonly id: number;
  readonly appid: string;
  readonly at: string;
  readonly clientId: string;
  readonly failed?: boolean;
};

const sent: TableShape<Mass> = { name: 'oa-mass', by: ({ appid }) => appid };
const received: TableShape<number> = { name: 'oa-mass-received' };
/** A subscription account sends once a day; of a service account everybody gets four a month. Source: 群发接口 */
const perDay = 1;
const perMonth = 4;
const beijingMs = 8 * 3_600_000;
const local = (at: Date) => new Date(at.getTime() + beijingMs).toISOString();

export function massEndpoints(push: AccountPush): readonly MpEndpoint[] {
  const perMinute = quota(60, minute);
  const run = (world: World, account: OfficialAccount, body: Json, among: readonly Follower[]): Json => {
    if (!perMinute.take(account.appid, world.clock.now())) throw new MpError(45009, 'reach max api minute quota limit');
    const now = world.clock.now();
    const clientId = textOf(body, 'clientmsgid') ?? '';
    if (clientId.length > 64) throw new MpError(45067, 'clientmsgid size out of limit');
    const all = world.store.of(sent).by(account.appid);
    const known = clientId === '' ? undefined : all.find((one) => one.clientId === clientId);
    if (known) throw new MpError(45065, `clientmsgid exist, msg_id: ${known.id}`, { msg_id: known.id });
    if (
      account.type === 'subscription' &&
      all.filter(({ at }) => local(new Date(at)).slice(0, 10) === local(now).slice(0, 10)).length >= perDay
    )
      throw new MpError(45028, 'has no masssend quota');
    const said = readMessage(
      world,
      account,
      body.msgtype === 'mpnews' ? { msgtype: 'text', text: { content: '[图文消息]' } } : body,
    );
    const id = 1_000_000_000 + world.store.next('oa-mass');
    const month = local(now).slice(0, 7);
    const reached = among.filter((one) => {
      const key = `${account.appid}/${one.shopperId}/${month}`;
      const before = world.store.of(received).get(key) ?? 0;
      // Who has had her four is passed over without a word.
      if (account.type === 'service' && before >= perMonth) return false;
      world.store.of(received).put(key, before + 1);
      return true;
    });
    const arrives = !world.faults.get().noticeFails;
    world.store.of(sent).put(`m${id}`, { id, appid: account.appid, at: now.toISOString(), clientId, failed: !arrives });
    if (arrives) for (const one of reached) say(world, account, one.shopperId, said);
    const [first] = among;
    const shopper = first && shopperOf(world, first);
    if (shopper)
      void tellAccount(world, push, account, shopper, {
        MsgType: 'event',
        Event: 'MASSSENDJOBFINISH',
        MsgID: id,
        Status: arrives ? 'send success' : 'send fail',
        TotalCount: among.length,
        FilterCount: among.length,
        SentCount: arrives ? reached.length : 0,
        ErrorCount: among.length - (arrives ? reached.length : 0),
      });
    return { errcode: 0, errmsg: 'send job submission success', msg_id: id, msg_data_id: id };
  };
  return [
    {
      method: 'POST',
      path: '/cgi-bin/message/mass/sendall',
      title: '公众号：按标签群发',
      token: true,
      answer: (world, { body, app }) => {
        const account = allowed(world, app, 'mass');
        const filter = recordOf(body, 'filter') ?? {};
        const all = followersOf(world, account);
        if (filter.is_to_all !== true && typeof filter.tag_id !== 'number') throw new MpError(40050, 'invalid tag');
        const tag = Number(filter.tag_id);
        return run(
          world,
          account,
          body,
          filter.is_to_all === true ? all : all.filter(({ tags }) => tags.includes(tag)),
        );
      },
    },
    {
      method: 'POST',
      path: '/cgi-bin/message/mass/send',
      title: '公众号：按名单群发',
      token: true,
      answer: (world, { body, app }) => {
        const account = allowed(world, app, 'mass');
        const openids = textsOf(body, 'touser') ?? [];
        if (openids.length < 2 || openids.length > 10_000) throw new MpError(40130, 'invalid openid list size');
        const all = new Map(followersOf(world, account).map((one) => [one.openid, one]));
        return run(
          world,
          account,
          body,
          openids.flatMap((openid) => all.get(openid) ?? []),
        );
      },
    },
    {
      method: 'POST',
      path: '/cgi-bin/message/mass/get',
      title: '公众号：查询群发状态',
      token: true,
      answer: (world, { body, app }) => {
        allowed(world, app, 'mass');
        const known = world.store.of(sent).get(`m${String(body.msg_id)}`);
        if (!known) throw new MpError(40059, 'invalid msg id');
        return { ...ok, msg_id: known.id, msg_status: known.failed ? 'SEND_FAIL' : 'SEND_SUCCESS' };
      },
    },
  ];
}
