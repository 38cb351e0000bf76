import { couponChannel, templateState } from '@huoshui/contracts/words/coupons';
import { toCsv } from '../../platform/csv.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { formatYuan } from '../../platform/money.ts';
import { sentenceOf } from './coupon.ts';
import type { TemplateRow } from './tables.ts';
import { listTemplateRows } from './template-queries.ts';

/** All templates with their figures, amounts in yuan. */
export async function exportTemplates(
  ctx: Ctx,
  filter: { q: string | null; state: TemplateRow['state'] | null },
): Promise<string> {
  const rows = await listTemplateRows(ctx, { ...filter, after: null, limit: 10_000 });
  const header = [
    '编号',
    '名称',
    '规则',
    '状态',
    '发放方式',
    '总量',
    '每人限领',
    '已发放',
    '已使用',
    '使用率',
    '优惠成本(元)',
    '带来成交(元)',
  ];
  return toCsv(header, rows.map(asCells));
}

function asCells(row: TemplateRow): (string | number | null)[] {
  const rate = row.issued === 0 ? '' : `${((row.used / row.issued) * 100).toFixed(1)}%`;
  return [
    row.id,
    row.name,
    sentenceOf(row).zh,
    templateState[row.state].zh,
    couponChannel[row.channel].zh,
    row.total ?? '不限',
    row.perMember,
    row.issued,
    row.used,
    rate,
    formatYuan(row.cost, true),
    formatYuan(row.gmv, true),
  ];
}
