import type { RouteIn, RouteOut } from '@huoshui/contracts/contract';
import type { experimentContract } from '@huoshui/contracts/experiments';
import { type Words, words } from '@huoshui/contracts/words';
import type { Ctx } from '../../platform/ctx.ts';
import { decodeCursor, toPage } from '../../platform/cursor.ts';
import { pickedByForm } from '../../platform/form/check.ts';
import type { FoundNames } from '../../platform/form/names.ts';
import { armsOf, type ExperimentRow } from './experiment.ts';
import { differsOf, experimentForm } from './experiment-form.ts';
import { countRows, listRows, mustFind } from './queries.ts';
import type { ExperimentTarget } from './target.ts';

type Shape = (typeof experimentContract)['GET /api/admin/experiments'];
export type ExperimentView = Omit<RouteOut<Shape>['items'][number], 'revision'>;

/** Throws `experiments.not_found`. */
export async function readExperiment(ctx: Ctx, target: ExperimentTarget, id: string): Promise<ExperimentView> {
  const row = await mustFind(ctx, id);
  const names = await ctx.names(ctx, pickedByForm(experimentForm, row.values));
  const unseen = row.state === 'ended' ? null : await target.unseen(ctx, row.placementId);
  return presentOne(row, names, unseen ?? goneOf(row, names));
}

/** What is wrong with the thing itself is said on the page of each. */
export async function listExperiments(ctx: Ctx, query: RouteIn<Shape>['query']) {
  const limit = query.limit ?? 20;
  const after = Number(decodeCursor(query.cursor, ['int'])?.[0] ?? 0) || null;
  const ask = { q: query.q?.trim() ?? '', state: query.state ?? null };
  const rows = await listRows(ctx, { ...ask, after, limit: limit + 1 });
  const names = await ctx.names(
    ctx,
    rows.flatMap(({ values }) => pickedByForm(experimentForm, values)),
  );
  const page = toPage(
    rows,
    limit,
    ({ no }) => [no],
    (row) => presentOne(row, names, goneOf(row, names)),
  );
  return after === null ? { ...page, ...(await countRows(ctx, ask)) } : page;
}

function presentOne(row: ExperimentRow, names: FoundNames, trouble: Words | null): ExperimentView {
  const { id, name, state, values, placementId, winner, learnt, startedAt, endedAt, createdAt } = row;
  const placement = names('placement', placementId)?.zh ?? '';
  return {
    ...{ id, name, state, values, winner, learnt, trouble },
    sentence: experimentForm.sentence(values, names),
    placement: { id: placementId, name: placement },
    arms: armsOf(values).map(({ name, share, patch }) => ({
      ...{ name, share },
      differs: patch === null ? words('不变', 'nothing is changed') : differsOf(patch, names),
    })),
    startedAt: startedAt?.toISOString() ?? null,
    endedAt: endedAt?.toISOString() ?? null,
    createdAt: createdAt.toISOString(),
  };
}

/** A coupon of an arm that is over loses its people, and the arms are no more alike. */
function goneOf({ state, values }: ExperimentRow, names: FoundNames): Words | null {
  if (state === 'ended') return null;
  const over = values.arms.find(
    ({ coupon }) => coupon !== null && (names('coupon', coupon) === null || names.ended('coupon', coupon)),
  );
  return over === undefined
    ? null
    : words(
        `版本「${over.name}」的券已经结束，现在没有人会看到这个弹窗或资源位`,
        `The coupon of “${over.name}” is over: nobody is shown this any more`,
      );
}
