import { existsSync, readFileSync } from 'node:fs';
import { type Static, Type } from '@sinclair/typebox';
import { Value } from '@sinclair/typebox/value';

/** Subscribe-message template ids by purpose; each belongs to one app. */
const Templates = Type.Record(Type.String(), Type.String());

const Merchant = Type.Object({
  mchid: Type.String({ minLength: 1 }),
  merchantSerial: Type.String({ minLength: 1 }),
  merchantPrivateKeyPem: Type.String({ minLength: 1 }),
  apiV3Key: Type.String({ minLength: 32, maxLength: 32 }),
  platformPublicKeyId: Type.Optional(Type.String()),
  platformPublicKeyPem: Type.Optional(Type.String()),
});

const App = Type.Object({
  appid: Type.String({ minLength: 1, maxLength: 64 }),
  kind: Type.Union([Type.Literal('mini_program'), Type.Literal('official_account')]),
  /** What operators call it. */
  name: Type.String({ minLength: 1, maxLength: 30 }),
  secret: Type.String({ minLength: 1 }),
  /** The one that is meant where nobody says which; without it the first. */
  default: Type.Optional(Type.Boolean()),
  templates: Type.Optional(Templates),
  /** 消息推送 of its console: Token, and in safe mode EncodingAESKey. Without a token nothing that is pushed is believed. */
  messageToken: Type.Optional(Type.String({ minLength: 3, maxLength: 32 })),
  messageAesKey: Type.Optional(Type.String({ minLength: 43, maxLength: 43 })),
});
/** 品牌经营平台, where the shop has a brand of its own: its certificate's serial and key, and its APIv3 key. */
const Brand = Type.Object({
  brandId: Type.String({ minLength: 1, maxLength: 32 }),
  serial: Type.String({ minLength: 1 }),
  privateKeyPem: Type.String({ minLength: 1 }),
  apiV3Key: Type.String({ minLength: 32, maxLength: 32 }),
  publicKeyId: Type.Optional(Type.String()),
  publicKeyPem: Type.Optional(Type.String()),
});
/** 企业微信: what a shop begins with; afterwards the console keeps it. */
const Corp = Type.Object({
  corpid: Type.String({ minLength: 1, maxLength: 64 }),
  agentid: Type.String({ maxLength: 20 }),
  secret: Type.String({ minLength: 1, maxLength: 100 }),
  token: Type.String({ minLength: 1, maxLength: 32 }),
  aesKey: Type.String({ minLength: 43, maxLength: 43 }),
});
/** 短信服务: the same. `callbackKey` is the part of the callback address that only the vendor's console and the shop know. */
const Sms = Type.Object({
  vendor: Type.String({ minLength: 1, maxLength: 40 }),
  accessKeyId: Type.String({ minLength: 1, maxLength: 100 }),
  accessKeySecret: Type.String({ minLength: 1, maxLength: 100 }),
  signName: Type.String({ minLength: 2, maxLength: 12 }),
  callbackKey: Type.String({ minLength: 16, maxLength: 64 }),
});
/** 公众号: those that a shop begins with; afterwards the console keeps them. */
const Account = Type.Object({
  appid: Type.String({ minLength: 1, maxLength: 64 }),
  originalId: Type.Optional(Type.String({ maxLength: 64 })),
  name: Type.String({ minLength: 1, maxLength: 30 }),
  type: Type.Union([Type.Literal('service'), Type.Literal('subscription')]),
  verified: Type.Boolean(),
  secret: Type.String({ minLength: 1, maxLength: 100 }),
  messageToken: Type.String({ minLength: 3, maxLength: 32 }),
  messageAesKey: Type.Optional(Type.String({ minLength: 43, maxLength: 43 })),
  templates: Type.Optional(Templates),
});
const Accounts = Type.Array(Account, { maxItems: 100 });
const Apps = Type.Object({ apps: Type.Array(App, { minItems: 1, maxItems: 100 }) });

/** How the file looked while there was one mini program. */
const OneApp = Type.Object({
  appid: Type.String({ minLength: 1 }),
  appSecret: Type.String({ minLength: 1 }),
  templates: Templates,
});

export type WechatBrand = Static<typeof Brand>;
export type WechatCorp = Static<typeof Corp>;
export type SmsCredentials = Static<typeof Sms>;
export type WechatAccount = Static<typeof Account>;
export type WechatMerchant = Static<typeof Merchant>;
export type WechatApp = {
  readonly appid: string;
  readonly kind: 'mini_program' | 'official_account';
  readonly name: string;
  readonly secret: string;
  readonly templates: Readonly<Record<string, string>>;
  readonly messageToken?: string;
  readonly messageAesKey?: string;
};
export type WechatCredentials = {
  readonly merchant: WechatMerchant;
  readonly apps: readonly [WechatApp, ...WechatApp[]];
  readonly brand: WechatBrand | null;
  readonly corp: WechatCorp | null;
  readonly sms: SmsCredentials | null;
  readonly accounts: readonly WechatAccount[];
};

const nobody: WechatApp = { appid: '', kind: 'mini_program', name: '', secret: '', templates: {} };
const nothing: WechatCredentials = {
  merchant: { mchid: '', merchantSerial: '', merchantPrivateKeyPem: '', apiV3Key: '' },
  apps: [nobody],
  brand: null,
  corp: null,
  sms: null,
  accounts: [],
};

/** One JSON file holds what WeChat's consoles give out; the sandbox writes one of the same shape. */
export function readCredentials(file: string, problems: string[]): WechatCredentials {
  if (!file || !existsSync(file)) {
    problems.push('WECHAT_CREDENTIALS: names no file');
    return nothing;
  }
  try {
    const given: unknown = JSON.parse(readFileSync(file, 'utf8'));
    const merchant = Value.Check(Merchant, given) ? given : null;
    const apps = readApps(given, problems);
    for (const error of Value.Errors(Merchant, given))
      problems.push(`WECHAT_CREDENTIALS${error.path}: ${error.message}`);
    return {
      merchant: merchant ?? nothing.merchant,
      apps,
      brand: readBrand(given, problems),
      corp: readCorp(given, problems),
      sms: readSms(given, problems),
      accounts: readAccounts(given, problems),
    };
  } catch {
    problems.push('WECHAT_CREDENTIALS: the file is no JSON');
    return nothing;
  }
}

function readBrand(given: unknown, problems: string[]): WechatBrand | null {
  const brand: unknown = Reflect.get(Object(given), 'brand');
  if (brand === undefined || Value.Check(Brand, brand)) return brand ?? null;
  for (const error of Value.Errors(Brand, brand))
    problems.push(`WECHAT_CREDENTIALS/brand${error.path}: ${error.message}`);
  return null;
}

function readCorp(given: unknown, problems: string[]): WechatCorp | null {
  const corp: unknown = Reflect.get(Object(given), 'corp');
  if (corp === undefined || Value.Check(Corp, corp)) return corp ?? null;
  for (const error of Value.Errors(Corp, corp)) problems.push(`WECHAT_CREDENTIALS/corp${error.path}: ${error.message}`);
  return null;
}

function readSms(given: unknown, problems: string[]): SmsCredentials | null {
  const sms: unknown = Reflect.get(Object(given), 'sms');
  if (sms === undefined || Value.Check(Sms, sms)) return sms ?? null;
  for (const error of Value.Errors(Sms, sms)) problems.push(`WECHAT_CREDENTIALS/sms${error.path}: ${error.message}`);
  return null;
}

function readAccounts(given: unknown, problems: string[]): readonly WechatAccount[] {
  const accounts: unknown = Reflect.get(Object(given), 'accounts') ?? [];
  if (Value.Check(Accounts, accounts)) return accounts;
  for (const error of Value.Errors(Accounts, accounts))
    problems.push(`WECHAT_CREDENTIALS/accounts${error.path}: ${error.message}`);
  return [];
}

function readApps(given: unknown, problems: string[]): WechatCredentials['apps'] {
  if (Value.Check(OneApp, given))
    return [
      {
        appid: given.appid,
        kind: 'mini_program',
        name: '小程序',
        secret: given.appSecret,
        templates: given.templates,
      },
    ];
  if (!Value.Check(Apps, given)) {
    for (const error of Value.Errors(Apps, given)) problems.push(`WECHAT_CREDENTIALS${error.path}: ${error.message}`);
    return nothing.apps;
  }
  const twice = given.apps.find((app, at) => given.apps.findIndex((other) => other.appid === app.appid) !== at);
  if (twice) problems.push(`WECHAT_CREDENTIALS/apps: ${twice.appid} is named twice`);
  if (given.apps.filter((app) => app.default).length > 1)
    problems.push('WECHAT_CREDENTIALS/apps: only one can be the default');
  const [first, ...others] = [...given.apps]
    .sort((a, b) => Number(b.default ?? false) - Number(a.default ?? false))
    .map(({ default: _first, templates, ...app }) => ({ ...app, templates: templates ?? {} }));
  return [first ?? nobody, ...others];
}
