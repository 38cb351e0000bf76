import { words } from '@huoshui/contracts/words';
import { form } from '../../../platform/form/form.ts';
import { findCallable } from '../call-in.ts';
import { enter } from '../enter.ts';
import type { Kit } from '../kit.ts';
import { readInfos } from '../queries.ts';
import { step } from '../step.ts';
import { next } from '../ways.ts';

/** How many journeys may hand one person on without anything of hers in between: journeys that lead to one another go round in a circle. */
const MOST_HOPS = 5;

/**
 * Brings her into another journey, which draws its own holdout; who is held out of this one stays out of that one. Where it is not
 * running, or its re-entry rule does not take her, she just goes on here.
 */
export const goTo = (kit: () => Kit) =>
  step({
    kind: 'go_to',
    words: words('进入另一个旅程', 'Enter another journey'),
    group: 'end',
    form: form({
      fields: [
        {
          key: 'journey',
          label: words('哪个旅程', 'Which journey'),
          hint: words('它要由「接口或别的旅程」带入', 'One that begins by being called by another'),
          kind: 'picker',
          of: 'journey',
        },
      ],
      sentence: ({ journey }, names) => {
        const name = names('journey', journey);
        return words(`进入旅程「${name?.zh ?? '…'}」`, `Enter the journey “${name?.en ?? '…'}”`);
      },
    }),
    ways: [next],
    reaches: () => ({}),
    async run(ctx, plan, node, runs) {
      const all = [{ runs, way: 'next' }];
      const target = await findCallable(ctx, kit(), node.values.journey);
      if (!target || target.journeyNo === plan.journeyNo) return all;
      const infos = await readInfos(ctx, runs);
      const entrants = runs.flatMap((run) => {
        const info = infos.get(run.id);
        const hops = Number(info?.context.hops ?? 0) + 1;
        if (!info || hops > MOST_HOPS) return [];
        return [
          {
            personNo: run.personNo,
            memberId: info.memberId,
            entryKey: `from:${run.id}:${run.visit}`,
            because: words(`从旅程「${plan.name}」进入`, `From the journey “${plan.name}”`),
            context: { ...info.context, hops: String(hops) },
            at: ctx.now(),
          },
        ];
      });
      await enter(ctx, kit(), target, entrants, target.paused);
      return all;
    },
  });
