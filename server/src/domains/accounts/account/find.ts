import type { Words } from '@huoshui/contracts/words';
import type { accountMode, accountType } from '@huoshui/contracts/words/accounts';
import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import { type AccountKeys, createOfficialAccount, type OfficialAccount } from '../../../wechat/index.ts';
import { accountErrors } from '../errors.ts';

export type AccountRow = {
  readonly id: string;
  readonly appid: string;
  readonly name: string;
  readonly originalId: string;
  readonly type: keyof typeof accountType;
  readonly verified: boolean;
  readonly mode: keyof typeof accountMode;
  readonly theme: string;
  readonly secretSealed: string;
  readonly tokenSealed: string;
  readonly aesKeySealed: string | null;
  readonly archivedAt: Date | null;
  readonly createdAt: Date;
  readonly syncedAt: Date | null;
  readonly trouble: Words | null;
};

export const COLUMNS = sql.raw(
  'id, appid, name, original_id, type, verified, mode, theme, secret_sealed, token_sealed, aes_key_sealed, archived_at, created_at, synced_at, trouble',
);

export async function findAccounts(ctx: Ctx, ids: readonly string[]): Promise<ReadonlyMap<string, AccountRow>> {
  const { rows } = await sql<AccountRow>`
    select ${COLUMNS} from accounts.account where id = any(${[...new Set(ids)]}::text[])
  `.execute(ctx.db);
  return new Map(rows.map((row) => [row.id, row]));
}

export async function findByAppid(ctx: Ctx, appid: string): Promise<AccountRow | undefined> {
  const { rows } = await sql<AccountRow>`select ${COLUMNS} from accounts.account where appid = ${appid}`.execute(
    ctx.db,
  );
  return rows[0];
}

/** Throws `accounts.not_found`. */
export async function mustFindAccount(ctx: Ctx, id: string): Promise<AccountRow> {
  const row = (await findAccounts(ctx, [id])).get(id);
  if (row === undefined) throw accountErrors.error('not_found');
  return row;
}

export const PARTS = ['secret', 'token', 'aesKey'] as const;
export type Part = (typeof PARTS)[number];
export const sealPart = (ctx: Ctx, part: Part, plain: string): string =>
  ctx.crypto.encrypt(plain, `accounts.account:${part}`);
const openPart = (ctx: Ctx, part: Part, sealed: string): string =>
  ctx.crypto.decrypt(sealed, `accounts.account:${part}`);

export function keysOf(ctx: Ctx, { appid, mode, tokenSealed, aesKeySealed }: AccountRow): AccountKeys {
  const aesKey = mode === 'plain' || aesKeySealed === null ? null : openPart(ctx, 'aesKey', aesKeySealed);
  return { appid, token: openPart(ctx, 'token', tokenSealed), aesKey };
}

const made = new Map<string, { readonly of: string; readonly client: OfficialAccount }>();

/** Its client; the access token is kept until the account has other keys. */
export function clientOf(ctx: Ctx, { appid, secretSealed }: AccountRow): OfficialAccount {
  const { mpBaseUrl, mpPictureBaseUrl } = ctx.config.wechat;
  const of = JSON.stringify([mpBaseUrl, secretSealed]);
  const known = made.get(appid);
  if (known?.of === of) return known.client;
  const secret = openPart(ctx, 'secret', secretSealed);
  const client = createOfficialAccount({
    baseUrl: mpBaseUrl,
    pictureBaseUrl: mpPictureBaseUrl,
    appid,
    secret,
    now: ctx.now,
    log: ctx.log,
  });
  made.set(appid, { of, client });
  return client;
}
