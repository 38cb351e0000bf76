import { words } from '@huoshui/contracts/words';
import { pageKind } from '@huoshui/contracts/words/pages';
import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import type { Plans } from '../../platform/planned.ts';
import type { PageKind } from './ports.ts';

type Row = {
  readonly id: string;
  readonly name: string;
  readonly kind: PageKind;
  readonly startsAt: Date;
  readonly endsAt: Date | null;
};

/** For the marketing calendar: versions with an end, and of the others the moment at which they come. */
export async function pagePlans(ctx: Ctx, { from, to }: { readonly from: Date; readonly to: Date }): Promise<Plans> {
  const { rows } = await sql<Row>`
    select p.id, p.name, p.kind, v.starts_at, v.ends_at from pages.version v join pages.page p on p.no = v.page_no
    where v.withdrawn_at is null and v.starts_at < ${to} and coalesce(v.ends_at, v.starts_at) >= ${from} order by v.starts_at, p.no
  `.execute(ctx.db);
  return {
    planned: rows.map(({ id, name, kind, startsAt, endsAt }) => ({
      kind: 'page' as const,
      id,
      label: name,
      badge: endsAt === null ? words(`${pageKind[kind].zh}换新`, `New: ${pageKind[kind].en}`) : pageKind[kind],
      startsAt,
      endsAt: endsAt ?? startsAt,
      to: `/pages/${id}`,
      needs: 'pages.read' as const,
    })),
  };
}
