import { audienceContract } from '@huoshui/contracts/audiences';
import { initialValues } from '@huoshui/contracts/form-values';
import { segmentContract } from '@huoshui/contracts/segments';
import { valuesOf } from '@huoshui/contracts/words';
import { conditionAbout } from '@huoshui/contracts/words/audiences';
import { heavy } from '../../platform/http/heavy.ts';
import { type Route, route } from '../../platform/routes.ts';
import type { ConditionKit } from './conditions/compose.ts';
import { estimate, sample } from './segments/estimate.ts';

export function conditionRoutes(kit: ConditionKit): readonly Route[] {
  return [
    route(audienceContract, 'GET /api/admin/conditions', { can: 'audiences.read' }, async () => ({
      items: inOrder(kit).map(({ kind, about, words, form }) => ({
        kind,
        about: { key: about, words: conditionAbout[about] },
        words,
        fields: form.fields,
        initial: initialValues(form.fields),
      })),
    })),
    ...[
      route(
        segmentContract,
        'POST /api/admin/conditions/estimate',
        { can: 'audiences.read', onlyReads: true },
        async (ctx, { body }) => estimate(ctx, kit, body),
      ),
      route(
        segmentContract,
        'POST /api/admin/conditions/sample',
        { can: 'members.read', onlyReads: true },
        async (ctx, { body }) => sample(ctx, kit, body.condition),
      ),
    ].map(heavy),
  ];
}

/** Those about the same thing beside one another, as they are offered. */
function inOrder({ kinds }: ConditionKit) {
  return valuesOf(conditionAbout).flatMap((about) => kinds.filter((kind) => kind.about === about));
}
