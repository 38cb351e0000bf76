import { named, words } from '@huoshui/contracts/words';
import { tagMembers, untagMembers } from '../tag.ts';
import type { BatchAct, BatchOutcome, BatchPart } from './batch-act.ts';

export const tagMany: BatchAct = {
  kind: 'tag',
  title: async (_ctx, { name = '' }) => named(words('打标签', 'Tag'), name),
  run: async (ctx, part) => {
    const fresh = await tagMembers(ctx, part.persons, part.what.name ?? '', 'operator', part.because);
    return outcomes(part, fresh, 'already');
  },
};

export const untagMany: BatchAct = {
  kind: 'untag',
  title: async (_ctx, { name = '' }) => named(words('移除标签', 'Remove the tag'), name),
  run: async (ctx, part) => {
    const gone = await untagMembers(ctx, part.persons, part.what.name ?? '', part.because);
    return outcomes(part, gone, 'absent');
  },
};

function outcomes({ persons }: BatchPart, touched: ReadonlySet<string>, others: BatchOutcome) {
  return new Map(
    persons.map(({ memberId, personNo }) => [personNo, touched.has(memberId) ? ('given' as const) : others]),
  );
}
