import { sql } from 'kysely';
import { payloadOf } from '../../../platform/facts.ts';
import { type Listener, listener } from '../../../platform/listeners.ts';
import { memberJoined } from '../../members/events.ts';
import { accounts, type Moved, merges } from '../../members/index.ts';

/** Who followed before she became a member is known from then on. */
export const onMemberJoined: Listener = listener({
  name: 'accounts.on-member-joined',
  on: [memberJoined],
  async handle(ctx, facts) {
    const joined = facts.flatMap((told) => payloadOf(memberJoined, told)?.memberId ?? []);
    const known = await accounts.byUnionid(ctx, await accounts.unionidsOf(ctx, joined));
    const rows = [...known].map(([unionid, { id, personNo }]) => ({ unionid, id, person_no: personNo }));
    await sql`
      update accounts.follower f set member_id = new.id, person_no = new.person_no
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as new (unionid text, id text, person_no int)
      where f.unionid = new.unionid and f.member_id is null
    `.execute(ctx.db);
  },
});

/** What she follows goes with her when she turns out to be another, and back with her. */
export const onMemberMerged = merges.listener({
  name: 'accounts.on-member-merged',
  async join(ctx, { mergeId, memberId, winnerNo, loserId }) {
    const { rows } = await sql<Moved>`
      update accounts.follower set member_id = ${memberId}, person_no = ${winnerNo} where member_id = ${loserId}
      returning account_id || ' ' || openid as key, jsonb_build_object('no', no) as detail
    `.execute(ctx.db);
    await merges.note(ctx, mergeId, 'accounts.follower', rows);
  },
  async part(ctx, { mergeId, memberId, returnedId, returnedNo }) {
    const moved = await merges.moved(ctx, mergeId, 'accounts.follower');
    await sql`
      update accounts.follower set member_id = ${returnedId}, person_no = ${returnedNo}
      where member_id = ${memberId} and account_id || ' ' || openid = any(${moved.map(({ key }) => key)}::text[])
    `.execute(ctx.db);
  },
});
