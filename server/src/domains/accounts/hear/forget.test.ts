import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { DAY_MS } from '../../../platform/calendar.ts';
import { testApp } from '../../../platform/testing/app.ts';
import { signedIn } from '../../operators/testing.ts';
import { accountValues, ruleValues } from '../testing.ts';
import { forgetHeard, KEPT_DAYS } from './forget.ts';

const app = await testApp();

it('what somebody wrote is forgotten with its replies once nobody looks back so far; what waits, and who had what once, stays', async () => {
  const { cookie } = await signedIn(app.ctx, 'owner');
  const { body: account } = await app.call('POST /api/admin/official-accounts', {
    cookie,
    body: { values: accountValues('主号') },
  });
  const { body: rule } = await app.call('POST /api/admin/account-rules', {
    cookie,
    body: { values: ruleValues('欢迎') },
  });
  const heard = async (id: string, days: number, waits: boolean) => {
    const at = new Date(app.ctx.now().getTime() - days * DAY_MS);
    await sql`
      insert into accounts.heard (callback_id, account_id, openid, kind, said, at) values (${id}, ${account.id}, 'o', 'message', '在吗', ${at})
    `.execute(app.ctx.db);
    await sql`
      insert into accounts.reply (callback_id, no, account_id, openid, rule_id, part, due_at, at)
      values (${id}, 0, ${account.id}, 'o', ${rule.id}, '{"kind":"text","text":"在"}', ${waits ? new Date('2099-01-01') : null}, ${at})
    `.execute(app.ctx.db);
  };
  await heard('old', KEPT_DAYS + 1, false);
  await heard('waits', KEPT_DAYS + 1, true);
  await heard('young', KEPT_DAYS - 10, false);
  await sql`insert into accounts.taken (rule_id, who, at) values (${rule.id}, 'o', ${app.ctx.now()})`.execute(
    app.ctx.db,
  );
  expect(await forgetHeard.run(app.ctx, { catchUp: async () => {} })).toBe(1);
  const { rows } = await sql<{ id: string; replies: number }>`
    select callback_id as id, (select count(*)::int from accounts.reply r where r.callback_id = h.callback_id) as replies
    from accounts.heard h order by 1
  `.execute(app.ctx.db);
  expect(rows).toEqual([
    { id: 'waits', replies: 1 },
    { id: 'young', replies: 1 },
  ]);
  expect((await sql`select from accounts.taken`.execute(app.ctx.db)).rows).toHaveLength(1);
});
