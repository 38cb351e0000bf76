import { sql } from 'kysely';
import { payloadOf } from '../../../platform/facts.ts';
import { type Listener, listener } from '../../../platform/listeners.ts';
import { memberJoined } from '../../members/events.ts';
import { accounts, type Moved, merges } from '../../members/index.ts';

/** Who was added before she became a member is known from then on. Held in the order in which friends are settled. */
export const onMemberJoined: Listener = listener({
  name: 'scrm.on-member-joined',
  on: [memberJoined],
  async handle(ctx, facts) {
    const joined = facts.flatMap((told) => payloadOf(memberJoined, told)?.memberId ?? []);
    const unionids = await accounts.unionidsOf(ctx, joined);
    const known = await accounts.byUnionid(ctx, unionids);
    const rows = [...known].map(([unionid, { id, personNo }]) => ({ unionid, id, person_no: personNo }));
    await sql`
      with held as (
        select c.external_userid, new.id, new.person_no from scrm.customer c
        join jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as new (unionid text, id text, person_no int) on new.unionid = c.unionid
        where c.member_id is null order by c.external_userid for no key update of c
      )
      update scrm.customer c set member_id = held.id, person_no = held.person_no
      from held where c.external_userid = held.external_userid and c.member_id is null
    `.execute(ctx.db);
  },
});

/** Her friendships follow her when she turns out to be another, and go back with her. */
export const onMemberMerged = merges.listener({
  name: 'scrm.on-member-merged',
  async join(ctx, { mergeId, memberId, winnerNo, loserId }) {
    const { rows } = await sql<Moved>`
      update scrm.customer set member_id = ${memberId}, person_no = ${winnerNo} where member_id = ${loserId}
      returning external_userid as key, '{}'::jsonb as detail
    `.execute(ctx.db);
    await merges.note(ctx, mergeId, 'scrm.customer', rows);
  },
  async part(ctx, { mergeId, memberId, returnedId, returnedNo }) {
    const moved = await merges.moved(ctx, mergeId, 'scrm.customer');
    await sql`
      update scrm.customer set member_id = ${returnedId}, person_no = ${returnedNo}
      where member_id = ${memberId} and external_userid = any(${moved.map(({ key }) => key)}::text[])
    `.execute(ctx.db);
  },
});
