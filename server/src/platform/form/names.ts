import type { Picked } from '@huoshui/contracts/form';
import type { Ctx } from '../ctx.ts';
import type { Names } from './form.ts';

/** Names of things that forms pick, by the domain that owns them; an id that is not in the answer cannot be picked. */
export type Pick = (ctx: Ctx, ids: readonly string[]) => Promise<ReadonlyMap<string, string>>;
export type Picks = Readonly<Partial<Record<Picked, Pick>>>;

/** Looks up the names of picked ids, those of one kind by one question. */
export type FindNames = (ctx: Ctx, picked: readonly { readonly of: Picked; readonly id: string }[]) => Promise<Names>;

/** Joins what the domains answer for. What no domain owns has no names, so it cannot be picked. */
export function findNames(domains: readonly { readonly picks?: Picks }[]): FindNames {
  const owned: Picks = Object.assign({}, ...domains.map(({ picks }) => picks ?? {}));
  return async (ctx, picked) => {
    const known = new Map<Picked, ReadonlyMap<string, string>>();
    for (const kind of new Set(picked.map(({ of }) => of))) {
      const ids = new Set(picked.filter(({ of }) => of === kind).map(({ id }) => id));
      known.set(kind, (await owned[kind]?.(ctx, [...ids])) ?? new Map());
    }
    return (of, id) => known.get(of)?.get(id) ?? null;
  };
}
