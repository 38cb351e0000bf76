import { words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import { inTransaction } from '../../../platform/db.ts';
import { type Sweep, sweep } from '../../../platform/sweeps.ts';
import { queueMessages } from '../../messaging/index.ts';
import { namesOfStaff } from '../corp/staff.ts';

type Row = {
  readonly id: string;
  readonly listId: string;
  readonly list: string;
  readonly memberId: string;
  readonly personNo: number;
  readonly userid: string;
};

/** On the morning of the day: that somebody of the shop is going to be in touch, by text. The gate decides as of any promotion. */
export const announceLists: Sweep = sweep({
  name: 'scrm.announce-phone-lists',
  due: sql`(select min(announce_at) from scrm.phone_entry where announce_at is not null)`,
  run: async (ctx) =>
    inTransaction(ctx, async (ctx) => {
      const rows = await take(ctx);
      const names = await namesOfStaff(
        ctx,
        rows.map(({ userid }) => userid),
      );
      await queueMessages(
        ctx,
        rows.map(({ id, listId, list, memberId, personNo, userid }) => ({
          key: `phone-list:${id}`,
          memberId,
          personNo,
          templateKey: 'staffWillAsk',
          channels: ['sms'],
          variables: { staff: names.get(userid) ?? '' },
          because: {
            kind: 'phone_list',
            id: listId,
            label: words(`手机号名单「${list}」`, `The phone list “${list}”`),
          },
        })),
      );
      return rows.length;
    }),
});

async function take(ctx: Ctx): Promise<readonly Row[]> {
  const { rows } = await sql<Row>`
    with due as (
      select id from scrm.phone_entry where announce_at <= ${ctx.now()} order by announce_at limit 500 for update skip locked
    )
    update scrm.phone_entry e set announce_at = null, announced_at = ${ctx.now()} from due, scrm.phone_list l
    where e.id = due.id and l.id = e.list_id and e.state in ('waiting', 'asked')
    returning e.id, e.list_id, l.name as list, e.member_id, e.person_no, e.userid
  `.execute(ctx.db);
  return rows;
}
