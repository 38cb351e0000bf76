import { randomBytes } from 'node:crypto';
import type { Draft } from '@huoshui/contracts/form';
import { words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import type { Ctx } from '../../../../platform/ctx.ts';
import { form } from '../../../../platform/form/form.ts';
import { badForm, readForm } from '../../../../platform/form/read.ts';
import type { Kind } from '../../gate.ts';
import type { SmsAccount, SmsVendor } from './vendor.ts';
import { smsVendors, vendorNamed } from './vendors.ts';

const [first] = smsVendors;
const piece = words('厘 / 条（1 厘 = ¥0.001）', 'thousandths of a yuan a piece');

export const smsForm = form({
  fields: [
    {
      key: 'vendor',
      label: words('服务商', 'Vendor'),
      kind: 'choice',
      options: smsVendors.map(({ name, words: label }) => ({ value: name, label })),
      initial: first?.name ?? '',
    },
    { key: 'accessKeyId', label: words('AccessKey ID', 'AccessKey ID'), kind: 'text', max: 100 },
    {
      key: 'secret',
      label: words('AccessKey Secret', 'AccessKey Secret'),
      kind: 'text',
      max: 100,
      optional: true,
      hint: words('已经填过；不填就不换', 'Already there; empty keeps it'),
    },
    {
      key: 'signName',
      label: words('短信签名', 'Signature'),
      kind: 'text',
      min: 2,
      max: 12,
      hint: words('审核通过的签名，不带【】', 'As approved, without its brackets'),
    },
    {
      key: 'priceService',
      label: words('通知短信单价', 'Price of a notice'),
      kind: 'count',
      min: 0,
      max: 1000,
      unit: piece,
      initial: first?.prices.service ?? 0,
    },
    {
      key: 'priceMarketing',
      label: words('推广短信单价', 'Price of a promotion'),
      kind: 'count',
      min: 0,
      max: 1000,
      unit: piece,
      initial: first?.prices.marketing ?? 0,
    },
  ],
  sentence: ({ signName, priceService, priceMarketing }) =>
    words(
      `以【${signName}】发送，通知 ¥${(priceService / 1000).toFixed(3)}、推广 ¥${(priceMarketing / 1000).toFixed(3)} 一条`,
      `Sent as 【${signName}】, a notice ¥${(priceService / 1000).toFixed(3)}, a promotion ¥${(priceMarketing / 1000).toFixed(3)} a piece`,
    ),
});

type Row = {
  readonly vendor: string;
  readonly accessKeyId: string;
  readonly secretSealed: string;
  readonly signName: string;
  readonly callbackKey: string;
  readonly priceService: number;
  readonly priceMarketing: number;
  readonly trouble: string | null;
};

export type SmsSetup = {
  readonly vendor: SmsVendor;
  readonly account: SmsAccount;
  readonly callbackKey: string;
  /** Tenths of a fen a piece. */
  readonly prices: Readonly<Record<Kind, number>>;
  readonly trouble: string | null;
};

const SECRET = 'messaging.sms:secret';

/** Who sends texts now; null while nobody does. */
export async function readSetup(ctx: Ctx): Promise<SmsSetup | null> {
  const { rows } = await sql<Row>`
    select vendor, access_key_id, secret_sealed, sign_name, callback_key, price_service, price_marketing, trouble
    from messaging.sms_account where id = 1
  `.execute(ctx.db);
  const [row] = rows;
  const vendor = row && vendorNamed(row.vendor);
  if (!row || !vendor) return null;
  const secret = ctx.crypto.decrypt(row.secretSealed, SECRET);
  return {
    vendor,
    account: { accessKeyId: row.accessKeyId, secret, signName: row.signName },
    callbackKey: row.callbackKey,
    prices: { service: row.priceService, marketing: row.priceMarketing },
    trouble: row.trouble,
  };
}

/** A secret that is left empty stays what it is. Throws `platform.bad_form`. */
export async function saveAccount(ctx: Ctx, draft: Draft): Promise<void> {
  const { vendor, accessKeyId, secret, signName, priceService, priceMarketing } = await readForm(ctx, smsForm, draft);
  const before = await readSetup(ctx);
  const plain = secret ?? before?.account.secret;
  if (plain === undefined)
    throw badForm([{ at: 'secret', words: words('第一次接入要填', 'It is needed the first time') }]);
  const callbackKey = before?.callbackKey ?? randomBytes(18).toString('base64url');
  await putAccount(ctx, { vendor, accessKeyId, secret: plain, signName, callbackKey, priceService, priceMarketing });
}

type NewAccount = Omit<Row, 'secretSealed' | 'trouble'> & { readonly secret: string };

async function putAccount(ctx: Ctx, account: NewAccount): Promise<void> {
  await sql`
    insert into messaging.sms_account (id, vendor, access_key_id, secret_sealed, sign_name, callback_key, price_service, price_marketing,
      changed_at)
    values (1, ${account.vendor}, ${account.accessKeyId}, ${ctx.crypto.encrypt(account.secret, SECRET)}, ${account.signName},
      ${account.callbackKey}, ${account.priceService}, ${account.priceMarketing}, ${ctx.now()})
    on conflict (id) do update set vendor = excluded.vendor, access_key_id = excluded.access_key_id,
      secret_sealed = excluded.secret_sealed, sign_name = excluded.sign_name, price_service = excluded.price_service,
      price_marketing = excluded.price_marketing, changed_at = excluded.changed_at, trouble = null
  `.execute(ctx.db);
}

/** A shop begins with what its credentials say; what the console said since stays. */
export async function prepareAccount(ctx: Ctx): Promise<void> {
  const { sms } = ctx.config.wechat;
  if (sms === null || (await readSetup(ctx)) !== null) return;
  const { service, marketing } = vendorNamed(sms.vendor)?.prices ?? { service: 0, marketing: 0 };
  const { accessKeySecret: secret, ...rest } = sms;
  await putAccount(ctx, { ...rest, secret, priceService: service, priceMarketing: marketing });
}

/** What keeps all texts from going out, as the vendor said it last; null: nothing. */
export async function noteTrouble(ctx: Ctx, trouble: string | null): Promise<void> {
  await sql`
    update messaging.sms_account set trouble = ${trouble} where id = 1 and trouble is distinct from ${trouble}
  `.execute(ctx.db);
}

/**
 * What these pieces cost each, in whole fen: a tenth of a fen that one is too cheap, the next is too dear, so that all of them
 * add up to the bill.
 */
export async function priceEach(ctx: Ctx, costs: readonly number[]): Promise<readonly number[]> {
  const whole = costs.reduce((sum, cost) => sum + cost, 0);
  const { rows } = await sql<{ spent: number }>`
    update messaging.sms_account set spent = spent + ${whole} where id = 1 returning spent
  `.execute(ctx.db);
  let spent = Number(rows[0]?.spent ?? whole) - whole;
  return costs.map((cost) => {
    const before = Math.floor(spent / 10);
    spent += cost;
    return Math.floor(spent / 10) - before;
  });
}
