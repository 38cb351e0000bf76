import type { Ctx } from '../../../platform/ctx.ts';
import { tagMembers, untagMembers } from '../../members/index.ts';
import type { NodeOf } from '../definition.ts';
import { readInfos } from '../queries.ts';
import type { Move, Plan, Run } from '../run.ts';

/** Tag or untag everyone, in both arms: a tag is our own note and reaches nobody. */
export async function changeTag(
  ctx: Ctx,
  plan: Plan,
  node: NodeOf<'tag'>,
  runs: readonly Run[],
): Promise<readonly Move[]> {
  const infos = await readInfos(
    ctx,
    runs.map((r) => r.id),
  );
  const because = { kind: 'journey', id: plan.journeyId, label: `旅程「${plan.name}」` };
  const persons = runs.flatMap((run) => {
    const info = infos.get(run.id);
    return info ? [{ memberId: info.memberId, personNo: run.personNo }] : [];
  });
  if (node.remove) await untagMembers(ctx, persons, node.tag, because);
  else await tagMembers(ctx, persons, node.tag, 'journey', because);
  return [{ runs, next: node.next }];
}
