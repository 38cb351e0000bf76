import type { Ctx } from '../../../platform/ctx.ts';
import { queueMessages } from '../../messaging/index.ts';
import type { NodeOf } from '../definition.ts';
import { readInfos } from '../queries.ts';
import { type Move, type Plan, type Run, visitKey } from '../run.ts';

/** Ask for a message for everyone; what the holdout would have got is written down as held out. */
export async function sendMessage(
  ctx: Ctx,
  plan: Plan,
  node: NodeOf<'message'>,
  runs: readonly Run[],
): Promise<readonly Move[]> {
  const infos = await readInfos(
    ctx,
    runs.map((r) => r.id),
  );
  const because = { kind: 'journey', id: plan.journeyId, label: `旅程「${plan.name}」` };
  await queueMessages(
    ctx,
    runs.flatMap((run) => {
      const info = infos.get(run.id);
      if (!info) return [];
      return [
        {
          key: visitKey(run, node),
          memberId: info.memberId,
          personNo: run.personNo,
          templateKey: node.templateKey,
          channels: node.channels,
          variables: info.context,
          because,
          heldOut: !run.treated,
        },
      ];
    }),
  );
  return [{ runs, next: node.next }];
}
