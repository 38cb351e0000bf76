import { words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import { inTransaction } from '../../../platform/db.ts';
import { payloadOf } from '../../../platform/facts.ts';
import { type Listener, listener } from '../../../platform/listeners.ts';
import { type Sweep, sweep } from '../../../platform/sweeps.ts';
import { type BenefitKinds, grant } from '../../benefits/index.ts';
import { accounts, type Merged, merges } from '../../members/index.ts';
import { friendAdded } from '../events.ts';
import { WELCOME_GIFT } from '../her-words.ts';

/** She became a friend of somebody of the shop, and is known: whoever asked for it, her turn on a list is over. */
export const onFriendOfList: Listener = listener({
  name: 'scrm.on-friend-of-list',
  on: [friendAdded],
  handle: async (ctx, facts) => {
    const became = facts.flatMap((told) => {
      const payload = payloadOf(friendAdded, told);
      return payload && told.personNo !== null ? [{ personNo: told.personNo, friendId: payload.friendId }] : [];
    });
    await pass(
      ctx,
      sql`join jsonb_to_recordset(${JSON.stringify(became.map(({ personNo, friendId }) => ({ person_no: personNo, friend_id: friendId })))}::jsonb)
      as new (person_no int, friend_id text) on new.person_no = e.person_no`,
    );
  },
});

/** The number that her member of staff noted beside her name is the one of a list: then it is she, member or not. */
export async function passByNumber(
  ctx: Ctx,
  numbers: readonly { readonly phone: string; readonly friendId: string }[],
): Promise<void> {
  if (numbers.length === 0) return;
  const rows = numbers.map(({ phone, friendId }) => ({ key: accounts.keyOfPhone(ctx, phone), friend_id: friendId }));
  await pass(
    ctx,
    sql`join jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as new (key text, friend_id text) on new.key = e.phone_key`,
  );
}

/** Also who had said no, or whose number had led to nobody: she says yes after all. */
const OPEN = sql.raw("('waiting', 'asked', 'refused', 'wrong')");

async function pass(ctx: Ctx, by: ReturnType<typeof sql>): Promise<void> {
  await sql`
    with found as (
      select distinct on (e.id) e.id, new.friend_id from scrm.phone_entry e ${by} where e.state in ${OPEN} order by e.id, new.friend_id
    )
    update scrm.phone_entry e set state = 'passed', passed_at = ${ctx.now()}, friend_id = found.friend_id, announce_at = null,
      gift_due_at = case when l.values->>'coupon' is null then null else ${ctx.now()}::timestamptz end
    from found, scrm.phone_list l where e.id = found.id and l.id = e.list_id and e.state in ${OPEN}
  `.execute(ctx.db);
}

/** Who was known by her number alone may turn out to be a friend already: a friendship is hers whichever record it came by. */
export const onMergedOfList = merges.listener({
  name: 'scrm.on-merged-of-list',
  async join(ctx, { memberId, winnerNo, loserNo }: Merged) {
    await sql`
      update scrm.phone_entry set member_id = ${memberId}, person_no = ${winnerNo} where person_no = ${loserNo}
    `.execute(ctx.db);
    await pass(
      ctx,
      sql`join (
        select c.person_no, f.id as friend_id from scrm.customer c join scrm.friend f on f.external_userid = c.external_userid and f.ended_at is null
        where c.person_no in (${winnerNo}, ${loserNo})
      ) new on e.person_no = ${winnerNo}`,
    );
  },
  // Who asked for her, and what came of it, stays with the number that was on the list.
  part: async () => {},
});

type Due = {
  readonly id: string;
  readonly listId: string;
  readonly list: string;
  readonly memberId: string;
  readonly personNo: number;
  readonly coupon: string;
};

/** The coupon of who passed: once, by the entry. */
export function giveWelcomes(benefits: BenefitKinds): Sweep {
  return sweep({
    name: 'scrm.phone-list-gifts',
    due: sql`(select min(gift_due_at) from scrm.phone_entry where gift_due_at is not null)`,
    run: async (ctx) =>
      inTransaction(ctx, async (ctx) => {
        const { rows } = await sql<Due>`
          with due as (
            select id from scrm.phone_entry where gift_due_at <= ${ctx.now()} order by gift_due_at limit 200 for update skip locked
          )
          update scrm.phone_entry e set gift_due_at = null from due, scrm.phone_list l where e.id = due.id and l.id = e.list_id
          returning e.id, e.list_id, l.name as list, e.member_id, e.person_no, l.values->>'coupon' as coupon
        `.execute(ctx.db);
        if (rows.length === 0) return 0;
        const outcomes = await grant(ctx, benefits, {
          grants: rows.map(({ id, listId, list, memberId, personNo, coupon }) => ({
            memberId,
            personNo,
            package: [{ kind: 'coupon', templateId: coupon }],
            because: {
              kind: 'phone_list',
              id: listId,
              label: words(`手机号名单「${list}」`, `The phone list “${list}”`),
              said: WELCOME_GIFT,
            },
            key: `phone-list:${id}`,
          })),
        });
        const given = rows.filter((_, n) => ['granted', 'repeated'].includes(outcomes[n]?.outcome ?? ''));
        await sql`
          update scrm.phone_entry set gifted_at = ${ctx.now()} where id = any(${given.map(({ id }) => id)}::text[])
        `.execute(ctx.db);
        return rows.length;
      }),
  });
}
