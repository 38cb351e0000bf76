import type { Draft } from '@huoshui/contracts/form';
import { type Words, words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import { MINUTE_MS } from '../../../platform/calendar.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import { form } from '../../../platform/form/form.ts';
import { badForm, readForm } from '../../../platform/form/read.ts';
import { gathered } from '../../../platform/gathered.ts';
import {
  type CallbackKeys,
  createWecom,
  createWecomProbe,
  type Wecom,
  type WecomProbe,
} from '../../../wechat/index.ts';
import { scrmErrors } from '../errors.ts';

type Row = {
  readonly corpid: string;
  readonly agentid: string;
  readonly secretSealed: string;
  readonly tokenSealed: string;
  readonly aesKeySealed: string;
  readonly changedAt: Date;
  readonly syncedAt: Date | null;
  readonly trouble: Words | null;
};

const kept = words('已经填过；不填就不换', 'Already there; empty keeps it');

export const corpForm = form({
  fields: [
    {
      key: 'corpid',
      label: words('企业 ID', 'Corp ID'),
      kind: 'text',
      max: 64,
      hint: words('管理后台 → 我的企业', 'Console → My company'),
    },
    {
      key: 'agentid',
      label: words('应用 AgentId', 'AgentId of the app'),
      kind: 'text',
      max: 20,
      hint: words(
        '自建应用，要加进「客户联系 → 可调用接口的应用」',
        'A self-built app, named among those that may call customer contact',
      ),
    },
    {
      key: 'secret',
      label: words('应用 Secret', 'Secret of the app'),
      kind: 'text',
      max: 100,
      optional: true,
      hint: kept,
    },
    {
      key: 'token',
      label: words('回调 Token', 'Token of callbacks'),
      kind: 'text',
      max: 32,
      optional: true,
      hint: kept,
    },
    {
      key: 'aesKey',
      label: words('回调 EncodingAESKey', 'EncodingAESKey of callbacks'),
      kind: 'text',
      max: 43,
      optional: true,
      hint: kept,
    },
  ],
  problem: ({ aesKey }) =>
    aesKey !== null && !/^[A-Za-z0-9]{43}$/.test(aesKey)
      ? { at: 'aesKey', words: words('应为 43 位字母和数字', 'It has 43 letters and digits') }
      : null,
  sentence: ({ corpid }) => words(`企业 ${corpid}`, `Corp ${corpid}`),
});

const PARTS = ['secret', 'token', 'aesKey'] as const;
const seal = (ctx: Ctx, part: (typeof PARTS)[number], plain: string) => ctx.crypto.encrypt(plain, `scrm.corp:${part}`);

async function readRow(ctx: Ctx): Promise<Row | undefined> {
  return (await readTogether(ctx, 'corp')).row;
}

/** Every push, every callback and every call asks for it: those of one moment ask once. */
const readTogether = gathered<'corp', { readonly row: Row | undefined }>({
  async work(ctx, asks) {
    const { rows } = await sql<Row>`
      select corpid, agentid, secret_sealed, token_sealed, aes_key_sealed, changed_at, synced_at, trouble from scrm.corp where id = 1
    `.execute(ctx.db);
    return asks.map(() => ({ row: rows[0] }));
  },
  lingerMs: 0,
  most: 1000,
  lanes: 2,
  isCertain: () => false,
});

/** What the console shows: never a key. */
export async function readCorp(ctx: Ctx) {
  const row = await readRow(ctx);
  return {
    connected: row !== undefined,
    corpid: row?.corpid ?? '',
    agentid: row?.agentid ?? '',
    callbackUrl: `${ctx.config.publicUrl}/wechat/wecom/callback`,
    syncedAt: row?.syncedAt?.toISOString() ?? null,
    trouble: row?.trouble ?? null,
  };
}

/** Keys that are left empty stay what they are. Its members are read at once. */
export async function saveCorp(ctx: Ctx, draft: Draft): ReturnType<typeof readCorp> {
  const values = await readForm(ctx, corpForm, draft);
  const before = await readRow(ctx);
  for (const part of PARTS)
    if (values[part] === null && before === undefined)
      throw badForm([{ at: part, words: words('第一次接入要填', 'It is needed the first time') }]);
  await putCorp(ctx, values, before);
  return readCorp(ctx);
}

type NewCorp = { readonly corpid: string; readonly agentid: string } & Readonly<
  Record<(typeof PARTS)[number], string | null>
>;

async function putCorp(ctx: Ctx, values: NewCorp, before?: Row): Promise<void> {
  const { corpid, agentid } = values;
  const sealed = (part: (typeof PARTS)[number], old: string | undefined) => {
    const plain = values[part];
    return plain === null ? (old ?? '') : seal(ctx, part, plain);
  };
  await sql`
    insert into scrm.corp (id, corpid, agentid, secret_sealed, token_sealed, aes_key_sealed, changed_at, sync_at)
    values (1, ${corpid}, ${agentid}, ${sealed('secret', before?.secretSealed)}, ${sealed('token', before?.tokenSealed)},
      ${sealed('aesKey', before?.aesKeySealed)}, ${ctx.now()}, ${ctx.now()})
    on conflict (id) do update set corpid = excluded.corpid, agentid = excluded.agentid, secret_sealed = excluded.secret_sealed,
      token_sealed = excluded.token_sealed, aes_key_sealed = excluded.aes_key_sealed, changed_at = excluded.changed_at,
      sync_at = excluded.sync_at, trouble = null
  `.execute(ctx.db);
  // Its customer groups are others too.
  await sql`update scrm.chat_listing set due_at = ${ctx.now()}, cursor = null, began_at = null`.execute(ctx.db);
}

/** A shop begins with what its credentials say of a corp; what the console said since stays. */
export async function prepareCorp(ctx: Ctx): Promise<void> {
  const { corp } = ctx.config.wechat;
  if (corp !== null && (await readRow(ctx)) === undefined) await putCorp(ctx, corp);
}

let made: { readonly of: string; readonly wecom: Wecom } | null = null;

/** The client of the corp as it is now; its token is kept until the corp is another. Throws `scrm.no_corp`. */
export async function wecomOf(ctx: Ctx): Promise<Wecom> {
  const row = await readRow(ctx);
  if (row === undefined) throw scrmErrors.error('no_corp');
  const baseUrl = ctx.config.wechat.wecomBaseUrl;
  const of = JSON.stringify([baseUrl, row.corpid, row.secretSealed]);
  if (made?.of !== of) {
    const secret = ctx.crypto.decrypt(row.secretSealed, 'scrm.corp:secret');
    made = { of, wecom: createWecom({ baseUrl, corpid: row.corpid, secret, now: ctx.now, log: ctx.log }) };
  }
  return made.wecom;
}

/** The corp as its credentials are now, asked anew with each call: for checks. Null while there is none. */
export async function probeOf(ctx: Ctx): Promise<{ readonly agentid: string; readonly probe: WecomProbe } | null> {
  const row = await readRow(ctx);
  if (row === undefined) return null;
  const secret = ctx.crypto.decrypt(row.secretSealed, 'scrm.corp:secret');
  const { wecomBaseUrl: baseUrl } = ctx.config.wechat;
  return {
    agentid: row.agentid,
    probe: createWecomProbe({ baseUrl, corpid: row.corpid, secret, now: ctx.now, log: ctx.log }),
  };
}

/** A push came whose signature is not the corp's; written at most once a minute, for anybody can send one. */
export async function notePushRefused(ctx: Ctx): Promise<void> {
  await sql`
    update scrm.corp set refused_at = ${ctx.now()} where refused_at is null or refused_at < ${new Date(ctx.now().getTime() - MINUTE_MS)}
  `.execute(ctx.db);
}

/** What opens its callbacks; null while there is no corp. */
export async function callbackKeys(ctx: Ctx): Promise<CallbackKeys | null> {
  const row = await readRow(ctx);
  if (row === undefined) return null;
  return {
    corpid: row.corpid,
    token: ctx.crypto.decrypt(row.tokenSealed, 'scrm.corp:token'),
    aesKey: ctx.crypto.decrypt(row.aesKeySealed, 'scrm.corp:aesKey'),
  };
}
