import { words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import { accounts } from '../../members/index.ts';

/** A row of a list, its number as it is kept, and what becomes of it; null: she is asked. */
export type Sorted = {
  readonly row: number;
  readonly phone: string;
  readonly plain: string;
  readonly why: keyof typeof WHY | null;
};

export const WHY = {
  invalid: words('不是大陆手机号', 'No mobile number of mainland China'),
  doubled: words('名单里已经有了', 'On the list already'),
  friend: words('已经是导购的好友', 'A friend of staff already'),
  open: words('在另一个名单里，还没结束', 'On another list that is not through'),
  refused: words('说过不加', 'Said no before'),
  wrong: words('这个号码搜不到人', 'The number led to nobody before'),
} as const;

/** As people write them: spaces, dashes, +86. */
function plainPhone(given: string): string {
  return given
    .normalize('NFKC')
    .replace(/[\s\-‐-―()]/g, '')
    .replace(/^(\+?86|0086)(?=1\d{10}$)/, '');
}

const isPhone = (plain: string) => /^1[3-9]\d{9}$/.test(plain);

/** What becomes of each of these, where a list is tried out as where it is made; rows from 1. Changes nothing. */
export async function sortPhones(ctx: Ctx, given: readonly string[]): Promise<readonly Sorted[]> {
  const written = given.filter((phone) => phone.trim() !== '');
  const rows = written.map((phone, n) => ({ row: n + 1, phone, plain: plainPhone(phone) }));
  const keys = new Map(rows.flatMap(({ plain }) => (isPhone(plain) ? [[plain, accounts.keyOfPhone(ctx, plain)]] : [])));
  const people = await accounts.personsByPhone(ctx, [...keys.values()]);
  const friends = await friendsAmong(
    ctx,
    [...people.values()].map(({ personNo }) => personNo),
  );
  const met = await metBefore(ctx, [...keys.values()]);
  const seen = new Set<string>();
  return rows.map((one): Sorted => {
    const key = keys.get(one.plain);
    if (key === undefined) return { ...one, why: 'invalid' };
    if (seen.has(one.plain)) return { ...one, why: 'doubled' };
    seen.add(one.plain);
    const person = people.get(key);
    if (person !== undefined && friends.has(person.personNo)) return { ...one, why: 'friend' };
    return { ...one, why: met.get(key) ?? null };
  });
}

/** Who of them is a friend of somebody of the shop now. */
async function friendsAmong(ctx: Ctx, personNos: readonly number[]): Promise<ReadonlySet<number>> {
  const { rows } = await sql<{ personNo: number }>`
    select distinct c.person_no from scrm.customer c join scrm.friend f on f.external_userid = c.external_userid and f.ended_at is null
    where c.person_no = any(${[...personNos]}::int[])
  `.execute(ctx.db);
  return new Set(rows.map(({ personNo }) => personNo));
}

type Met = 'open' | 'refused' | 'wrong';

/**
 * Who is on another list that is not through with her (nobody is asked by two), or said no, or whose number led to nobody: whom a list
 * has found out about, no later one bothers.
 */
async function metBefore(ctx: Ctx, keys: readonly string[]): Promise<ReadonlyMap<string, Met>> {
  const { rows } = await sql<{ phoneKey: string; how: Met }>`
    select distinct on (phone_key) phone_key, case when state in ('waiting', 'asked') then 'open' else state end as how
    from scrm.phone_entry where state in ('waiting', 'asked', 'refused', 'wrong') and phone_key = any(${[...keys]}::text[])
    order by phone_key, how
  `.execute(ctx.db);
  return new Map(rows.map(({ phoneKey, how }) => [phoneKey, how]));
}
