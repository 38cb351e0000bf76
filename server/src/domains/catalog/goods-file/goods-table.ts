import { type Words, words } from '@huoshui/contracts/words';
import { productStatus } from '@huoshui/contracts/words/catalog';
import { goodsField } from '@huoshui/contracts/words/imports';
import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import { joinParts, quoted } from '../../../platform/parts.ts';
import type { Cells, Column } from '../../../platform/table-file.ts';

/** As many rows as a spreadsheet is still good for. */
const MOST = 50_000;

type Row = {
  readonly code: string;
  readonly name: string;
  readonly category: string;
  readonly options: readonly { readonly name: string }[];
  readonly values: readonly string[];
  readonly price: number;
  readonly memberPrice: number | null;
  readonly listPrice: number | null;
  readonly costPrice: number | null;
  readonly available: number;
  readonly weight: number | null;
  readonly subtitle: string;
  readonly origin: string;
  readonly tags: readonly string[];
  readonly status: keyof typeof productStatus;
};

const column = (key: keyof typeof goodsField, kind: Column['kind'], words: Words = goodsField[key]): Column => ({
  key,
  words,
  kind,
});

/** The unit of money is said by the table file. */
const COLUMNS: readonly Column[] = [
  column('code', 'text'),
  column('name', 'text'),
  column('category', 'text'),
  column('spec', 'text'),
  column('price', 'money', words('售价', 'Price')),
  column('member_price', 'money', words('会员价', 'Member price')),
  column('list_price', 'money', words('划线价', 'List price')),
  column('cost_price', 'money', words('成本价', 'Cost')),
  { key: 'available', words: words('可售', 'Available'), kind: 'count' },
  column('weight', 'count'),
  column('subtitle', 'text'),
  column('origin', 'text'),
  column('tags', 'text'),
  { key: 'status', words: words('状态', 'State'), kind: 'text' },
];

/** Every SKU that is not taken off, a row each, under the names by which a file of goods is read again. */
export async function goodsTable(ctx: Ctx): Promise<Cells> {
  const { rows } = await sql<Row>`
    select s.code, p.name, p.options, s.option_values as values, s.price, s.member_price, s.list_price, s.cost_price,
      k.on_hand - k.reserved as available, s.weight, p.subtitle, p.origin, p.tags, p.status,
      (select string_agg(above.name, '/' order by place desc)
        from unnest(c.path) with ordinality as at (id, place) join catalog.category above on above.id = at.id) as category
    from catalog.product p join catalog.category c on c.id = p.category_id
    join catalog.sku s on s.product_id = p.id and not s.retired join catalog.stock k on k.sku_id = s.id
    order by p.id, s.position limit ${MOST}
  `.execute(ctx.db);
  return {
    columns: COLUMNS,
    rows: rows.map((row) => [
      row.code,
      row.name,
      row.category,
      row.values
        .map((value, at) => `${quoted(row.options[at]?.name ?? '', /[:：;；|]/)}:${quoted(value, /[;；|]/)}`)
        .join(';'),
      row.price,
      row.memberPrice,
      row.listPrice,
      row.costPrice,
      row.available,
      row.weight,
      row.subtitle,
      row.origin,
      joinParts(row.tags, /[,，;；|、]/),
      productStatus[row.status],
    ]),
  };
}
