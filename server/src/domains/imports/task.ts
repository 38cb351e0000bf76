import { named, words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import type { ImportRow } from './import.ts';

// An import in the console's task centre, under its own id.

export async function startTask(ctx: Ctx, { id, fileName, rows, dryRun }: ImportRow): Promise<void> {
  const title = named(dryRun ? words('试运行导入', 'Dry run of') : words('导入', 'Import of'), fileName);
  await sql`
    insert into platform.task (id, kind, title, state, total, result_url, started_at)
    values (${id}, 'import', ${JSON.stringify(title)}::jsonb, 'running', ${rows}, ${`/console/imports/${id}`}, ${ctx.now()})
    on conflict (id) do update set title = excluded.title, state = 'running', done = 0, total = excluded.total, message = null,
      started_at = excluded.started_at, finished_at = null
  `.execute(ctx.db);
}

export async function moveTask(ctx: Ctx, id: string, done: number): Promise<void> {
  await sql`update platform.task set done = ${done}, total = greatest(total, ${done}) where id = ${id}`.execute(ctx.db);
}

export async function endTask(ctx: Ctx, row: ImportRow): Promise<void> {
  const { id, doneRows, failure } = row;
  const counts = row.mapping?.format === 'goods' ? goodsCounts(row) : peopleCounts(row);
  await sql`
    update platform.task set state = ${failure === null ? 'done' : 'failed'}, done = ${doneRows}, message = ${JSON.stringify(failure ?? counts)}::jsonb,
      total = case when ${failure === null} then ${doneRows} else total end, finished_at = ${ctx.now()}
    where id = ${id}
  `.execute(ctx.db);
}

function goodsCounts({ dryRun, products, updated, errors }: ImportRow) {
  return words(
    `${dryRun ? '将会新增' : '新增'}商品 ${products}，${dryRun ? '将会修改' : '修改'} ${updated}，有问题的行 ${errors}`,
    `${dryRun ? 'To come in' : 'New'}: ${products} products, ${updated} changed; ${errors} lines with problems`,
  );
}

function peopleCounts({ dryRun, members, orders, leftOut, errors }: ImportRow) {
  return words(
    `${dryRun ? '将会新增' : '新增'}会员 ${members}，订单 ${orders}，有问题的行 ${errors}${leftOut > 0 ? `，没付款的行 ${leftOut}` : ''}`,
    `${dryRun ? 'To come in' : 'New'}: ${members} members, ${orders} orders; ${errors} lines with problems${leftOut > 0 ? `, ${leftOut} unpaid` : ''}`,
  );
}
