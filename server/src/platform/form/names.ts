import type { Picked } from '@huoshui/contracts/form';
import type { Ctx } from '../ctx.ts';
import type { Names } from './form.ts';

/** A thing that forms pick. What has ended keeps its name, for those who picked it before, but nobody picks it anew. */
export type PickName = { readonly name: string; readonly ended: boolean };
/** Names by id, set-wise; what is not in the answer does not exist (any more). A plain name has not ended. */
export type Pick = (ctx: Ctx, ids: readonly string[]) => Promise<ReadonlyMap<string, PickName | string>>;
export type Picks = Readonly<Partial<Record<Picked, Pick>>>;

/** Answers with a name, and says besides what has ended. */
export type FoundNames = Names & { readonly ended: (of: Picked, id: string) => boolean };
/** Looks up the names of picked ids, those of one kind by one question. */
export type FindNames = (
  ctx: Ctx,
  picked: readonly { readonly of: Picked; readonly id: string }[],
) => Promise<FoundNames>;

/** Joins what the domains answer for. What no domain owns has no names, so it cannot be picked. */
export function findNames(domains: readonly { readonly picks?: Picks }[]): FindNames {
  const owned: Picks = Object.assign({}, ...domains.map(({ picks }) => picks ?? {}));
  return async (ctx, picked) => {
    const known = new Map<Picked, ReadonlyMap<string, PickName | string>>();
    for (const kind of new Set(picked.map(({ of }) => of))) {
      const ids = new Set(picked.filter(({ of }) => of === kind).map(({ id }) => id));
      known.set(kind, (await owned[kind]?.(ctx, [...ids])) ?? new Map());
    }
    const one = (of: Picked, id: string): PickName | null => {
      const found = known.get(of)?.get(id);
      return typeof found === 'string' ? { name: found, ended: false } : (found ?? null);
    };
    return Object.assign((of: Picked, id: string) => one(of, id)?.name ?? null, {
      ended: (of: Picked, id: string) => one(of, id)?.ended ?? false,
    });
  };
}

/** The answer of a query that selects `id`, `name` and `ended`. */
export function pickNames(
  rows: readonly { readonly id: string; readonly name: string; readonly ended?: boolean }[],
): ReadonlyMap<string, PickName> {
  return new Map(rows.map(({ id, name, ended = false }) => [id, { name, ended }]));
}
