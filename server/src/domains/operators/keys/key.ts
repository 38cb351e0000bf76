import type { ApiKey as ApiKeyShape } from '@huoshui/contracts/operators';
import { joinWords, words } from '@huoshui/contracts/words';
import { type Permission, permissionWords } from '@huoshui/contracts/words/permissions';
import type { Static } from '@sinclair/typebox';
import { sql } from 'kysely';
import { DAY_MS } from '../../../platform/calendar.ts';
import { countUpTo } from '../../../platform/count.ts';
import type { Ctx, Role } from '../../../platform/ctx.ts';
import { decodeCursor, toPage } from '../../../platform/cursor.ts';
import { newId } from '../../../platform/ids.ts';
import { operatorErrors } from '../errors.ts';
import { allows, byKey } from '../permissions.ts';
import { hashToken } from '../session.ts';
import { operatorId } from '../who-asks.ts';
import { beginsOf, newKeySecret } from './secret.ts';

export type ApiKey = Static<typeof ApiKeyShape>;

type Row = {
  readonly id: string;
  readonly operatorId: string;
  readonly operatorName: string;
  readonly role: Role;
  readonly stores: readonly string[] | null;
  readonly disabled: boolean;
  readonly name: string;
  readonly begins: string;
  readonly scopes: readonly Permission[];
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly lastUsedAt: Date | null;
  readonly lastAddress: string | null;
  readonly endedAt: Date | null;
};

/** So many days before its end a key is worth a word. */
const NOTICE_DAYS = 14;

/** A key of one's own, with permissions that one has oneself. Its secret is answered this once. Throws `operators.scope_beyond`. */
export async function createKey(
  ctx: Ctx,
  input: { readonly name: string; readonly scopes: readonly Permission[]; readonly days: number },
): Promise<ApiKey & { secret: string }> {
  const { actor } = ctx;
  const scopes = [...new Set(input.scopes)];
  const beyond = scopes.filter((scope) => actor.kind !== 'operator' || !allows(actor, scope) || !byKey(scope));
  if (beyond.length > 0)
    throw operatorErrors.error('scope_beyond', { what: joinWords(beyond.map(permissionWords), words('、', ', ')) });
  const [id, secret] = [newId('key'), newKeySecret()];
  await sql`
    insert into operators.api_key (id, operator_id, name, begins, hash, scopes, created_at, expires_at)
    values (${id}, ${operatorId(ctx)}, ${input.name.trim()}, ${beginsOf(secret)}, ${hashToken(secret)}, ${scopes}::text[], ${ctx.now()},
      ${new Date(ctx.now().getTime() + input.days * DAY_MS)})
  `.execute(ctx.db);
  return { ...(await mustFindKey(ctx, id)), secret };
}

/** Once, and for good. An owner ends anybody's, others their own. Throws `operators.key_gone`. */
export async function endKey(ctx: Ctx, id: string): Promise<ApiKey> {
  const key = await mustFindKey(ctx, id);
  await sql`
    update operators.api_key set ended_at = ${ctx.now()}, ended_by = ${operatorId(ctx)} where id = ${id} and ended_at is null
  `.execute(ctx.db);
  return key.endedAt === null ? mustFindKey(ctx, id) : key;
}

/** Whoever leaves leaves no keys behind, also if she comes back. */
export async function endKeysOf(ctx: Ctx, operatorId: string): Promise<void> {
  await sql`
    update operators.api_key set ended_at = ${ctx.now()}, ended_by = ${'id' in ctx.actor ? ctx.actor.id : null}
    where operator_id = ${operatorId} and ended_at is null
  `.execute(ctx.db);
}

/** The keys of the shop for an owner, else one's own; the newest first. */
export async function listKeys(
  ctx: Ctx,
  query: { readonly q?: string; readonly cursor?: string; readonly limit?: number },
): Promise<{ items: ApiKey[]; nextCursor: string | null; total: number; andMore?: true }> {
  const limit = query.limit ?? 20;
  const cursor = decodeCursor(query.cursor, ['instant', 'text']);
  const before =
    cursor === null ? sql`true` : sql`(k.created_at, k.id) < (${new Date(cursor[0])}::timestamptz, ${cursor[1]})`;
  const asked = query.q
    ? sql`strpos(lower(k.name || ' ' || k.begins || ' ' || o.name), lower(${query.q})) > 0`
    : sql`true`;
  const { rows } = await sql<Row>`
    select ${columns} from operators.api_key k join operators.operator o on o.id = k.operator_id
    where ${shownTo(ctx)} and ${asked} and ${before} order by k.created_at desc, k.id desc limit ${limit + 1}
  `.execute(ctx.db);
  const page = toPage(
    rows,
    limit,
    (row) => [row.createdAt.toISOString(), row.id],
    (row) => present(ctx, row),
  );
  const counted = await countUpTo(
    ctx,
    10_000,
    sql`select from operators.api_key k join operators.operator o on o.id = k.operator_id where ${shownTo(ctx)} and ${asked}`,
  );
  return { ...page, ...counted };
}

/** What a key is told of itself. Throws `operators.key_gone` where no key asks. */
export async function readOwnKey(ctx: Ctx): Promise<ApiKey> {
  const key = ctx.actor.kind === 'operator' ? ctx.actor.key : undefined;
  if (key === undefined) throw operatorErrors.error('key_gone');
  return mustFindKey(ctx, key.id);
}

/** Of the keys that she sees, those that end soon. */
export async function countEnding(ctx: Ctx): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from operators.api_key k
    where k.ended_at is null and k.expires_at > ${ctx.now()}
      and k.expires_at <= ${new Date(ctx.now().getTime() + NOTICE_DAYS * DAY_MS)} and ${shownTo(ctx)}
  `.execute(ctx.db);
  return rows[0]?.count ?? 0;
}

const columns = sql.raw(`
  k.id, k.operator_id, o.name as operator_name, o.role, o.stores, o.disabled, k.name, k.begins, k.scopes, k.created_at, k.expires_at,
  k.last_used_at, k.last_address, k.ended_at
`);

function shownTo({ actor }: Ctx) {
  if (actor.kind !== 'operator') return sql`false`;
  return actor.role === 'owner' ? sql`true` : sql`k.operator_id = ${actor.id}`;
}

async function mustFindKey(ctx: Ctx, id: string): Promise<ApiKey> {
  const { rows } = await sql<Row>`
    select ${columns} from operators.api_key k join operators.operator o on o.id = k.operator_id
    where k.id = ${id} and ${shownTo(ctx)}
  `.execute(ctx.db);
  if (!rows[0]) throw operatorErrors.error('key_gone');
  return present(ctx, rows[0]);
}

function present(ctx: Ctx, { role, stores, disabled, ...row }: Row): ApiKey {
  const { scopes, createdAt, expiresAt, lastUsedAt, endedAt } = row;
  const works = scopes.filter((scope) => !disabled && allows({ role, stores }, scope) && byKey(scope));
  return {
    ...row,
    scopes: [...scopes],
    worksFor: works,
    state: stateOf(ctx, row, works.length),
    createdAt: createdAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
    lastUsedAt: lastUsedAt?.toISOString() ?? null,
    endedAt: endedAt?.toISOString() ?? null,
  };
}

function stateOf(
  ctx: Ctx,
  { endedAt, expiresAt, scopes }: Pick<Row, 'endedAt' | 'expiresAt' | 'scopes'>,
  works: number,
): ApiKey['state'] {
  if (endedAt !== null) return 'ended';
  if (expiresAt <= ctx.now()) return 'expired';
  if (works < scopes.length) return 'less';
  return expiresAt.getTime() <= ctx.now().getTime() + NOTICE_DAYS * DAY_MS ? 'ending' : 'works';
}
