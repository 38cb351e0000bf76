import { joinWords, type Words, words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import type { Rules } from './rules.ts';

export type Facts = {
  /** The buyer is the distributor, by another record that turned out to be hers. */
  readonly herself: boolean;
  /** The buyer is paid for by an account that paid the distributor’s own orders. */
  readonly payer: boolean;
  /** Customers of hers whose orders go where her own go, this buyer among them. */
  readonly atHome: number;
  /** Customers of hers who came by one phone and network, this buyer among them, and she herself where it is hers. */
  readonly onPhone: number;
};

/** What has to be looked at before it is paid out, in words; null: nothing. A family at one address is none of it. Pure. */
export function doubtsOf(
  { selfPurchase, addressFrom }: Pick<Rules, 'selfPurchase' | 'addressFrom'>,
  { herself, payer, atHome, onPhone }: Facts,
): Words | null {
  if (selfPurchase) return null;
  const found = [
    ...(herself ? [words('买的人就是分销员自己', 'The buyer is the distributor herself')] : []),
    ...(payer
      ? [words('付款的微信也付过分销员自己的订单', 'Paid by the account that pays the distributor’s own orders')]
      : []),
    ...(atHome >= addressFrom
      ? [
          words(
            `她有 ${atHome} 位客户的订单寄到她自己的地址`,
            `Orders of ${atHome} of her customers go to her own address`,
          ),
        ]
      : []),
    ...(onPhone >= addressFrom
      ? [
          words(
            `同一个网络上的同款手机来过 ${onPhone} 人`,
            `${onPhone} people came by phones of one kind on one network`,
          ),
        ]
      : []),
  ];
  return found.length === 0 ? null : joinWords(found, words('；', '; '));
}

/** By commission: what is known now of who bought and who earns by it. */
export async function readFacts(ctx: Ctx, commissionNos: readonly number[]): Promise<ReadonlyMap<number, Facts>> {
  const { rows } = await sql<Facts & { no: number }>`
    with asked as (
      select c.no, c.buyer_no, d.no as distributor_no, d.person_no
      from distribution.commission c join distribution.distributor d on d.no = c.distributor_no where c.no = any(${[...commissionNos]}::bigint[])
    )
    select a.no, a.buyer_no = a.person_no as herself, exists (
        select from distribution.mark h join distribution.mark b on b.kind = h.kind and b.value = h.value
        where h.person_no = a.person_no and h.kind = 'payer' and b.person_no = a.buyer_no and a.buyer_no <> a.person_no
      ) as payer, coalesce((
        select max(people) from (
          select count(distinct o.person_no)::int as people, bool_or(o.person_no = a.buyer_no) as hers
          from distribution.mark h join distribution.mark o on o.kind = h.kind and o.value = h.value and o.person_no <> h.person_no
          where h.person_no = a.person_no and h.kind = 'address' and exists (
            select from distribution.commission c where c.buyer_no = o.person_no and c.distributor_no = a.distributor_no
          ) group by h.value
        ) as homes where hers
      ), 0) as at_home, coalesce((
        select max(people) from (
          select count(distinct o.person_no)::int as people
          from distribution.mark h join distribution.mark o on o.kind = h.kind and o.value = h.value
          where h.person_no = a.buyer_no and h.kind = 'device' and (o.person_no = a.person_no or exists (
            select from distribution.commission c where c.buyer_no = o.person_no and c.distributor_no = a.distributor_no
          )) group by h.value
        ) as phones
      ), 0) as on_phone
    from asked a
  `.execute(ctx.db);
  return new Map(rows.map(({ no, ...facts }) => [no, facts]));
}

/** Hold those that have to be looked at, and say which. */
export async function holdDoubtful(ctx: Ctx, rules: Rules, nos: readonly number[]): Promise<ReadonlySet<number>> {
  if (nos.length === 0) return new Set();
  const facts = await readFacts(ctx, nos);
  const held = [...facts].flatMap(([no, known]) => {
    const said = doubtsOf(rules, known);
    return said === null ? [] : [{ no, said }];
  });
  await sql`
    update distribution.commission c set held = h.said
    from jsonb_to_recordset(${JSON.stringify(held)}::jsonb) as h (no bigint, said jsonb)
    where h.no = c.no and c.judged_at is null and c.state = 'frozen'
  `.execute(ctx.db);
  return new Set(held.map(({ no }) => no));
}
