import type { Ctx } from '../../../platform/ctx.ts';
import { type BenefitItem, type BenefitKinds, benefitItem } from '../benefit-kind.ts';
import { findPackages } from './queries.ts';

type Asked = { readonly package: readonly BenefitItem[]; readonly budgetId?: string | null | undefined };

/** `of`: of each piece the package that it came in; null for one that was asked for by itself. */
export type Unpacked<Request extends Asked> = Request & { readonly of: readonly (string | null)[] };

/**
 * Packages among what is asked for become their pieces, paid for by the budget of the package where the request names none.
 * One that has ended or is unknown has no pieces.
 */
export async function unpack<Request extends Asked>(
  ctx: Ctx,
  kinds: BenefitKinds,
  requests: readonly Request[],
): Promise<readonly Unpacked<Request>[]> {
  const ids = requests.flatMap((request) => request.package.flatMap((item) => idOf(item) ?? []));
  const found = await findPackages(ctx, ids);
  return requests.map((request) => {
    const pieces = request.package.flatMap((item): { item: BenefitItem; of: string | null }[] => {
      const id = idOf(item);
      if (id === null) return [{ item, of: null }];
      const row = found.get(id);
      return row === undefined || row.ended
        ? []
        : row.benefits.map((benefit) => ({ item: benefitItem(kinds, benefit), of: id }));
    });
    const own = pieces.flatMap(({ of }) => (of === null ? [] : (found.get(of)?.budgetId ?? [])))[0];
    return {
      ...request,
      package: pieces.map(({ item }) => item),
      budgetId: request.budgetId ?? own ?? null,
      of: pieces.map(({ of }) => of),
    };
  });
}

function idOf({ kind, packageId }: BenefitItem): string | null {
  return kind === 'package' ? String(packageId ?? '') : null;
}
