import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { testApp } from '../../../../platform/testing/app.ts';
import { createMember } from '../../../members/testing.ts';
import { adoptConsents } from './adopt.ts';
import { templateIdsOf } from './consent.ts';

const { ctx } = await testApp();
const [first, second] = ctx.config.wechat.apps;

it('what was allowed and written before there were several apps is the default app’s, and hers in it', async () => {
  const [here, elsewhere] = [await createMember(ctx), await createMember(ctx, 'oELSEWHERE', second?.appid)];
  await sql`
    insert into messaging.consent (person_no, channel, template_key, remaining, updated_at)
    select no, 'subscribe', 'orderShipped', 2, ${ctx.now()}
    from unnest(${[here.personNo, elsewhere.personNo]}::int[]) as given (no)
  `.execute(ctx.db);
  await sql`
    update messaging.content set fields = fields || '{"wechatTemplateId": "OLD"}'
    where channel = 'subscribe' and template_key = 'orderShipped'
  `.execute(ctx.db);
  await adoptConsents(ctx);
  await adoptConsents(ctx);
  const { rows } = await sql<{ app: string; account: number; remaining: number }>`
    select app, account, remaining from messaging.consent order by person_no
  `.execute(ctx.db);
  expect(rows).toEqual([
    { app: first.appid, account: here.account.no, remaining: 2 },
    { app: first.appid, account: 0, remaining: 2 },
  ]);
  expect(await templateIdsOf(ctx, first.appid)).toEqual({ orderShipped: 'OLD' });
  expect(await templateIdsOf(ctx, second?.appid ?? '')).toEqual({});
});
