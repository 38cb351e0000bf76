import type { Draft } from '@huoshui/contracts/form';
import type { Package } from '@huoshui/contracts/packages';
import { words } from '@huoshui/contracts/words';
import type { Static } from '@sinclair/typebox';
import type { Ctx } from '../../../platform/ctx.ts';
import { decodeCursor, toPage } from '../../../platform/cursor.ts';
import { badForm, readForm } from '../../../platform/form/read.ts';
import { newId } from '../../../platform/ids.ts';
import { formatYuan } from '../../../platform/money.ts';
import type { BenefitKinds } from '../benefit-kind.ts';
import { benefitErrors } from '../errors.ts';
import { packageForm } from './package-form.ts';
import { worthOf } from './package-kind.ts';
import {
  countPackages,
  endPackage,
  findPackages,
  insertPackage,
  listPackageRows,
  type PackageRow,
  type PackageTerms,
  readFigures,
  updatePackage,
} from './queries.ts';

type PackageView = Static<typeof Package>;

/** Throws `platform.bad_form`, also where it may cost a person more than was said, or nothing bounds what a budget would pay. */
export async function createPackage(ctx: Ctx, kinds: BenefitKinds, draft: Draft): Promise<PackageView> {
  const id = newId('pkg');
  await insertPackage(ctx, id, await readTerms(ctx, kinds, draft, {}));
  return readPackage(ctx, kinds, id);
}

/** What was given stays as it was given. Throws `benefits.package_not_found`, and as creating does. */
export async function changePackage(ctx: Ctx, kinds: BenefitKinds, id: string, draft: Draft): Promise<PackageView> {
  const before = await mustFind(ctx, id);
  await updatePackage(ctx, id, await readTerms(ctx, kinds, draft, valuesOf(before)));
  return readPackage(ctx, kinds, id);
}

/** Whoever would give it gives nothing while it has ended. */
export async function setPackageEnded(ctx: Ctx, kinds: BenefitKinds, id: string, ended: boolean): Promise<PackageView> {
  await mustFind(ctx, id);
  await endPackage(ctx, id, ended);
  return readPackage(ctx, kinds, id);
}

/** Throws `benefits.package_not_found`. */
export async function readPackage(ctx: Ctx, kinds: BenefitKinds, id: string): Promise<PackageView> {
  const [view] = await present(ctx, kinds, [await mustFind(ctx, id)]);
  if (view === undefined) throw benefitErrors.error('package_not_found', { id });
  return view;
}

type PackageQuery = {
  readonly q?: string | undefined;
  readonly cursor?: string | undefined;
  readonly limit?: number | undefined;
};

export async function listPackages(ctx: Ctx, kinds: BenefitKinds, query: PackageQuery) {
  const limit = query.limit ?? 20;
  const after = decodeCursor(query.cursor, ['text'])?.[0] ?? null;
  const which = { q: query.q?.trim() || null };
  const rows = await listPackageRows(ctx, { ...which, after, limit: limit + 1 });
  const { items, nextCursor } = toPage(
    rows,
    limit,
    ({ id }) => [id],
    (row) => row,
  );
  const page = { items: await present(ctx, kinds, items), nextCursor };
  return after === null ? { ...page, ...(await countPackages(ctx, which)) } : page;
}

async function readTerms(ctx: Ctx, kinds: BenefitKinds, draft: Draft, stored: Draft): Promise<PackageTerms> {
  const values = await readForm(ctx, packageForm, draft, { stored });
  const { name, budget, mostEach } = values;
  const benefits = values.benefits.map(({ benefit }) => benefit);
  const most = (await worthOf(ctx, kinds, { name, benefits }))?.most ?? null;
  if (most === null && (budget !== null || mostEach !== null)) {
    const told = words(
      '里面有不封顶的权益，说不出最多花多少',
      'Something in it has no cap: nobody can say what it may cost',
    );
    throw badForm([{ at: budget === null ? 'mostEach' : 'budget', words: told }]);
  }
  if (mostEach !== null && most !== null && most > mostEach) {
    const told = words(`整包最多要 ${formatYuan(most)} 元`, `All of it may cost ¥${formatYuan(most)}`);
    throw badForm([{ at: 'mostEach', words: told }]);
  }
  return { name, benefits, budgetId: budget, mostEach };
}

async function mustFind(ctx: Ctx, id: string): Promise<PackageRow> {
  const row = (await findPackages(ctx, [id])).get(id);
  if (row === undefined) throw benefitErrors.error('package_not_found', { id });
  return row;
}

async function present(ctx: Ctx, kinds: BenefitKinds, rows: readonly PackageRow[]): Promise<PackageView[]> {
  const figures = await readFigures(
    ctx,
    rows.map(({ id }) => id),
  );
  const names = await ctx.names(
    ctx,
    rows.flatMap(({ benefits }) => benefits.map((id) => ({ of: 'benefit' as const, id }))),
  );
  return Promise.all(
    rows.map(async (row) => {
      const { id, name, budgetName, mostEach, ended, createdAt } = row;
      const worth = await worthOf(ctx, kinds, row);
      const { persons = 0, bound = 0, spent = 0, ordered = 0 } = figures.get(id) ?? {};
      const terms = { ...row, benefits: row.benefits.map((benefit) => ({ benefit })), budget: row.budgetId };
      return {
        id,
        name,
        sentence: packageForm.sentence(terms, names),
        values: valuesOf(row),
        budgetName,
        mostEach,
        expectedEach: worth?.cost ?? 0,
        atMostEach: worth === null ? 0 : worth.most,
        state: ended ? 'ended' : worth === null ? 'empty' : 'active',
        persons,
        bound,
        spent,
        ordered,
        costEach: ordered === 0 ? null : Math.round(spent / ordered),
        createdAt: createdAt.toISOString(),
      };
    }),
  );
}

function valuesOf({ name, benefits, budgetId, mostEach }: PackageRow): Draft {
  return { name, benefits: benefits.map((benefit) => ({ benefit })), budget: budgetId, mostEach };
}
