import { words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import { MINUTE_MS } from '../../../platform/calendar.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import { type Sweep, sweep } from '../../../platform/sweeps.ts';
import { wecomOf } from './corp.ts';
import { saidOf } from './said-of.ts';

/** The directory changes seldom; a callback of it would come at once, so this only finds what was missed. Taste. */
const EVERY_MS = 6 * 60 * MINUTE_MS;
const AGAIN_MS = 10 * MINUTE_MS;

/** An app that may see nobody is told of nobody: nobody has left for that. */
class NobodySeen extends Error {
  override readonly message = 'the directory is empty';
}
const nobodySeen = words(
  '读到的通讯录里一个成员也没有，所以没有改动成员。请在企业微信后台检查应用的可见范围。',
  'The directory that was read has nobody in it, so nobody was changed. Check the visible range of the app in WeCom’s back office.',
);

/** Who is in the corp, and who of them may have customers: read with no transaction open, then set by one statement. */
export const readDirectory: Sweep = sweep({
  name: 'scrm.directory',
  due: sql`(select min(sync_at) from scrm.corp)`,
  async run(ctx) {
    const lease = new Date(ctx.now().getTime() + AGAIN_MS);
    const { rows } = await sql`
      update scrm.corp set sync_at = ${lease} where sync_at <= ${ctx.now()} returning id
    `.execute(ctx.db);
    if (rows.length === 0) return 0;
    try {
      const wecom = await wecomOf(ctx);
      const [members, able] = await Promise.all([wecom.members(), wecom.followUsers()]);
      if (members.length === 0) throw new NobodySeen();
      const read = members.map((one) => ({ ...one, can_contact: able.has(one.userid) }));
      await sql`
        with read as (
          select userid, name, department, can_contact
          from jsonb_to_recordset(${JSON.stringify(read)}::jsonb) as r (userid text, name text, department text, can_contact boolean)
        ), gone as (
          update scrm.staff s set gone_at = ${ctx.now()}, can_contact = false
          where gone_at is null and not exists (select from read r where r.userid = s.userid) returning s.userid
        ), kept as (
          insert into scrm.staff (userid, name, department, can_contact, seen_at)
          select userid, name, department, can_contact, ${ctx.now()} from read
          on conflict (userid) do update set name = excluded.name, department = excluded.department,
            can_contact = excluded.can_contact, seen_at = excluded.seen_at, gone_at = null
        )
        update scrm.corp set synced_at = ${ctx.now()}, trouble = null,
          -- Whoever asked meanwhile moved it: then it is read once more.
          sync_at = case when sync_at = ${lease} then ${new Date(ctx.now().getTime() + EVERY_MS)}::timestamptz else sync_at end,
          compare_at = coalesce(compare_at, ${ctx.now()}),
          unassigned_at = case when exists (select from gone) then ${ctx.now()}::timestamptz else coalesce(unassigned_at, ${ctx.now()}) end
      `.execute(ctx.db);
    } catch (error) {
      ctx.log.warn({ err: error }, 'the directory was not read');
      const trouble = error instanceof NobodySeen ? nobodySeen : saidOf(error);
      await sql`update scrm.corp set trouble = ${JSON.stringify(trouble)}::jsonb`.execute(ctx.db);
    }
    return 1;
  },
});

/** As soon as the worker looks. */
export async function readDirectorySoon(ctx: Ctx): Promise<void> {
  await sql`update scrm.corp set sync_at = ${ctx.now()}`.execute(ctx.db);
}
