import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import type { AccountPort } from '../../messaging/index.ts';
import { type Capability, may } from '../account/capability.ts';
import { type AccountRow, COLUMNS } from '../account/find.ts';

type Find = AccountPort['account_kf']['find'];
type Asked = Parameters<Find>[1][number];

/** A follower of one account who is one of our members, and what she has opened there. */
type Reached = Pick<AccountRow, 'appid' | 'type' | 'verified'> & {
  readonly accountId: string;
  readonly openid: string;
  readonly no: number;
  readonly personNo: number;
  readonly templates: Readonly<Record<string, string | null>>;
  readonly follows: boolean;
  readonly left: number;
  /** When she did what opened it; null: nothing is open. */
  readonly openedAt: Date | null;
};

/** Those who follow an account now. Where it may do nothing of this, and where nothing is open, comes last. */
export const reachFollowers =
  (capability: Capability): Find =>
  async (ctx, asked) =>
    reach(ctx, asked, capability, (one) => one.follows);

/** Whoever allowed notices gets them, also when she follows no more. */
export const reachSubscribers: Find = async (ctx, asked) => reach(ctx, asked, 'notice', () => true);

async function reach(
  ctx: Ctx,
  asked: readonly Asked[],
  capability: Capability,
  meant: (one: Reached) => boolean,
): ReturnType<Find> {
  const all = await read(
    ctx,
    asked.map(({ personNo }) => personNo),
  );
  return new Map(
    asked.map(({ id, personNo, templateKey }) => {
      const hers = (all.get(personNo) ?? []).filter(meant);
      const found = hers.map((one) => ({
        address: one.openid,
        account: { no: one.no, app: one.appid },
        ...(one.openedAt === null ? {} : { actedAt: one.openedAt }),
        more: {
          accountId: one.accountId,
          right: may(one, capability) ? 'yes' : 'no',
          left: String(one.left),
          templateId: one.templates[`${capability}_${templateKey}`] ?? '',
        },
      }));
      return [id, found.toSorted((a, b) => usable(b) - usable(a))] as const;
    }),
  );
}

/** Accounts with the right first, then those where something is open. */
function usable({
  actedAt,
  more,
}: {
  readonly actedAt?: Date;
  readonly more: { right: string; left: string };
}): number {
  return (more.right === 'yes' ? 2 : 0) + (actedAt !== undefined && more.left !== '0' ? 1 : 0);
}

async function read(ctx: Ctx, personNos: readonly number[]): Promise<ReadonlyMap<number, readonly Reached[]>> {
  const { rows } = await sql<Reached>`
    select w.account_id, w.openid, w.no, w.person_no, a.appid, a.type, a.verified, a.templates, f.id is not null as follows,
      coalesce(o.remaining, 0)::int as left, o.opened_at
    from accounts.follower w
    join accounts.account a on a.id = w.account_id and a.archived_at is null
    left join accounts.follow f on f.account_id = w.account_id and f.openid = w.openid and f.ended_at is null
    left join lateral (
      select sum(r.remaining) as remaining, max(r.opened_at) as opened_at from accounts.reply_window r
      where f.id is not null and r.account_id = w.account_id and r.openid = w.openid and r.ends_at > ${ctx.now()}
    ) o on true
    where w.person_no = any(${[...new Set(personNos)]}::int[])
    order by o.opened_at desc nulls last, f.followed_at desc nulls last, w.no desc
  `.execute(ctx.db);
  return groupBy(rows, ({ personNo }) => personNo);
}

/** The accounts that letters go by, each with its letters. */
export async function byAccount<Letter extends { readonly to: { readonly more: Readonly<Record<string, string>> } }>(
  ctx: Ctx,
  letters: readonly Letter[],
): Promise<readonly { readonly account: AccountRow | null; readonly letters: readonly Letter[] }[]> {
  const groups = groupBy(letters, ({ to }) => to.more.accountId ?? '');
  const { rows } = await sql<AccountRow>`
    select ${COLUMNS} from accounts.account where id = any(${[...groups.keys()]}::text[]) and archived_at is null
  `.execute(ctx.db);
  const accounts = new Map(rows.map((row) => [row.id, row]));
  return [...groups].map(([id, letters]) => ({ account: accounts.get(id) ?? null, letters }));
}

export function groupBy<Key, One>(all: readonly One[], key: (one: One) => Key): ReadonlyMap<Key, readonly One[]> {
  const groups = new Map<Key, One[]>();
  for (const one of all) {
    const group = groups.get(key(one)) ?? [];
    group.push(one);
    groups.set(key(one), group);
  }
  return groups;
}
