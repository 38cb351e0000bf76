import { sql } from 'kysely';
import { MINUTE_MS } from '../../../platform/calendar.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import { inTransaction } from '../../../platform/db.ts';
import { type Sweep, sweep } from '../../../platform/sweeps.ts';
import { WechatError, WechatUnreachable } from '../../../wechat/index.ts';
import { wecomOf } from '../corp/corp.ts';
import { saidOf, saidOfCode } from '../corp/said-of.ts';
import { noteSaid } from '../friends/said.ts';
import { beginLook, settleCustomers } from '../friends/settle.ts';

/** As many as one call takes. */
const AT_ONCE = 100;
const LEASE_MS = 2 * MINUTE_MS;
/** How she decided is looked at so often; her day is over after twenty-four hours, and WeCom takes a moment. */
const LOOK_MS = 2 * 60 * MINUTE_MS;
const GIVE_UP_MS = 3 * 24 * 60 * MINUTE_MS;
const AGAIN_MS = 10 * MINUTE_MS;
/** Under way already: this very call, of which nobody heard the answer. */
const RUNNING = 40100;

type Taken = {
  readonly transferId: string;
  readonly external: string;
  readonly handover: string;
  readonly takeover: string;
  readonly state: 'asked' | 'waiting';
  readonly askedAt: Date;
  readonly resigned: boolean;
  readonly message: string | null;
};

/**
 * Asks WeCom for whoever is due, a hundred at once, and looks how it ended. What was asked and never answered is asked again: WeCom
 * then says that it is under way.
 */
export const carryOutTransfers: Sweep = sweep({
  name: 'scrm.transfers',
  due: sql`(select min(due_at) from scrm.handover where due_at is not null)`,
  async run(ctx) {
    const taken = await take(ctx);
    const [first] = taken;
    if (first === undefined) return 0;
    try {
      await (first.state === 'asked' ? ask(ctx, taken, first) : look(ctx, taken, first));
    } catch (error) {
      if (!(error instanceof WechatError) && !(error instanceof WechatUnreachable)) throw error;
      ctx.log.warn({ err: error, transfer: first.transferId }, 'a transfer did not go on');
      await put(
        ctx,
        taken.map((one) => ({ ...one, dueAt: later(ctx, AGAIN_MS), trouble: saidOf(error) })),
      );
    }
    return taken.length;
  },
});

/** Those of one pair of members that are due together. */
async function take(ctx: Ctx): Promise<readonly Taken[]> {
  const { rows } = await sql<Taken>`
    with first as (
      select transfer_id, takeover_userid, state in ('planned', 'asked') as asks from scrm.handover where due_at <= ${ctx.now()} order by due_at limit 1
    ), held as (
      select h.transfer_id, h.external_userid from scrm.handover h, first
      where h.transfer_id = first.transfer_id and h.takeover_userid = first.takeover_userid and h.due_at <= ${ctx.now()}
        and h.state in ('planned', 'asked') = first.asks
      order by h.due_at, h.external_userid limit ${AT_ONCE} for update of h skip locked
    )
    update scrm.handover h set due_at = ${later(ctx, LEASE_MS)}, asked_at = coalesce(h.asked_at, ${ctx.now()}),
      state = case when h.state = 'planned' then 'asked' else h.state end
    from held, scrm.transfer t
    where h.transfer_id = held.transfer_id and h.external_userid = held.external_userid and t.id = h.transfer_id
    returning h.transfer_id, h.external_userid as external, h.handover_userid as handover, h.takeover_userid as takeover, h.state, h.asked_at,
      t.resigned, t.values->>'message' as message
  `.execute(ctx.db);
  return rows;
}

const later = (ctx: Ctx, ms: number) => new Date(ctx.now().getTime() + ms);

async function ask(ctx: Ctx, taken: readonly Taken[], { handover, takeover, resigned, message }: Taken): Promise<void> {
  const externals = taken.map(({ external }) => external);
  const wecom = await wecomOf(ctx);
  const answers = await wecom.transferCustomers({ handover, takeover, externals, resigned, message: message ?? '' });
  await put(
    ctx,
    taken.map((one) => {
      const code = answers.get(one.external) ?? 0;
      if (code === 0 || code === RUNNING) return { ...one, state: 'waiting' as const, dueAt: later(ctx, LOOK_MS) };
      return { ...one, state: 'failed' as const, dueAt: null, trouble: saidOfCode(code) };
    }),
  );
}

async function look(ctx: Ctx, taken: readonly Taken[], { handover, takeover, resigned }: Taken): Promise<void> {
  const wecom = await wecomOf(ctx);
  const results = await wecom.transferResults({ handover, takeover, resigned });
  const stay: Put[] = [];
  for (const one of taken) {
    const { status = 'waiting', at = null } = results.get(one.external) ?? {};
    if (status === 'done') await goOver(ctx, one, at ?? ctx.now());
    else if (status === 'refused' || status === 'full') stay.push({ ...one, state: status, dueAt: null });
    else if (ctx.now().getTime() - one.askedAt.getTime() > GIVE_UP_MS)
      stay.push({ ...one, state: 'failed', dueAt: null });
    else stay.push({ ...one, dueAt: later(ctx, LOOK_MS) });
  }
  await put(ctx, stay);
}

/** Her friendships of now are asked of WeCom; that she left nobody is said of the one that ended. */
async function goOver(ctx: Ctx, one: Taken, at: Date): Promise<void> {
  const { transferId, external, handover, takeover } = one;
  const now = await beginLook(ctx);
  const customer = await (await wecomOf(ctx)).customer(external);
  await inTransaction(ctx, async (ctx) => {
    const id = `${transferId} ${external}`;
    await noteSaid(ctx, [{ id, userid: handover, external, change: 'handed_over', at }]);
    await settleCustomers(ctx, [{ external, customer, among: new Set([handover, takeover]), look: now }]);
    await sql`delete from scrm.unassigned where handover_userid = ${handover} and external_userid = ${external}`.execute(
      ctx.db,
    );
    await put(ctx, [{ ...one, state: 'done', dueAt: null }]);
  });
}

type Put = Pick<Taken, 'transferId' | 'external'> & {
  readonly state?: string;
  readonly dueAt: Date | null;
  readonly trouble?: unknown;
};

async function put(ctx: Ctx, rows: readonly Put[]): Promise<void> {
  if (rows.length === 0) return;
  const set = rows.map(({ transferId, external, state, dueAt, trouble }) => ({
    transfer: transferId,
    external,
    state: state ?? null,
    due: dueAt?.toISOString() ?? null,
    trouble: trouble ?? null,
  }));
  await sql`
    update scrm.handover h set state = coalesce(r.state, h.state), due_at = r.due, trouble = r.trouble,
      ended_at = case when r.due is null then ${ctx.now()}::timestamptz end
    from jsonb_to_recordset(${JSON.stringify(set)}::jsonb) as r (transfer text, external text, state text, due timestamptz, trouble jsonb)
    where h.transfer_id = r.transfer and h.external_userid = r.external and h.state in ('asked', 'waiting')
  `.execute(ctx.db);
}

/** WeCom tells that one went over or failed, naming who had her or who was to have her: it is looked at now. */
export async function lookSoon(ctx: Ctx, userid: string, external: string): Promise<void> {
  await sql`
    update scrm.handover set due_at = ${ctx.now()} where ${userid} in (takeover_userid, handover_userid) and external_userid = ${external} and state = 'waiting'
  `.execute(ctx.db);
}
