import { benefitContract } from '@huoshui/contracts/benefits';
import { joinWords, named, words } from '@huoshui/contracts/words';
import type { Ctx } from '../../platform/ctx.ts';
import { decodeCursor, toPage } from '../../platform/cursor.ts';
import { type Route, route } from '../../platform/routes.ts';
import { csvFile, tableFile } from '../../platform/table-file.ts';
import type { BenefitKinds } from './benefit-kind.ts';
import { changeBudget, createBudget, presentBudget, readBudget } from './budget.ts';
import { countBudgets, listBudgetRows } from './budget-queries.ts';
import { benefitErrors } from './errors.ts';
import { grantTable, listGrants, readGrant } from './list-grants.ts';
import { revoke } from './revoke.ts';

export const adminRoutes = (kinds: BenefitKinds): readonly Route[] => [
  route(benefitContract, 'GET /api/admin/grants', { can: 'benefits.read' }, async (ctx, { query }) =>
    listGrants(ctx, query),
  ),
  route(
    benefitContract,
    'GET /api/admin/grants.csv',
    { can: 'benefits.read', download: csvFile('benefits') },
    async (ctx, { query: { language, as, ...query } }) => tableFile(await grantTable(ctx, query), { language, as }),
  ),
  route(
    benefitContract,
    'POST /api/admin/grants/:id/revocation',
    { can: 'benefits.write', audit: (_input, output) => ({ summary: named(words('收回', 'Revoked'), output.label) }) },
    async (ctx, { params, body }) => {
      await readGrant(ctx, params.id);
      const revoked = await revoke(ctx, kinds, { grantIds: [params.id], because: byOperator(ctx, body.reason) });
      if (!revoked.has(params.id)) throw benefitErrors.error('not_revocable', { id: params.id });
      return readGrant(ctx, params.id);
    },
  ),
  route(benefitContract, 'GET /api/admin/budgets', { can: 'benefits.read' }, async (ctx, { query }) => {
    const limit = query.limit ?? 20;
    const after = decodeCursor(query.cursor, ['text'])?.[0] ?? null;
    const q = query.q?.trim() || null;
    const rows = await listBudgetRows(ctx, { q, after, limit: limit + 1 });
    const page = toPage(rows, limit, (row) => [row.id], presentBudget);
    return after === null ? { ...page, ...(await countBudgets(ctx, q)) } : page;
  }),
  route(benefitContract, 'GET /api/admin/budgets/:id', { can: 'benefits.read' }, async (ctx, { params }) =>
    readBudget(ctx, params.id),
  ),
  route(
    benefitContract,
    'POST /api/admin/budgets',
    {
      can: 'benefits.write',
      idempotent: true,
      audit: (_input, output) => ({ summary: named(words('新建预算', 'Created the budget'), output.name) }),
    },
    async (ctx, { body }) => createBudget(ctx, body),
  ),
  route(
    benefitContract,
    'PATCH /api/admin/budgets/:id',
    {
      can: 'benefits.write',
      audit: (_input, output) => ({ summary: named(words('修改预算', 'Changed the budget'), output.name) }),
    },
    async (ctx, { params, body }) => changeBudget(ctx, params.id, body),
  ),
];

function byOperator({ actor }: Ctx, reason: string) {
  if (actor.kind !== 'operator') return { kind: 'system', id: 'system', label: reason };
  return { kind: 'operator', id: actor.id, label: joinWords([actor.name, reason], words('：', ': ')) };
}
