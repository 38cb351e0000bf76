import { randomBytes } from 'node:crypto';
import type { RouteIn, RouteOut } from '@huoshui/contracts/contract';
import type { Draft } from '@huoshui/contracts/form';
import type { webhookContract } from '@huoshui/contracts/webhooks';
import { words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import { countUpTo } from '../../platform/count.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { decodeCursor, toPage } from '../../platform/cursor.ts';
import { type Picks, pickNames } from '../../platform/form/names.ts';
import { readForm } from '../../platform/form/read.ts';
import { newId } from '../../platform/ids.ts';
import { webhookErrors } from './errors.ts';
import { webhookForm } from './webhook-form.ts';

type Shape = (typeof webhookContract)['GET /api/admin/webhooks'];
type Shown = RouteOut<Shape>['items'][number];
type Row = Omit<Shown, 'createdAt' | 'revision'> & { readonly createdAt: Date };

export async function createWebhook(ctx: Ctx, draft: Draft): Promise<Shown & { secret: string }> {
  const { name, url, active } = await readForm(ctx, webhookForm, draft);
  const [id, secret] = [newId('whk'), newSecret()];
  await sql`
    insert into webhooks.webhook (id, name, url, secret_sealed, active, created_at)
    values (${id}, ${name}, ${url}, ${seal(ctx, id, secret)}, ${active}, ${ctx.now()})
  `.execute(ctx.db);
  return { ...(await readWebhook(ctx, id)), secret };
}

export async function changeWebhook(ctx: Ctx, id: string, draft: Draft): Promise<Shown> {
  const { name, url, active } = await readForm(ctx, webhookForm, draft);
  await sql`
    update webhooks.webhook set name = ${name}, url = ${url}, active = ${active} where id = ${id}
  `.execute(ctx.db);
  return readWebhook(ctx, id);
}

export async function renewSecret(ctx: Ctx, id: string): Promise<Shown & { secret: string }> {
  const secret = newSecret();
  await sql`update webhooks.webhook set secret_sealed = ${seal(ctx, id, secret)} where id = ${id}`.execute(ctx.db);
  return { ...(await readWebhook(ctx, id)), secret };
}

export async function listWebhooks(ctx: Ctx, query: RouteIn<Shape>['query']): Promise<RouteOut<Shape>> {
  const limit = query.limit ?? 20;
  const after = decodeCursor(query.cursor, ['text']);
  const which = sql`strpos(lower(name), lower(${query.q?.trim() ?? ''})) > 0`;
  const rows = await read(
    ctx,
    sql`${which} and (${after?.[0] ?? null}::text is null or id > ${after?.[0] ?? null}) order by id limit ${limit + 1}`,
  );
  const page = toPage(
    rows,
    limit,
    (row) => [row.id],
    (row) => shown(row),
  );
  return after ? page : { ...page, ...(await countUpTo(ctx, 1000, sql`select from webhooks.webhook where ${which}`)) };
}

async function readWebhook(ctx: Ctx, id: string): Promise<Shown> {
  const [row] = await read(ctx, sql`id = ${id}`);
  if (!row) throw webhookErrors.error('not_found');
  return shown(row);
}

/** Numbers of the last deliveries, counted no further than a thousand of each. */
async function read(ctx: Ctx, where: ReturnType<typeof sql>): Promise<readonly Row[]> {
  const count = (state: string) => sql`(
    select count(*)::int from (
      select from webhooks.delivery d where d.webhook_id = w.id and d.state = ${state} limit 1000
    ) as counted
  )`;
  const { rows } = await sql<Row>`
    select id, name, url, active, created_at, ${count('delivered')} as delivered, ${count('failed')} as failed,
      ${count('waiting')} as waiting
    from webhooks.webhook w where ${where}
  `.execute(ctx.db);
  return rows;
}

function shown(row: Row): Shown {
  return { ...row, createdAt: row.createdAt.toISOString() };
}

const newSecret = () => `whsec_${randomBytes(24).toString('base64url')}`;
const seal = (ctx: Ctx, id: string, secret: string) => ctx.crypto.encrypt(secret, `webhook:${id}`);

export const webhookPicks: Picks = {
  webhook: async (ctx, ids) => {
    const { rows } = await sql<{ id: string; name: string; active: boolean }>`
      select id, name, active from webhooks.webhook where id = any(${[...ids]}::text[])
    `.execute(ctx.db);
    return pickNames(rows.map(({ active, ...row }) => ({ ...row, note: active ? null : words('已停用', 'off') })));
  },
};
