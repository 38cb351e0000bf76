import { words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import { DAY_MS } from '../../../platform/calendar.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import { payloadOf } from '../../../platform/facts.ts';
import { type Listener, listener } from '../../../platform/listeners.ts';
import { getSetting } from '../../../platform/settings.ts';
import { type AskedTodo, askTodos, dropTodos } from '../../todos/index.ts';
import { friendAdded, friendLost } from '../events.ts';
import { LOST_HINT, lostTitle, othersHint } from '../her-words.ts';
import { sidebarSetting } from '../sidebar/settings.ts';
import { whoAnswers } from '../sop/escalate.ts';

/** She is asked to see to it within so long; her manager sees it from the first moment. Taste. */
const WITHIN_MS = DAY_MS;

/**
 * A customer deleted her member of staff: WeCom tells staff nothing, so she is asked to find out why, and by which way she can still be
 * reached; comes she back, nobody asks any more. Whom staff removed, or handed over, is no loss.
 */
export const onFriendLost: Listener = listener({
  name: 'scrm.on-friend-lost',
  on: [friendLost, friendAdded],
  handle: async (ctx, facts) => {
    const lost = facts.flatMap((told) => {
      const payload = payloadOf(friendLost, told);
      return payload?.by === 'customer' ? [{ ...payload, personNo: told.personNo }] : [];
    });
    const back = facts.flatMap((told) => payloadOf(friendAdded, told) ?? []);
    if (lost.length > 0) await ask(ctx, lost);
    // After what was lost: of a batch that tells both, she is back.
    if (back.length > 0) await drop(ctx, back);
  },
});

type Lost = {
  /** Empty where she is no member. */
  readonly memberId: string;
  readonly personNo: number | null;
  readonly friendId: string;
  readonly userid: string;
};

/** By her number as a member, else by what WeCom calls her. The last sign keeps one userid apart from those that begin like it. */
const keyOf = (her: string, userid: string) => `lost:${her}:${userid};`;

/** She may have become a member since she left. */
async function drop(ctx: Ctx, back: readonly Omit<Lost, 'personNo'>[]): Promise<void> {
  const { rows } = await sql<{ id: string; external: string }>`
    select id, external_userid as external from scrm.friend where id = any(${back.map(({ friendId }) => friendId)}::text[])
  `.execute(ctx.db);
  const externals = new Map(rows.map(({ id, external }) => [id, external]));
  const keys = back.flatMap(({ memberId, friendId, userid }) =>
    [memberId, externals.get(friendId) ?? ''].flatMap((her) => (her === '' ? [] : [keyOf(her, userid)])),
  );
  await dropTodos(ctx, keys);
}

type Standing = {
  readonly friendId: string;
  readonly external: string;
  readonly customer: string;
  readonly others: readonly string[];
};

async function ask(ctx: Ctx, lost: readonly Lost[]): Promise<void> {
  // As things stand now: who came back meanwhile, or whose member of staff has left, is nobody's to-do.
  const { rows } = await sql<Standing>`
    select f.id as friend_id, c.external_userid as external, c.name as customer,
      array(
        select s.name from scrm.friend o join scrm.staff s on s.userid = o.userid
        where o.external_userid = f.external_userid and o.ended_at is null and s.gone_at is null order by o.added_at, o.id
      ) as others
    from scrm.friend f join scrm.customer c on c.external_userid = f.external_userid
      join scrm.staff her on her.userid = f.userid and her.gone_at is null
    where f.id = any(${lost.map(({ friendId }) => friendId)}::text[])
      and not exists (select from scrm.friend o where o.userid = f.userid and o.external_userid = f.external_userid and o.ended_at is null)
  `.execute(ctx.db);
  const standing = new Map(rows.map((row) => [row.friendId, row]));
  const { managers } = await getSetting(ctx, sidebarSetting);
  const answers = new Map((await whoAnswers(ctx, managers ?? [])).map(({ staffId, to }) => [staffId, to]));
  await askTodos(
    ctx,
    lost.flatMap(({ memberId, personNo, friendId, userid }): AskedTodo[] => {
      const found = standing.get(friendId);
      if (found === undefined) return [];
      const { external, customer, others } = found;
      const about =
        memberId === '' || personNo === null
          ? { memberId: null, personNo: null, customer: { id: external, name: customer } }
          : { memberId, personNo };
      return [
        {
          key: `${keyOf(about.memberId ?? external, userid)}${friendId}`,
          ...about,
          title: lostTitle(customer),
          text: others.length === 0 ? LOST_HINT : `${LOST_HINT}${othersHint(others)}`,
          dueAt: new Date(ctx.now().getTime() + WITHIN_MS),
          assigneeId: null,
          staffId: userid,
          managerId: answers.get(userid) ?? null,
          because: { kind: 'friend_lost', id: friendId, label: words('顾客删除了导购', 'The customer left') },
        },
      ];
    }),
  );
}
