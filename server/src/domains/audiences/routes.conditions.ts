import { audienceContract } from '@huoshui/contracts/audiences';
import { initialValues } from '@huoshui/contracts/form-values';
import { countPersons } from '../../platform/event-store/person-set.ts';
import { type Route, route } from '../../platform/routes.ts';
import type { ConditionKit } from './conditions/compose.ts';

export function conditionRoutes(kit: ConditionKit): readonly Route[] {
  return [
    route(audienceContract, 'GET /api/admin/conditions', { can: 'audiences.read' }, async () => ({
      items: kit.kinds.map(({ kind, words, form }) => ({
        kind,
        words,
        fields: form.fields,
        initial: initialValues(form.fields),
      })),
    })),
    route(
      audienceContract,
      'POST /api/admin/conditions/estimate',
      { can: 'audiences.read', onlyReads: true },
      async (ctx, { body }) => {
        const { problems, sentence } = await kit.preview(ctx, body.condition);
        const told = { problems: problems.map((problem) => ({ ...problem })), sentence };
        if (problems.length > 0) return { ...told, members: null };
        const condition = await kit.read(ctx, body.condition);
        return { ...told, members: await countPersons(ctx, await kit.personsOf(ctx, condition, ctx.now())) };
      },
    ),
  ];
}
