import type { Ctx } from '../../platform/ctx.ts';
import { accounts, findMembers } from '../members/index.ts';
import type { Source } from './source.ts';

export type Member = { readonly id: string; readonly personNo: number };

/** The members whom these ids of users name, by what the shop says ids of this source are. */
export async function membersNamed(
  ctx: Ctx,
  { naming }: Pick<Source, 'naming'>,
  values: readonly string[],
): Promise<ReadonlyMap<string, Member>> {
  if (values.length === 0 || naming === 'nobody') return new Map();
  if (naming === 'unionid') return accounts.byUnionid(ctx, values);
  if (naming === 'member_id') return findMembers(ctx, values);
  const keys = new Map(values.map((value) => [value, accounts.keyOfPhone(ctx, value)]));
  const persons = await accounts.personsByPhone(ctx, [...keys.values()]);
  return new Map(
    [...keys].flatMap(([value, key]) => {
      const member = persons.get(key);
      return member ? [[value, member] as const] : [];
    }),
  );
}
