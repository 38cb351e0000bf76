import type { accountContract } from '@huoshui/contracts/accounts';
import type { RouteIn, RouteOut } from '@huoshui/contracts/contract';
import type { Draft } from '@huoshui/contracts/form';
import { valuesOf, words } from '@huoshui/contracts/words';
import { accountCapability } from '@huoshui/contracts/words/accounts';
import { sql } from 'kysely';
import { countUpTo } from '../../../platform/count.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import { decodeCursor, toPage } from '../../../platform/cursor.ts';
import { type Picks, pickNames } from '../../../platform/form/names.ts';
import { badForm, readForm } from '../../../platform/form/read.ts';
import { newId } from '../../../platform/ids.ts';
import { accountErrors } from '../errors.ts';
import { begunWith, type TemplatesForm } from '../tell/templates.ts';
import { type AccountValues, accountForm } from './account-form.ts';
import { capabilities, may } from './capability.ts';
import { type AccountRow, COLUMNS, mustFindAccount, PARTS, sealPart } from './find.ts';

type Shape = (typeof accountContract)['GET /api/admin/official-accounts'];
export type AccountView = RouteOut<Shape>['items'][number];

/** Its followers are read at once. Throws `platform.bad_form`, `accounts.taken`. */
export async function createAccount(ctx: Ctx, draft: Draft): Promise<AccountView> {
  const values = await readForm(ctx, accountForm, draft);
  for (const part of PARTS)
    if (values[part] === null && !(part === 'aesKey' && values.mode === 'plain'))
      throw badForm([{ at: part, words: words('第一次接入要填', 'It is needed the first time') }]);
  const id = await insert(ctx, values);
  if (id === null) throw accountErrors.error('taken');
  return readAccount(ctx, id);
}

/** Null where it is there already. */
async function insert(ctx: Ctx, values: AccountValues): Promise<string | null> {
  const id = newId('oac');
  const { secret, token, aesKey } = values;
  const { rows } = await sql`
    insert into accounts.account (id, appid, name, original_id, type, verified, mode, theme, secret_sealed, token_sealed, aes_key_sealed,
      created_at, sync_at)
    select ${id}, ${values.appid}, ${values.name}, ${values.originalId ?? ''}, ${values.type}, ${values.verified}, ${values.mode},
      ${values.theme ?? ''}, ${sealPart(ctx, 'secret', secret ?? '')}, ${sealPart(ctx, 'token', token ?? '')},
      ${aesKey === null ? null : sealPart(ctx, 'aesKey', aesKey)}, ${ctx.now()}, ${ctx.now()}
    where not exists (select from accounts.account where lower(name) = lower(${values.name}))
    on conflict (appid) do nothing returning id
  `.execute(ctx.db);
  return rows.length > 0 ? id : null;
}

/** Keys that are left empty stay what they are. Throws `accounts.not_found`, `taken`, `platform.bad_form`. */
export async function changeAccount(ctx: Ctx, id: string, draft: Draft): Promise<AccountView> {
  const before = await mustFindAccount(ctx, id);
  const values = await readForm(ctx, accountForm, draft);
  if (values.appid !== before.appid)
    throw badForm([{ at: 'appid', words: words('换号请另外接入一个', 'Connect another account instead') }]);
  if (values.mode === 'safe' && values.aesKey === null && before.aesKeySealed === null)
    throw badForm([{ at: 'aesKey', words: words('安全模式要填', 'Safe mode needs it') }]);
  const sealed = (part: (typeof PARTS)[number]) => {
    const plain = values[part];
    return plain === null ? null : sealPart(ctx, part, plain);
  };
  const { rows } = await sql`
    update accounts.account set name = ${values.name}, original_id = ${values.originalId ?? ''}, type = ${values.type},
      verified = ${values.verified}, mode = ${values.mode}, theme = ${values.theme ?? ''},
      secret_sealed = coalesce(${sealed('secret')}, secret_sealed), token_sealed = coalesce(${sealed('token')}, token_sealed),
      aes_key_sealed = coalesce(${sealed('aesKey')}, aes_key_sealed), sync_at = ${ctx.now()}, trouble = null
    where id = ${id} and not exists (select from accounts.account where lower(name) = lower(${values.name}) and id <> ${id})
    returning id
  `.execute(ctx.db);
  if (rows.length === 0) throw accountErrors.error('taken');
  return readAccount(ctx, id);
}

/** What it is told afterwards is kept, and answered by nothing. */
export async function archiveAccount(ctx: Ctx, id: string, archived: boolean): Promise<AccountView> {
  await mustFindAccount(ctx, id);
  await sql`
    update accounts.account set archived_at = ${archived ? ctx.now() : null}, sync_at = ${archived ? null : ctx.now()}
    where id = ${id} and (archived_at is null) = ${archived}
  `.execute(ctx.db);
  return readAccount(ctx, id);
}

/** Throws `accounts.not_found`. */
export async function readAccount(ctx: Ctx, id: string): Promise<AccountView> {
  const [view] = await present(ctx, [await mustFindAccount(ctx, id)]);
  if (view === undefined) throw accountErrors.error('not_found');
  return view;
}

export async function listAccounts(ctx: Ctx, query: RouteIn<Shape>['query']): Promise<RouteOut<Shape>> {
  const limit = query.limit ?? 20;
  const after = decodeCursor(query.cursor, ['text']);
  const archived = query.state === undefined ? null : query.state === 'archived';
  const which = sql`(strpos(lower(name), lower(${query.q?.trim() ?? ''})) > 0 or appid = ${query.q?.trim() ?? ''})
    and (${archived}::boolean is null or (archived_at is not null) = ${archived})`;
  const { rows } = await sql<AccountRow>`
    select ${COLUMNS} from accounts.account where ${which} ${after ? sql`and id > ${after[0]}` : sql``}
    order by id limit ${limit + 1}
  `.execute(ctx.db);
  const shown = new Map((await present(ctx, rows)).map((row) => [row.id, row]));
  const page = toPage(
    rows,
    limit,
    ({ id }) => [id],
    ({ id }) => shown.get(id),
  );
  const counted = after ? {} : await countUpTo(ctx, 10_000, sql`select from accounts.account where ${which}`);
  return { ...page, items: page.items.flatMap((row) => row ?? []), ...counted };
}

async function present(ctx: Ctx, rows: readonly AccountRow[]): Promise<AccountView[]> {
  const { rows: counted } = await sql<{ id: string; count: number; known: number }>`
    select f.account_id as id, count(*)::int as count, count(w.person_no)::int as known
    from accounts.follow f join accounts.follower w on w.account_id = f.account_id and w.openid = f.openid
    where f.account_id = any(${rows.map(({ id }) => id)}::text[]) and f.ended_at is null group by 1
  `.execute(ctx.db);
  const follows = new Map(counted.map((row) => [row.id, row]));
  return rows.map((row) => ({
    ...{ id: row.id, appid: row.appid, name: row.name, type: row.type, verified: row.verified, theme: row.theme },
    state: row.archivedAt === null ? 'live' : 'archived',
    values: {
      ...{ name: row.name, theme: row.theme === '' ? null : row.theme, type: row.type, verified: row.verified },
      ...{ appid: row.appid, originalId: row.originalId === '' ? null : row.originalId, mode: row.mode },
      ...{ secret: null, token: null, aesKey: null },
    },
    callbackUrl: `${ctx.config.publicUrl}/wechat/accounts/${row.appid}`,
    followers: follows.get(row.id)?.count ?? 0,
    members: follows.get(row.id)?.known ?? 0,
    capabilities: valuesOf(accountCapability).map((key) => {
      const { limit, source, asOf } = capabilities[key];
      return { key, may: may(row, key), limit: limit(row), source, asOf };
    }),
    syncedAt: row.syncedAt?.toISOString() ?? null,
    trouble: row.trouble,
    createdAt: row.createdAt.toISOString(),
  }));
}

export const accountPicks: Picks = {
  official_account: async (ctx, ids) => {
    const { rows } = await sql<{ id: string; name: string; archived: boolean }>`
      select id, name, archived_at is not null as archived from accounts.account where id = any(${[...ids]}::text[])
    `.execute(ctx.db);
    return pickNames(
      rows.map(({ archived, ...row }) => ({
        ...row,
        ended: archived,
        note: archived ? words('已停用', 'archived') : null,
      })),
    );
  },
};

/** A shop begins with the accounts that its credentials name; what the console said since stays. */
export async function prepareAccounts(ctx: Ctx, templates: TemplatesForm): Promise<void> {
  for (const {
    appid,
    name,
    originalId = null,
    type,
    verified,
    secret,
    messageToken,
    messageAesKey = null,
    ...more
  } of ctx.config.wechat.accounts) {
    const id = await insert(ctx, {
      ...{ name, theme: null, type, verified, appid, originalId, secret },
      ...{ token: messageToken, mode: messageAesKey === null ? 'plain' : 'safe', aesKey: messageAesKey },
    });
    const values = begunWith(templates, more.templates ?? {});
    // One from before there were templates gets them as well.
    if (id !== null || Object.keys(values).length > 0)
      await sql`update accounts.account set templates = ${JSON.stringify(values)}::jsonb where appid = ${appid} and templates = '{}'::jsonb`.execute(
        ctx.db,
      );
  }
}
