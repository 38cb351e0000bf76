import { type Words, words } from '@huoshui/contracts/words';
import type { Ctx } from '../../platform/ctx.ts';
import type { Names } from '../../platform/form/form.ts';

/** Who may take a coupon herself, or exchange a code for it; null: everybody. Whoever gives one chooses whom by other means. */
export type CouponAudience =
  | { readonly kind: 'newcomers' | 'returning' }
  | { readonly kind: 'levels'; readonly ids: readonly string[] };

type Question<Values> = {
  holds(ctx: Ctx, values: Values, personNos: readonly number[], asOf: Date): Promise<ReadonlySet<number>>;
};

/** Conditions of other domains, by which it is known: orders that count, and the level somebody has. */
export type AudiencePort = {
  readonly bought: Question<{ readonly atLeast: number; readonly days: number | null }>;
  readonly level: Question<{ readonly levels: readonly string[] }>;
};

/** Of which of these audiences each of these persons is; each is asked once for all of them. */
export async function audiencesOf(
  ctx: Ctx,
  { bought, level }: AudiencePort,
  personNos: readonly number[],
  asked: readonly (CouponAudience | null)[],
): Promise<(personNo: number, audience: CouponAudience | null) => boolean> {
  const levels = [...new Set(asked.flatMap((one) => (one?.kind === 'levels' ? one.ids : [])))];
  const buyers = asked.some((one) => one !== null && one.kind !== 'levels');
  const [haveBought, ofLevel] = await Promise.all([
    buyers ? bought.holds(ctx, { atLeast: 1, days: null }, personNos, ctx.now()) : nobody,
    Promise.all(
      levels.map(async (id) => [id, await level.holds(ctx, { levels: [id] }, personNos, ctx.now())] as const),
    ),
  ]);
  const byLevel = new Map(ofLevel);
  return (personNo, audience) => {
    if (audience === null) return true;
    if (audience.kind === 'levels') return audience.ids.some((id) => byLevel.get(id)?.has(personNo));
    return haveBought.has(personNo) === (audience.kind === 'returning');
  };
}

const nobody: ReadonlySet<number> = new Set();

/** `仅限新客`; the names of levels are known where they can be asked for. */
export function audienceWords(audience: CouponAudience, names: Names = () => null): Words {
  if (audience.kind === 'newcomers') return words('仅限没下过单的新客', 'for newcomers who have not ordered');
  if (audience.kind !== 'levels') return words('仅限下过单的老客', 'for those who have ordered before');
  const all = audience.ids.flatMap((id) => names('level', id) ?? []);
  if (all.length === 0) return words('仅限指定等级会员', 'for members of certain levels');
  return words(`仅限${all.map(({ zh }) => zh).join('、')}`, `for ${all.map(({ en }) => en).join(', ')}`);
}
