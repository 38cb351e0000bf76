import { sql } from 'kysely';
import { expect, it, vi } from 'vitest';
import { inTransaction } from '../../platform/db.ts';
import { getSetting } from '../../platform/settings.ts';
import { testApp } from '../../platform/testing/app.ts';
import { signedIn } from '../operators/testing.ts';
import { INITIAL_RULES, stageAt } from './lifecycle.ts';
import { lifecycleSetting } from './settings.ts';
import { lockStandings, purchasesOf } from './standings.ts';

const app = await testApp();
const { ctx } = app;

it('a change of rules places every buyer anew, announces who moved and writes nobody else', async () => {
  const { cookie } = await signedIn(ctx);
  const now = ctx.now();
  // More than are looked at in one step; who never bought is in no stage, whatever the rules.
  await sql`
    insert into members.member (id, nickname, source, created_at)
    select 'mem_rules_' || n, '会员', 'import', ${now} from generate_series(1, 5200) as n
  `.execute(ctx.db);
  await sql`
    insert into members.standing (person_no) select person_no from members.member where id like 'mem_rules_%'
  `.execute(ctx.db);
  await sql`
    insert into audiences.standing (person_no, member_id, orders, purchases, first_at, last_at, stage, due_at)
    select person_no, id, 1, 1, at, at, 'new', at + interval '42 days'
    from (select person_no, id, ${now}::timestamptz - (person_no % 40 + 1) * interval '1 day' + interval '1 hour' as at
      from members.member where id like 'mem_rules_%') as buyers
  `.execute(ctx.db);
  const before = await standing();
  const current = (await app.call('GET /api/admin/settings/lifecycle', { cookie })).body;
  const rules = { ...INITIAL_RULES, decliningFactor: 1, lostFactor: 4 };
  const saved = await app.call('PUT /api/admin/settings/lifecycle?apply=silent', {
    cookie,
    body: { ...rules, revision: current.revision },
  });
  expect(saved.status).toBe(200);
  await app.settle();

  const after = await standing();
  expect(after).toHaveLength(5200);
  for (const row of after) {
    const { stage, dueAt } = stageAt(purchasesOf(row), rules, row.stageSince ?? now);
    expect([row.stage, row.shown, row.dueAt], row.memberId).toEqual([stage, stage, dueAt]);
  }
  const moved = after.filter(({ stage }) => stage !== 'new').map(({ personNo }) => personNo);
  expect(moved.length).toBeGreaterThan(1000);
  expect(moved.length).toBeLessThan(4000);
  const { rows: told } = await sql<{ personNo: number }>`
    select unnest(persons) as person_no from platform.event where type = 'stage.changed' and payload ->> 'reason' = 'rules' order by 1
  `.execute(ctx.db);
  expect(told.map(({ personNo }) => personNo)).toEqual(moved);

  // The same rules again move nobody, so no row is written.
  const again = (await app.call('GET /api/admin/settings/lifecycle', { cookie })).body;
  await app.call('PUT /api/admin/settings/lifecycle?apply=silent', {
    cookie,
    body: { ...rules, revision: again.revision },
  });
  await app.settle();
  expect((await standing()).map(({ version }) => version)).toEqual(after.map(({ version }) => version));
  expect(before.map(({ personNo }) => personNo)).toEqual(after.map(({ personNo }) => personNo));
}, 180_000);

it('holds for who was being placed by the old rules in that moment', async () => {
  const { cookie } = await signedIn(ctx);
  // Lost by the old rules and by the new: what stands there says nothing of what is being written.
  const { rows: found } = await sql<{ personNo: number }>`
    update audiences.standing set stage = 'lost', due_at = null, first_at = first_at - interval '1 year',
      last_at = last_at - interval '1 year'
    where person_no = (select max(person_no) from audiences.standing) returning person_no
  `.execute(ctx.db);
  const personNo = found[0]?.personNo ?? 0;
  let saved: Promise<unknown> = Promise.resolve();
  await inTransaction(ctx, async (ctx) => {
    // She bought just now, and by the rules of this moment the silence after it lasts so long.
    const [hers] = await lockStandings(ctx, [personNo]);
    const old = await getSetting(ctx, lifecycleSetting);
    const bought = { purchases: 1, firstAt: ctx.now(), lastAt: ctx.now() };
    const { stage, dueAt } = stageAt(bought, old, ctx.now());
    const { revision } = (await app.call('GET /api/admin/settings/lifecycle', { cookie })).body;
    const body = { ...INITIAL_RULES, decliningFactor: 3, lostFactor: 4, revision };
    const answer = await app.call('PUT /api/admin/settings/lifecycle?apply=silent', { cookie, body });
    expect([answer.status, hers?.stage]).toEqual([200, 'lost']);
    saved = app.settle();
    await vi.waitUntil(async () => passIsOverOrWaits(), { timeout: 60_000, interval: 50 });
    await sql`
      update audiences.standing set first_at = ${bought.firstAt}, last_at = ${bought.lastAt}, purchases = 1,
        stage = ${stage}, stage_since = ${ctx.now()}, due_at = ${dueAt} where person_no = ${personNo}
    `.execute(ctx.db);
  });
  await saved;
  await app.settle();
  const hers = (await standing()).find((one) => one.personNo === personNo);
  const by = await getSetting(ctx, lifecycleSetting);
  expect(by.decliningFactor).toBe(3);
  expect(hers?.dueAt).toEqual(stageAt(hers ? purchasesOf(hers) : null, by, ctx.now()).dueAt);
}, 120_000);

async function passIsOverOrWaits(): Promise<boolean> {
  const { rows } = await sql<{ so: boolean }>`
    select not exists (select from audiences.rules_pass)
      or exists (select from pg_locks where not granted and relation = 'audiences.standing'::regclass) as so
  `.execute(ctx.db);
  return rows[0]?.so ?? false;
}

async function standing() {
  const { rows } = await sql<{
    personNo: number;
    memberId: string;
    purchases: number;
    firstAt: Date;
    lastAt: Date;
    stage: string;
    shown: string;
    stageSince: Date | null;
    dueAt: Date | null;
    version: string;
  }>`
    select a.person_no, a.member_id, a.purchases, a.first_at, a.last_at, a.stage, m.stage as shown, a.stage_since, a.due_at,
      a.xmin::text as version
    from audiences.standing a join members.standing m using (person_no) where a.member_id like 'mem_rules_%' order by person_no
  `.execute(ctx.db);
  return rows;
}
