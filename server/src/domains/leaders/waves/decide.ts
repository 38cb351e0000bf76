import type { DomainError } from '../../../platform/errors.ts';
import { leaderErrors } from '../errors.ts';
import type { GoodRow } from './wave.ts';

export type Had = {
  readonly waveNo: number;
  readonly personNo: number;
  readonly skuId: string;
  readonly units: number;
};
type Ask = {
  readonly waveNo: number;
  readonly personNo: number;
  readonly pieces: readonly { readonly skuId: string; readonly quantity: number }[];
  /** As many of each as one may have; null: any. */
  readonly most: number | null;
  /** Why it is refused whatever is there. */
  readonly refusal: DomainError | null;
};

/** Who gets what, in the order in which they came: all that was asked for, or nothing. Null: it is hers. Pure. */
export function decideClaims(
  asks: readonly Ask[],
  { goods, had }: { readonly goods: readonly GoodRow[]; readonly had: readonly Had[] },
): readonly (DomainError | null)[] {
  const left = new Map(
    goods.map(({ waveNo, skuId, cap, sold }) => [`${waveNo} ${skuId}`, cap === null ? null : cap - sold]),
  );
  const hers = new Map(had.map(({ waveNo, personNo, skuId, units }) => [`${waveNo} ${personNo} ${skuId}`, units]));
  return asks.map(({ waveNo, personNo, pieces, most, refusal }) => {
    if (refusal !== null) return refusal;
    for (const { skuId, quantity } of pieces) {
      const there = left.get(`${waveNo} ${skuId}`);
      if (there === undefined) return leaderErrors.error('not_in_wave');
      if (there !== null && there < quantity)
        return there > 0 ? leaderErrors.error('wave_short', { left: there }) : leaderErrors.error('wave_sold_out');
      const has = hers.get(`${waveNo} ${personNo} ${skuId}`) ?? 0;
      if (most !== null && has + quantity > most) return leaderErrors.error('wave_most', { most, has });
    }
    for (const { skuId, quantity } of pieces) {
      const [of, mine] = [`${waveNo} ${skuId}`, `${waveNo} ${personNo} ${skuId}`];
      const there = left.get(of);
      if (there != null) left.set(of, there - quantity);
      hers.set(mine, (hers.get(mine) ?? 0) + quantity);
    }
    return null;
  });
}
