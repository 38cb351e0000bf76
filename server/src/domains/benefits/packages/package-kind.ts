import { words } from '@huoshui/contracts/words';
import type { Ctx } from '../../../platform/ctx.ts';
import { type BenefitKind, type BenefitKinds, benefitItem, type Offered } from '../benefit-kind.ts';
import { findPackages, type PackageRow } from './queries.ts';

/**
 * A package (礼包) as a benefit: whatever may give a benefit may give one. It is unpacked before anything is given, so the
 * ledger has its pieces, each with its own cost and state.
 */
export function packageKind(kinds: () => BenefitKinds): BenefitKind {
  return {
    name: 'package',
    itemOf: (packageId) => ({ kind: 'package', packageId }),
    async names(ctx, ids) {
      const rows = await findPackages(ctx, ids);
      return new Map(
        [...rows].map(([id, { name, ended }]) => [id, { name, ended, note: ended ? words('已停用', 'ended') : null }]),
      );
    },
    async cost(ctx, items) {
      const rows = await findPackages(
        ctx,
        items.map(({ packageId }) => String(packageId ?? '')),
      );
      return Promise.all(
        items.map(async ({ packageId }) => {
          const row = rows.get(String(packageId ?? ''));
          return row === undefined || row.ended ? null : worthOf(ctx, kinds(), row);
        }),
      );
    },
    grant: unpacked,
    revoke: unpacked,
  };
}

async function unpacked(): Promise<never> {
  throw new Error('a package is unpacked before it is given: nothing is given, or taken back, as one');
}

/** All of it together; null where none of its pieces can be given now. */
export async function worthOf(
  ctx: Ctx,
  kinds: BenefitKinds,
  { name, benefits }: Pick<PackageRow, 'name' | 'benefits'>,
): Promise<Offered | null> {
  const offers: (Offered | null)[] = [];
  for (const benefit of benefits) {
    const item = benefitItem(kinds, benefit);
    offers.push((await kinds.get(item.kind)?.cost(ctx, [item]))?.[0] ?? null);
  }
  const pieces = offers.flatMap((offer) => offer ?? []);
  if (pieces.length === 0) return null;
  const lefts = pieces.flatMap(({ left }) => left ?? []);
  const ends = pieces.flatMap(({ validTo }) => validTo?.getTime() ?? []);
  return {
    label: name,
    cost: pieces.reduce((sum, { cost }) => sum + cost, 0),
    most: pieces.reduce<number | null>((sum, { most }) => (sum === null || most === null ? null : sum + most), 0),
    left: lefts.length === 0 ? null : Math.min(...lefts),
    sentence: pieces.map(({ sentence, label }) => sentence ?? label).join(' + '),
    validTo: ends.length === 0 ? undefined : new Date(Math.min(...ends)),
    once: pieces.flatMap(({ once }) => once ?? []),
  };
}
