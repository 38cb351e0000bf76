import { sql } from 'kysely';
import type { Ctx } from '../../../../platform/ctx.ts';
import { inTransaction } from '../../../../platform/db.ts';
import { accounts } from '../../../members/index.ts';
import { idKey } from './fields.ts';

/** From before there were several apps: template ids and consents are the default app's, and hers in it. */
export async function adoptConsents(ctx: Ctx): Promise<void> {
  const [{ appid }] = ctx.config.wechat.apps;
  await sql`
    update messaging.content set
      fields = fields - 'wechatTemplateId' || jsonb_build_object(${idKey(appid)}::text, fields->'wechatTemplateId')
    where channel = 'subscribe' and jsonb_exists(fields, 'wechatTemplateId')
  `.execute(ctx.db);
  while (await adoptSome(ctx, appid)) {
    // The next thousand.
  }
}

/** Whoever has no account there (any more) keeps what she allowed under none: nothing can be sent by it. */
async function adoptSome(ctx: Ctx, appid: string): Promise<boolean> {
  return inTransaction(ctx, async (ctx) => {
    const { rows } = await sql<{ personNo: number }>`
      select distinct person_no from messaging.consent where channel = 'subscribe' and app = '' limit 1000
    `.execute(ctx.db);
    const persons = rows.map(({ personNo }) => personNo);
    const hers = await accounts.of(ctx, persons, [appid]);
    await sql`
      update messaging.consent c set app = ${appid}, account = given.account
      from unnest(
        ${persons}::int[], ${persons.map((personNo) => hers.get(personNo)?.[0]?.no ?? 0)}::int[]
      ) as given (person_no, account)
      where c.person_no = given.person_no and c.channel = 'subscribe' and c.app = ''
    `.execute(ctx.db);
    return persons.length === 1000;
  });
}
