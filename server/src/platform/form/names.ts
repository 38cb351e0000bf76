import type { Picked } from '@huoshui/contracts/form';
import { bothOf, type Said, type Words, words } from '@huoshui/contracts/words';
import type { Ctx } from '../ctx.ts';
import type { Names } from './form.ts';

/**
 * A thing that forms pick. What has ended keeps its name, for those who picked it before, but nobody picks it anew. `note`
 * says beside the name how it stands: 已结束; of what has ended there is always one.
 */
export type PickName = { readonly name: Said; readonly ended: boolean; readonly note?: Words | null };
/** Names by id, set-wise; what is not in the answer does not exist (any more). A plain name has not ended. */
export type Pick = (ctx: Ctx, ids: readonly string[]) => Promise<ReadonlyMap<string, PickName | string>>;
export type Picks = Readonly<Partial<Record<Picked, Pick>>>;

/** Answers with a name, and says besides what has ended and what is to be known of it. */
export type FoundNames = Names & {
  readonly ended: (of: Picked, id: string) => boolean;
  readonly note: (of: Picked, id: string) => Words | null;
};
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
    const name: Names = (of, id) => {
      const found = one(of, id);
      return found && bothOf(found.name);
    };
    return Object.assign(name, {
      ended: (of: Picked, id: string) => one(of, id)?.ended ?? false,
      note: (of: Picked, id: string) => noteOf(one(of, id)),
    });
  };
}

function noteOf(found: PickName | null): Words | null {
  return found?.note ?? (found?.ended ? words('已停用', 'ended') : null);
}

type NamedRow = {
  readonly id: string;
  readonly name: Said;
  readonly ended?: boolean;
  readonly note?: Words | null;
};

/** The answer of a query that selects `id`, `name` and `ended`. */
export function pickNames(rows: readonly NamedRow[]): ReadonlyMap<string, PickName> {
  return new Map(rows.map(({ id, name, ended = false, note = null }) => [id, { name, ended, note }]));
}
