import { sql } from 'kysely';
import { addDays, dayStart, MINUTE_MS, shanghaiDay } from '../../../platform/calendar.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import { inTransaction } from '../../../platform/db.ts';
import { type Sweep, sweep } from '../../../platform/sweeps.ts';
import { takeTurn } from '../../../platform/turn.ts';
import type { AccountMessages, AccountPort } from '../../messaging/index.ts';
import { type AccountRow, clientOf, findAccounts } from '../account/find.ts';
import { byAccount, groupBy } from './reach.ts';
import { endOf, foreignId, type Letter, type Outcome, textOf } from './send.ts';

/** WeChat takes no fewer. */
const LEAST = 2;
/** Its report comes within minutes; whoever hears none asks. */
const ASK_AFTER_MS = 10 * MINUTE_MS;
const MOST_ASKED = 12;
export const MASS_FAILED = '平台说群发失败';

/**
 * All followers of an account who are told the very same, by one call, which the platform takes once under our key. What it made of each
 * person nobody is told; that all of it failed is.
 */
export const sendMass: AccountPort['account_mass']['send'] = async (ctx, _wechat, letters) => {
  const told: Outcome[] = [];
  for (const { account, letters: its } of await byAccount(ctx, letters))
    for (const [text, same] of groupBy(its, (letter) => textOf(ctx, letter)))
      told.push(...(await sendSame(ctx, account, text, same)));
  return told;
};

async function sendSame(
  ctx: Ctx,
  account: AccountRow | null,
  text: string,
  letters: readonly Letter[],
): Promise<readonly Outcome[]> {
  const all = (ended: (letter: Letter) => Outcome) => letters.map(ended);
  const refused = (error: string) => all(({ id }) => ({ id, state: 'refused', error }));
  const openids = [...new Set(letters.map(({ to }) => to.address ?? ''))];
  if (account === null) return refused('这个公众号已停用');
  if (openids.length < LEAST) return refused('同样的话只有一个人，平台不收');
  const key = `${letters[0]?.id ?? ''}-${letters[0]?.attempts ?? 0}`;
  if (!(await beginMass(ctx, account, { key, text, openids: openids.length })))
    return refused('订阅号今天已经群发过一次');
  try {
    const { messageId } = await clientOf(ctx, account).massSend(openids, text, key);
    await noteHandedOver(ctx, key, messageId);
    return all(({ id }) => ({ id, state: 'accepted', foreignId: foreignId(account.appid, messageId) }));
  } catch (error) {
    const ended = endOf(ctx, error, letters[0]?.attempts ?? 1);
    await sql`
      update accounts.mass set state = ${ended.state === 'unknown' ? 'unknown' : 'failed'} where key = ${key} and state = 'sending'
    `.execute(ctx.db);
    return all(({ id }) => ({ id, ...ended }));
  }
}

/** Its report comes; where none does, the platform is asked. */
export async function noteHandedOver(ctx: Ctx, key: string, messageId: string): Promise<void> {
  await sql`
    update accounts.mass set msg_id = ${messageId}, state = 'running', ask_at = ${new Date(ctx.now().getTime() + ASK_AFTER_MS)}
    where key = ${key} and state = 'sending'
  `.execute(ctx.db);
}

type Begun = { readonly key: string; readonly text: string; readonly openids: number };

/** A subscription account has one a day: whoever comes second finds the first. One that has begun under its key may go on. */
export async function beginMass(ctx: Ctx, { id, type }: AccountRow, { key, text, openids }: Begun): Promise<boolean> {
  const today = shanghaiDay(ctx.now());
  return inTransaction(ctx, async (ctx) => {
    await takeTurn(ctx, `accounts.mass ${id}`);
    const { rows: begun } = await sql`select from accounts.mass where key = ${key} and state = 'sending'`.execute(
      ctx.db,
    );
    if (begun.length > 0) return true;
    const { rows } = await sql`
      insert into accounts.mass (key, account_id, openids, text, at)
      select ${key}, ${id}, ${openids}, ${text}, ${ctx.now()}
      where ${type === 'service'} or not exists (
        select from accounts.mass where account_id = ${id} and state <> 'failed'
          and at >= ${dayStart(today)} and at < ${dayStart(addDays(today, 1))}
      )
      on conflict (key) do nothing returning key
    `.execute(ctx.db);
    return rows.length > 0;
  });
}

type Report = {
  readonly failed: string | null;
  readonly total: number;
  readonly sent: number;
  readonly errors: number;
};

/** MASSSENDJOBFINISH. What it says of one that is still being written down comes again. */
export async function noteMassReport(
  ctx: Ctx,
  messages: AccountMessages,
  account: AccountRow,
  msgId: string,
  { failed, total, sent, errors }: Report,
): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    const { rows } = await sql`
      update accounts.mass set state = ${failed === null ? 'sent' : 'failed'}, total = ${total}, sent = ${sent}, errors = ${errors}, ask_at = null
      where account_id = ${account.id} and msg_id = ${msgId} returning key
    `.execute(ctx.db);
    if (rows.length === 0 && (await isUnderWay(ctx, account.id)))
      throw new Error('a mass message is still being written down: its report comes again');
    if (rows.length > 0 && failed !== null) await fail(ctx, messages, account, msgId, failed);
  });
}

async function isUnderWay(ctx: Ctx, accountId: string): Promise<boolean> {
  const { rows } =
    await sql`select from accounts.mass where account_id = ${accountId} and state = 'sending' limit 1`.execute(ctx.db);
  return rows.length > 0;
}

async function fail(ctx: Ctx, messages: AccountMessages, { id, appid }: AccountRow, msgId: string, error: string) {
  // An operator's own words go no other way: whoever they were written down for is taken back (broadcasts/book).
  const { rows } = await sql`
    update accounts.broadcast b set book_at = ${ctx.now()} from accounts.mass m
    where b.id = m.key and m.account_id = ${id} and m.msg_id = ${msgId} returning b.id
  `.execute(ctx.db);
  if (rows.length > 0) return;
  if (!(await messages.undelivered(ctx, 'account_mass', [{ foreignId: foreignId(appid, msgId), error }])))
    throw new Error('messages of a mass send are still being written down: its report comes again');
}

type Asked = { readonly key: string; readonly accountId: string; readonly msgId: string; readonly asked: number };

/** A report that never came: the platform is asked how it stands. */
export function askMass(messages: AccountMessages): Sweep {
  return sweep({
    name: 'accounts.mass',
    due: sql`(select min(ask_at) from accounts.mass where ask_at is not null)`,
    async run(ctx) {
      const { rows } = await sql<Asked>`
        update accounts.mass set asked = asked + 1,
          ask_at = case when asked < ${MOST_ASKED} then ${ctx.now()}::timestamptz + ${ASK_AFTER_MS}::int * interval '1 millisecond' end
        where key in (select key from accounts.mass where ask_at <= ${ctx.now()} order by ask_at limit 20 for no key update skip locked)
        returning key, account_id, msg_id, asked
      `.execute(ctx.db);
      const accounts = await findAccounts(
        ctx,
        rows.map(({ accountId }) => accountId),
      );
      for (const { key, accountId, msgId } of rows) {
        const account = accounts.get(accountId);
        if (account) await askOne(ctx, messages, account, key, msgId);
      }
      return rows.length;
    },
  });
}

async function askOne(ctx: Ctx, messages: AccountMessages, account: AccountRow, key: string, msgId: string) {
  try {
    const state = await clientOf(ctx, account).massState(msgId);
    if (state === 'sending') return;
    await inTransaction(ctx, async (ctx) => {
      await sql`update accounts.mass set state = ${state}, ask_at = null where key = ${key} and state = 'running'`.execute(
        ctx.db,
      );
      if (state === 'failed') await fail(ctx, messages, account, msgId, MASS_FAILED);
    });
  } catch (error) {
    ctx.log.warn({ err: error, account: account.id, mass: msgId }, 'how a mass message stands was not learnt');
  }
}
