import { sql } from 'kysely';
import { staff } from '../relations.ts';
import { type Balance, type Books, none } from './books.ts';

type Chat = {
  readonly shopperId: string;
  readonly externalUserid: string;
  readonly said: readonly { readonly page: string | null }[];
};

/** Friends as WeCom has them, and what each was sent in her chat. */
async function chatsOf({ sandbox }: Books): Promise<readonly (Chat & { readonly userid: string })[]> {
  const all = await Promise.all(
    staff.map(async (userid) => {
      const { customers } = Object(await sandbox(`/staff/${userid}/customers`));
      return (Array.isArray(customers) ? customers : []).map((chat: Chat) => ({ ...chat, userid }));
    }),
  );
  return all.flat();
}

/** Friends of staff, and their welcomes: callbacks may be lost, the night's comparison makes good what they missed. */
export const relationBalances: readonly Balance[] = [
  {
    of: 'friends = whom WeCom’s members have',
    sides: async (books) => {
      const { rows } = await sql<{ id: string }>`
        select userid || ' ' || external_userid as id from scrm.friend where ended_at is null
      `.execute(books.ctx.db);
      const ours = new Set(rows.map(({ id }) => id));
      const theirs = new Set((await chatsOf(books)).map(({ userid, externalUserid }) => `${userid} ${externalUserid}`));
      return [...new Set([...ours, ...theirs])].map((id) => ({
        id,
        ours: Number(ours.has(id)),
        theirs: Number(theirs.has(id)),
      }));
    },
  },
  none('welcomes that came and nobody sent, or that were sent and never came', async (books) => {
    const { rows } = await sql<{ id: string; sent: number; most: number }>`
      select f.userid || ' ' || f.external_userid as id, count(*) filter (where w.state = 'sent')::int as sent,
        count(*) filter (where w.state in ('sent', 'unknown'))::int as most
      from scrm.welcome w join scrm.friend f on f.id = w.friend_id group by 1
    `.execute(books.ctx.db);
    const kept = new Map(rows.map((row) => [row.id, row]));
    return (await chatsOf(books)).flatMap(({ userid, externalUserid, said }) => {
      const { sent = 0, most = 0 } = kept.get(`${userid} ${externalUserid}`) ?? {};
      // A welcome is its words, and its card beside them.
      const came = said.filter(({ page }) => page === null).length;
      return came < sent || came > most
        ? [`${userid} ${externalUserid}: ${came}, by our books ${sent} to ${most}`]
        : [];
    });
  }),
  none('welcomes that wait, or are said to be on their way, when it is over', async ({ ctx }) => {
    const { rows } = await sql<{ code: string }>`
      select code from scrm.welcome where state in ('waiting', 'sending')
    `.execute(ctx.db);
    return rows.map(({ code }) => code);
  }),
  none('friends with two coupons of one welcome', async ({ ctx }) => {
    const { rows } = await sql<{ key: string }>`
      select key from benefits.grant where key like 'welcome:%' group by key, position having count(*) > 1
    `.execute(ctx.db);
    return rows.map(({ key }) => key);
  }),
];
