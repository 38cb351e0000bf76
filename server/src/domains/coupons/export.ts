import { words } from '@huoshui/contracts/words';
import { couponChannel, templateState } from '@huoshui/contracts/words/coupons';
import type { Ctx } from '../../platform/ctx.ts';
import type { Cell, Cells } from '../../platform/table-file.ts';
import { sentenceOf } from './coupon.ts';
import type { TemplateRow } from './tables.ts';
import { costEach } from './template.ts';
import { listTemplateRows } from './template-queries.ts';

const columns: Cells['columns'] = [
  { key: 'id', words: words('编号', 'Id'), kind: 'text' },
  { key: 'name', words: words('名称', 'Name'), kind: 'text' },
  { key: 'rule', words: words('规则', 'Rule'), kind: 'text' },
  { key: 'state', words: words('状态', 'State'), kind: 'text' },
  { key: 'channel', words: words('发放方式', 'How it is given'), kind: 'text' },
  { key: 'total', words: words('总量', 'Total'), kind: 'count' },
  { key: 'perMember', words: words('每人限领', 'Per member'), kind: 'count' },
  { key: 'issued', words: words('已发放', 'Issued'), kind: 'count' },
  { key: 'used', words: words('已使用', 'Used'), kind: 'count' },
  { key: 'rate', words: words('使用率', 'Used share'), kind: 'share' },
  { key: 'cost', words: words('优惠成本', 'Cost'), kind: 'money' },
  { key: 'gmv', words: words('带动成交', 'Sales with it'), kind: 'money' },
  { key: 'refunded', words: words('其中退款', 'Refunded of it'), kind: 'money' },
  { key: 'each', words: words('每单成本', 'Cost an order'), kind: 'money' },
];
const unlimited = words('不限', 'Unlimited');

/** All templates with their figures. */
export async function templateTable(
  ctx: Ctx,
  filter: { q: string | null; state: TemplateRow['state'] | null },
): Promise<Cells> {
  const rows = await listTemplateRows(ctx, { ...filter, after: null, limit: 10_000 });
  return { columns, rows: rows.map(asCells) };
}

function asCells(row: TemplateRow): readonly Cell[] {
  return [
    row.id,
    row.name,
    sentenceOf(row),
    templateState[row.state],
    couponChannel[row.channel],
    row.total ?? unlimited,
    row.perMember,
    row.issued,
    row.used,
    row.issued === 0 ? null : row.used / row.issued,
    row.cost,
    row.gmv,
    row.refunded,
    costEach(row),
  ];
}
