import { experimentContract as contract } from '@huoshui/contracts/experiments';
import { named, type Words, words } from '@huoshui/contracts/words';
import { type Route, route } from '../../platform/routes.ts';
import { changeExperiment, createExperiment, endExperiment, startExperiment } from './change-experiment.ts';
import { planExperiment } from './plan.ts';
import { listExperiments, readExperiment, readSubject } from './present.ts';
import { readExperimentNow } from './reading/read-experiment.ts';
import type { Subjects } from './subject.ts';

const READ = { can: 'placements.read' } as const;
const WRITE = { can: 'placements.write' } as const;
const note = (deed: Words) => (_input: unknown, experiment: { readonly name: string }) => ({
  summary: named(deed, experiment.name),
});

export function adminRoutes(subjects: Subjects): readonly Route[] {
  return [
    route(contract, 'GET /api/admin/experiments', READ, async (ctx, { query }) =>
      listExperiments(ctx, subjects, query),
    ),
    route(contract, 'GET /api/admin/experiments/:id', READ, async (ctx, { params }) =>
      readExperiment(ctx, subjects, params.id),
    ),
    route(contract, 'GET /api/admin/experiments/:id/reading', READ, async (ctx, { params }) =>
      readExperimentNow(ctx, subjects, params.id),
    ),
    route(contract, 'GET /api/admin/experiment-subject', READ, async (ctx, { query }) =>
      readSubject(ctx, subjects, query),
    ),
    route(contract, 'POST /api/admin/experiments/plan', { ...READ, onlyReads: true }, async (ctx, { body }) =>
      planExperiment(ctx, subjects, body),
    ),
    route(
      contract,
      'POST /api/admin/experiments',
      { ...WRITE, idempotent: true, audit: note(words('新建实验', 'Created the experiment')) },
      async (ctx, { body }) => createExperiment(ctx, subjects, body),
    ),
    route(
      contract,
      'PUT /api/admin/experiments/:id',
      { ...WRITE, audit: note(words('修改实验', 'Changed the experiment')) },
      async (ctx, { params, body }) => changeExperiment(ctx, subjects, params.id, body),
    ),
    route(
      contract,
      'POST /api/admin/experiments/:id/start',
      { ...WRITE, audit: note(words('开始实验', 'Began the experiment')) },
      async (ctx, { params }) => startExperiment(ctx, subjects, params.id),
    ),
    route(
      contract,
      'POST /api/admin/experiments/:id/end',
      {
        ...WRITE,
        audit: (_input, { name, winner, arms, subject }) => {
          const arm = winner === null ? undefined : arms[winner];
          const ended = named(words('结束实验', 'Ended the experiment'), name);
          return {
            summary:
              winner && arm
                ? words(
                    `${ended.zh}，${subject.name.zh}采用版本「${arm.name.zh}」（${arm.differs.zh}）`,
                    `${ended.en}: ${subject.name.en} takes over “${arm.name.en}” (${arm.differs.en})`,
                  )
                : ended,
          };
        },
      },
      async (ctx, { params, body }) => endExperiment(ctx, subjects, params.id, body),
    ),
  ];
}
