import { isDeepStrictEqual } from 'node:util';
import type { RouteIn, RouteOut } from '@huoshui/contracts/contract';
import type { experimentContract } from '@huoshui/contracts/experiments';
import type { Draft } from '@huoshui/contracts/form';
import { isShown } from '@huoshui/contracts/form-values';
import { joinWords, type Words, words } from '@huoshui/contracts/words';
import { experimentSubject } from '@huoshui/contracts/words/experiments';
import type { Ctx } from '../../platform/ctx.ts';
import { decodeCursor, toPage } from '../../platform/cursor.ts';
import { pickedByForm } from '../../platform/form/check.ts';
import type { Form } from '../../platform/form/form.ts';
import type { FoundNames } from '../../platform/form/names.ts';
import { sayValue } from '../../platform/form/say-value.ts';
import { armsOf, type ExperimentRow } from './experiment.ts';
import { experimentForm } from './experiment-form.ts';
import { countRows, listRows, mustFind } from './queries.ts';
import { mustFindTested, type SubjectKind, type Subjects, type Tested } from './subject.ts';

type Shape = (typeof experimentContract)['GET /api/admin/experiments'];
export type ExperimentView = Omit<RouteOut<Shape>['items'][number], 'revision'>;

/** Throws `experiments.not_found`. */
export async function readExperiment(ctx: Ctx, subjects: Subjects, id: string): Promise<ExperimentView> {
  const row = await mustFind(ctx, id);
  const [view] = await presentAll(ctx, subjects, [row]);
  if (view === undefined) throw new Error('an experiment was left without its view');
  if (row.state === 'ended') return view;
  const unseen = await subjects(row.subjectKind).unseen(ctx, row.subjectId, row.stands);
  return { ...view, trouble: unseen ?? view.trouble };
}

/** What is wrong with the thing itself is said on the page of each. */
export async function listExperiments(ctx: Ctx, subjects: Subjects, query: RouteIn<Shape>['query']) {
  const limit = query.limit ?? 20;
  const after = Number(decodeCursor(query.cursor, ['int'])?.[0] ?? 0) || null;
  const ask = { q: query.q?.trim() ?? '', state: query.state ?? null };
  const rows = await listRows(ctx, { ...ask, after, limit: limit + 1 });
  const views = new Map((await presentAll(ctx, subjects, rows)).map((view) => [view.id, view]));
  const { items, nextCursor } = toPage(
    rows,
    limit,
    ({ no }) => [no],
    ({ id }) => id,
  );
  const page = { items: items.flatMap((id) => views.get(id) ?? []), nextCursor };
  return after === null ? { ...page, ...(await countRows(ctx, ask)) } : page;
}

type SubjectShape = (typeof experimentContract)['GET /api/admin/experiment-subject'];

/** A thing that may be tested. Throws `experiments.no_subject`. */
export async function readSubject(
  ctx: Ctx,
  subjects: Subjects,
  { kind, id }: RouteIn<SubjectShape>['query'],
): Promise<RouteOut<SubjectShape>> {
  const subject = subjects(kind);
  const { name, to, form, stands } = await mustFindTested(ctx, subject, id);
  return {
    ...{ kind, id, name, to, fields: form.fields, stands: { ...stands } },
    metrics: [...subject.metrics],
    unseen: await subject.unseen(ctx, id, null),
  };
}

/** What they are about, kind by kind, and all that was picked in them are each asked once. */
async function presentAll(ctx: Ctx, subjects: Subjects, rows: readonly ExperimentRow[]): Promise<ExperimentView[]> {
  const kinds = [...new Set(rows.map(({ subjectKind }) => subjectKind))];
  const known = new Map<SubjectKind, ReadonlyMap<string, Tested>>();
  for (const kind of kinds) {
    const ids = rows.filter(({ subjectKind }) => subjectKind === kind).map(({ subjectId }) => subjectId);
    known.set(kind, await subjects(kind).find(ctx, ids));
  }
  const testedBy = ({ subjectKind, subjectId }: ExperimentRow) => known.get(subjectKind)?.get(subjectId);
  const names = await ctx.names(
    ctx,
    rows.flatMap((row) => {
      const form = testedBy(row)?.form;
      return form === undefined ? [] : row.versions.flatMap((version) => pickedByForm(form, version));
    }),
  );
  return rows.map((row) => presentOne(row, testedBy(row), names));
}

function presentOne(row: ExperimentRow, tested: Tested | undefined, names: FoundNames): ExperimentView {
  const { id, name, state, values, winner, learnt, gone, startedAt, endedAt, createdAt } = row;
  const kind = row.subjectKind;
  const called = tested?.name ?? experimentSubject[kind];
  const stood = row.stands ?? tested?.stands ?? {};
  const { zh, en } = experimentForm.sentence(values, names);
  return {
    ...{ id, name, state, values, winner, learnt, gone },
    versions: row.versions.map((version) => ({ ...version })),
    trouble: state === 'ended' || tested === undefined ? null : overOf(row, tested.form, names),
    sentence: words(`${called.zh}：${zh}`, `${called.en}: ${en}`),
    subject: { kind, id: row.subjectId, name: called, to: tested?.to ?? '' },
    arms: armsOf(row).map(({ name, share, version }) => ({
      ...{ name, share },
      differs:
        version === null || tested === undefined
          ? words('不变', 'nothing is changed')
          : differsOf(tested.form, stood, version, names),
    })),
    startedAt: startedAt?.toISOString() ?? null,
    endedAt: endedAt?.toISOString() ?? null,
    createdAt: createdAt.toISOString(),
  };
}

/** What a version has otherwise than the thing as it stood, as an operator would say it. */
function differsOf({ fields }: Form, stood: Draft, version: Draft, names: FoundNames): Words {
  const parts = fields.flatMap((field) => {
    const value = version[field.key] ?? null;
    if (isDeepStrictEqual(value, stood[field.key] ?? null) || !isShown(field, fields, version)) return [];
    const said = sayValue(field, value, names) ?? words('不填', 'nothing');
    return [words(`${field.label.zh}「${said.zh}」`, `${field.label.en.toLowerCase()} “${said.en}”`)];
  });
  return joinWords(parts, words('，', ', '));
}

/** What an arm picked and is over loses its people, and the arms are no more alike. */
function overOf({ values, versions }: ExperimentRow, form: Form, names: FoundNames): Words | null {
  for (const [at, version] of versions.entries())
    for (const { of, id } of pickedByForm(form, version)) {
      if (names(of, id) !== null && !names.ended(of, id)) continue;
      const what = names(of, id) ?? words('选的内容', 'what was chosen');
      const arm = values.arms[at]?.name ?? '';
      return words(
        `版本「${arm}」里的「${what.zh}」已经结束，还没看过的人不再进入实验`,
        `“${what.en}” of the arm “${arm}” is over: who has not seen it yet does not come into it any more`,
      );
    }
  return null;
}
