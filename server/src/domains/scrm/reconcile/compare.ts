import { sql } from 'kysely';
import { DAY_MS, MINUTE_MS } from '../../../platform/calendar.ts';
import { personsWaiting } from '../../../platform/callbacks/waiting.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import { inTransaction } from '../../../platform/db.ts';
import { type Sweep, sweep } from '../../../platform/sweeps.ts';
import { WechatError, type Wecom, type WecomCustomer } from '../../../wechat/index.ts';
import { wecomOf } from '../corp/corp.ts';
import { closeMinute, nextMinute, takeCalls } from '../corp/quota.ts';
import { saidOf } from '../corp/said-of.ts';
import { beginLook } from '../friends/settle.ts';
import { type Found, settleListed, settlePage } from '../friends/settle-page.ts';
import { beginComparison, finishComparisons } from './comparison.ts';
import { note } from './found.ts';

/** Members at once: one page of each is in memory. Of batch/get_by_user 45033 is told where many are asked at once. */
const AT_ONCE = 4;
/** Who differs is asked about one by one; so many a step. */
const ASKED_AT_ONCE = 20;
/** Longer than a step takes: whoever has not gone on by then is dead. */
const LEASE_MS = 2 * MINUTE_MS;
const PAUSES_MS = [1, 10, 60].map((minutes) => minutes * MINUTE_MS);
/** Who became a friend so recently is news, and what friendship starts is started. Older ones are only kept. Taste. */
const NEWS_MS = 3 * DAY_MS;
const OVER = 45009;
const PAGES = 'externalcontact/batch/get_by_user';
const LIST = 'externalcontact/list';
const ONE = 'externalcontact/get';

type Taken = {
  readonly comparisonId: string;
  readonly userid: string;
  readonly step: 'pages' | 'list';
  readonly cursor: string;
  readonly takes: number;
  readonly fails: number;
  readonly reason: string;
};
/** What a step came to: where the next begins; null: this member is through. */
type Went = {
  readonly found: readonly Found[];
  readonly calls: number;
  readonly customers: number;
  readonly next: { readonly step: 'pages' | 'list'; readonly cursor: string } | null;
};

/**
 * Compares the lists of WeCom with what is kept, member by member and a page at a time. What a page says is settled in the
 * transaction that moves the cursor: a process that dies leaves the rest to the next, and nothing is told twice.
 */
export const compare: Sweep = sweep({
  name: 'scrm.compare',
  due: sql`(select least((select min(compare_at) from scrm.corp), (select min(due_at) from scrm.compared_staff where due_at is not null)))`,
  async run(ctx) {
    const began = await beginComparison(ctx);
    const taken = await take(ctx);
    await Promise.all(taken.map(async (one) => step(ctx, one)));
    await finishComparisons(ctx);
    return taken.length + (began ? 1 : 0);
  },
});

async function take(ctx: Ctx): Promise<readonly Taken[]> {
  const { rows } = await sql<Taken>`
    with held as (
      select comparison_id, userid from scrm.compared_staff where due_at <= ${ctx.now()} order by due_at, userid
      limit ${AT_ONCE} for update skip locked
    )
    update scrm.compared_staff s set due_at = ${new Date(ctx.now().getTime() + LEASE_MS)}, takes = s.takes + 1
    from held, scrm.comparison c
    where s.comparison_id = held.comparison_id and s.userid = held.userid and c.id = s.comparison_id
    returning s.comparison_id, s.userid, s.step, s.cursor, s.takes, s.fails, c.reason
  `.execute(ctx.db);
  return rows;
}

async function step(ctx: Ctx, taken: Taken): Promise<void> {
  const path = taken.step === 'pages' ? PAGES : LIST;
  if (!(await takeCalls(ctx, path))) return put(ctx, taken, { dueAt: nextMinute(ctx) });
  try {
    const wecom = await wecomOf(ctx);
    await (taken.step === 'pages' ? readPage(ctx, wecom, taken) : compareList(ctx, wecom, taken));
  } catch (error) {
    if (error instanceof WechatError && error.errcode === OVER) {
      await closeMinute(ctx, path);
      return put(ctx, taken, { dueAt: nextMinute(ctx) });
    }
    ctx.log.warn({ err: error, userid: taken.userid }, 'a member was not compared');
    const pause = PAUSES_MS[taken.fails];
    const dueAt = pause === undefined ? null : new Date(ctx.now().getTime() + pause);
    // A cursor may have grown too old: whoever failed twice begins anew.
    const anew = taken.fails > 0;
    await put(ctx, taken, { dueAt, fails: taken.fails + 1, trouble: saidOf(error), anew });
  }
}

async function readPage(ctx: Ctx, wecom: Wecom, taken: Taken): Promise<void> {
  const { userid, cursor, reason } = taken;
  const look = await beginLook(ctx);
  const { customers, next } = await wecom.customersPage(userid, cursor);
  const newsSince = reason === 'first' ? null : new Date(ctx.now().getTime() - NEWS_MS);
  await goOn(ctx, taken, async (ctx) => {
    const pending = await waiting(
      ctx,
      customers.map(({ externalUserid }) => externalUserid),
    );
    const found = await settlePage(ctx, { userid, customers, look, newsSince, pending });
    const whole = next === '';
    // Nobody there and nobody here: the list of who has no customers is an error at WeCom (84061), and would say no more.
    const isNobodys = whole && cursor === '' && customers.length === 0 && !(await hasFriends(ctx, userid));
    const then = whole ? { step: 'list' as const, cursor: '' } : { step: 'pages' as const, cursor: next };
    return { found, calls: 1, customers: customers.length, next: isNobodys ? null : then };
  });
}

async function hasFriends(ctx: Ctx, userid: string): Promise<boolean> {
  const { rows } = await sql`
    select from scrm.friend where userid = ${userid} and ended_at is null limit 1
  `.execute(ctx.db);
  return rows.length > 0;
}

/**
 * Pages shift while somebody comes or goes; the list says who is there. Whoever stands in one of both alone is asked about herself, in
 * the order of ids, so that the rest can be gone on with.
 */
async function compareList(ctx: Ctx, wecom: Wecom, taken: Taken): Promise<void> {
  const { userid, cursor } = taken;
  const listed = await wecom.customersOf(userid);
  const { rows } = await sql<{ external: string }>`
    select coalesce(l.external, f.external_userid) as external from unnest(${[...listed]}::text[]) as l (external)
    full join (select external_userid from scrm.friend where userid = ${userid} and ended_at is null) f on f.external_userid = l.external
    where (l.external is null or f.external_userid is null) and coalesce(l.external, f.external_userid) collate "C" > ${cursor}
    order by coalesce(l.external, f.external_userid) collate "C" limit ${ASKED_AT_ONCE}
  `.execute(ctx.db);
  const externals = rows.map(({ external }) => external);
  if (externals.length > 0 && !(await takeCalls(ctx, ONE, externals.length)))
    return put(ctx, taken, { dueAt: nextMinute(ctx) });
  const look = await beginLook(ctx);
  const customers: (WecomCustomer | null)[] = [];
  for (const external of externals) customers.push(await wecom.customer(external));
  await goOn(ctx, taken, async (ctx) => {
    const pending = await waiting(ctx, externals);
    const asked = externals.map((external, n) => [external, customers[n] ?? null] as const);
    const settled = new Map(asked.filter(([external]) => !pending.has(external)));
    const found = await settleListed(ctx, { userid, look, customers: settled });
    const last = externals.length < ASKED_AT_ONCE ? undefined : externals.at(-1);
    const next = last === undefined ? null : { step: 'list' as const, cursor: last };
    return { found, calls: 1 + externals.length, customers: 0, next };
  });
}

const waiting = async (ctx: Ctx, externals: readonly string[]) => personsWaiting(ctx, 'wecom', externals);

/** What was found, and the cursor behind it, at once; nothing where another went on in the meantime. */
async function goOn(ctx: Ctx, taken: Taken, work: (ctx: Ctx) => Promise<Went>): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    if (!(await isMine(ctx, taken))) return;
    const { found, calls, customers, next } = await work(ctx);
    const { comparisonId, userid } = taken;
    if (taken.reason !== 'first') await note(ctx, comparisonId, found);
    await sql`
      update scrm.compared_staff set step = ${next?.step ?? taken.step}, cursor = ${next?.cursor ?? ''}, fails = 0, trouble = null,
        customers = customers + ${customers}, due_at = ${next === null ? null : ctx.now()}
      where comparison_id = ${comparisonId} and userid = ${userid}
    `.execute(ctx.db);
    const count = (kind: Found['kind']) => found.filter((one) => one.kind === kind).length;
    await sql`
      update scrm.comparison set customers = customers + ${customers}, calls = calls + ${calls}, added = added + ${count('added')},
        ended = ended + ${count('ended')}, changed = changed + ${count('changed')}
      where id = ${comparisonId}
    `.execute(ctx.db);
  });
}

async function isMine(ctx: Ctx, { comparisonId, userid, takes }: Taken): Promise<boolean> {
  const { rows } = await sql`
    select from scrm.compared_staff where comparison_id = ${comparisonId} and userid = ${userid} and takes = ${takes} and due_at is not null
    for no key update
  `.execute(ctx.db);
  return rows.length > 0;
}

type Put = {
  readonly dueAt: Date | null;
  readonly fails?: number;
  readonly trouble?: unknown;
  readonly anew?: boolean;
};

async function put(
  ctx: Ctx,
  { comparisonId, userid, takes, fails: before, cursor }: Taken,
  { dueAt, fails, trouble, anew }: Put,
): Promise<void> {
  await sql`
    update scrm.compared_staff set due_at = ${dueAt}, fails = ${fails ?? before}, cursor = ${anew ? '' : cursor},
      trouble = ${trouble === undefined ? null : JSON.stringify(trouble)}::jsonb
    where comparison_id = ${comparisonId} and userid = ${userid} and takes = ${takes}
  `.execute(ctx.db);
}
