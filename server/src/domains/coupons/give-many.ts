import { named, words } from '@huoshui/contracts/words';
import type { Ctx } from '../../platform/ctx.ts';
import { type BenefitKinds, grant } from '../benefits/index.ts';
import type { BatchAct, BatchOutcome, BatchPart } from '../members/index.ts';
import { readTemplate } from './change-template.ts';
import { couponErrors } from './errors.ts';
import { noteOf } from './template.ts';
import { countHeld } from './wallet-queries.ts';

/** One coupon each, through the ledger: its total and what one may have are guarded there, as on every path. */
export const giveMany = (kinds: BenefitKinds): BatchAct => ({
  kind: 'coupon',

  title: async (ctx, { templateId = '' }) => {
    const template = await readTemplate(ctx, templateId);
    if (noteOf(template, ctx.now()) !== null) throw couponErrors.error('not_grantable', { id: templateId });
    return named(words('发放优惠券', 'Give the coupon'), template.name);
  },

  run: async (ctx, part) => {
    const { batchId, persons, because, what } = part;
    const { templateId = '', said } = what;
    const outcomes = await grant(ctx, kinds, {
      grants: persons.map(({ memberId, personNo }) => ({
        memberId,
        personNo,
        package: [{ kind: 'coupon', templateId }],
        because: { ...because, said: said || undefined },
        key: `batch:${batchId}:${personNo}`,
      })),
    });
    const refused = persons.filter((_, at) => outcomes[at]?.outcome === 'unavailable');
    const why = await reasons(ctx, templateId, refused);
    return new Map(
      persons.map(({ personNo }, at): [number, BatchOutcome] => {
        const outcome = outcomes[at]?.outcome;
        if (outcome === 'granted') return [personNo, 'given'];
        return [personNo, outcome === 'repeated' ? 'merged' : (why.get(personNo) ?? 'ended')];
      }),
    );
  },
});

/** Why these got none: the coupon is over, she has as many as one may have, or there are none left. */
async function reasons(
  ctx: Ctx,
  templateId: string,
  refused: BatchPart['persons'],
): Promise<ReadonlyMap<number, BatchOutcome>> {
  if (refused.length === 0) return new Map();
  const template = await readTemplate(ctx, templateId);
  const held = await countHeld(
    ctx,
    refused.map(({ memberId }) => ({ memberId, templateId })),
  );
  const hers = ({ memberId }: BatchPart['persons'][number]): BatchOutcome => {
    if (held.of(memberId, templateId) >= template.perMember) return 'limit';
    return template.total !== null && template.issued >= template.total ? 'sold_out' : 'ended';
  };
  return new Map(refused.map((person) => [person.personNo, hers(person)]));
}
