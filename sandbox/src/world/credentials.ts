import { generateKeyPair } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type TemplateIds, templates } from '../messages/template.ts';
import { issueCertificate } from './certificate.ts';
import { digits, hex, lettersAndDigits, seeded, urlSafe } from './seed.ts';

/** What a merchant copies out of the WeChat consoles. The server is configured from this file. */
export type Credentials = {
  readonly mchid: string;
  readonly merchantSerial: string;
  readonly merchantPrivateKeyPem: string;
  /** apiclient_cert.pem: `merchantSerial` stands in it. */
  readonly merchantCertificatePem: string;
  readonly apiV3Key: string;
  readonly platformPublicKeyId: string;
  readonly platformPublicKeyPem: string;
  readonly platformCertificatePem: string;
  readonly platformCertificateSerial: string;
  /** 品牌经营平台: whoever gives 商品券 by herself signs as a brand, and is told of them by a key of its own. */
  readonly brand: Brand;
  /** 企业微信, bound to the same open platform. */
  readonly corp: Corp;
  /** 短信服务 of 阿里云. */
  readonly sms: Sms;
  /** 公众号, bound to the same open platform. */
  readonly accounts: readonly OfficialAccount[];
  /** All bound to the merchant number; the first is the main mini program. */
  readonly apps: readonly [App, ...App[]];
};

/** 品牌API证书 and its key, and the APIv3 key of the brand. WeChat's own public key is the merchant's here. */
export type Brand = {
  readonly brandId: string;
  readonly serial: string;
  readonly privateKeyPem: string;
  readonly apiV3Key: string;
};

/** What the console of WeCom gives out: the corp, a self-built app of it, and the address that its events go to. */
export type Corp = {
  readonly corpid: string;
  readonly name: string;
  readonly agentid: string;
  readonly secret: string;
  readonly token: string;
  readonly aesKey: string;
};

/** What the console of the SMS service gives out, and the part of the callback address that only it and the shop know. */
export type Sms = {
  readonly vendor: 'aliyun';
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  readonly signName: string;
  readonly callbackKey: string;
};

/** A mini program or an official account. An openid, a token and a template belong to one of them. */
export type App = {
  readonly appid: string;
  readonly kind: 'mini_program' | 'official_account';
  readonly name: string;
  readonly secret: string;
  readonly templates: TemplateIds;
  /** 消息推送 of its console, in safe mode: Token and EncodingAESKey. */
  readonly messageToken: string;
  readonly messageAesKey: string;
};

/** A 公众号: the id that its messages are addressed to, and what the platform lets it do by its type and its certificate. */
export type OfficialAccount = App & {
  readonly originalId: string;
  readonly type: 'service' | 'subscription';
  readonly verified: boolean;
};

/** How the file looked before the merchant had a certificate. */
type Uncertified = Omit<Credentials, 'merchantCertificatePem' | 'brand' | 'corp' | 'sms' | 'accounts'>;

/** How the file looked while there was one mini program. */
type OneApp = { readonly appid: string; readonly appSecret: string; readonly templates: TemplateIds };

/** The platform's side of the keys: the server never sees it. */
export type PlatformSecrets = {
  readonly publicKeyModePrivateKeyPem: string;
  readonly certificateModePrivateKeyPem: string;
};

export type KeyMaterial = { readonly credentials: Credentials; readonly platform: PlatformSecrets };

/**
 * The key material below `dir`, made at the first start: `credentials.json` for the server, `platform-keys.json` for
 * the sandbox alone. Numbers follow the seed; RSA keys are real and new.
 */
export async function openCredentials(dir: string, seed: number, rsaBits = 2048): Promise<KeyMaterial> {
  mkdirSync(dir, { recursive: true });
  const merchantFile = join(dir, 'credentials.json');
  const platformFile = join(dir, 'platform-keys.json');
  if (existsSync(merchantFile) && existsSync(platformFile)) {
    const known = readJson<Uncertified | (Omit<Uncertified, 'apps'> & OneApp)>(merchantFile);
    const platform = readJson<PlatformSecrets>(platformFile);
    const several = 'apps' in known ? known : withApps(seed, known);
    const ours = isCertified(several) ? several : certified(withPush(seed, several), platform);
    // A folder from before there was a corp, texts, official accounts, or a brand.
    const credentials = isWhole(ours)
      ? ours
      : {
          brand: makeBrand(seed, ours.merchantPrivateKeyPem),
          corp: makeCorp(seed),
          sms: makeSms(seed),
          accounts: makeAccounts(seed, ours.apps),
          ...ours,
        };
    if (credentials !== known) writeWhole(merchantFile, credentials);
    writePems(dir, credentials);
    return { credentials, platform };
  }
  const made = await makeKeyMaterial(seed, rsaBits);
  writeWhole(platformFile, made.platform);
  writeWhole(merchantFile, made.credentials);
  writePems(dir, made.credentials);
  return made;
}

/** The files that a merchant downloads from the console: what the README of an SDK asks for. */
function writePems(dir: string, credentials: Credentials): void {
  const folder = join(dir, 'cert');
  mkdirSync(folder, { recursive: true });
  const files = {
    'apiclient_cert.pem': credentials.merchantCertificatePem,
    'apiclient_key.pem': credentials.merchantPrivateKeyPem,
    'pub_key.pem': credentials.platformPublicKeyPem,
  };
  for (const [name, pem] of Object.entries(files)) writeFileSync(join(folder, name), pem, { mode: 0o600 });
}

type Certified = Omit<Credentials, 'brand' | 'corp' | 'sms' | 'accounts'>;

function isCertified(credentials: Uncertified): credentials is Certified | Credentials {
  return 'merchantCertificatePem' in credentials && credentials.apps.every((app) => 'messageToken' in app);
}

function isWhole(credentials: Certified | Credentials): credentials is Credentials {
  return ['brand', 'corp', 'sms', 'accounts'].every((part) => part in credentials);
}

/** Apps from before the platform pushed anything. */
function withPush(seed: number, credentials: Uncertified): Uncertified {
  const made = makeApps(seed);
  const [first, ...others] = credentials.apps.map((app, index) => ({ ...(made[index] ?? made[0]), ...app }));
  return first === undefined ? credentials : { ...credentials, apps: [first, ...others] };
}

/** Certificates for the keys there are: a folder from before keeps its keys. */
function certified(
  credentials: Omit<Uncertified, 'merchantSerial' | 'platformCertificatePem' | 'platformCertificateSerial'>,
  platform: PlatformSecrets,
): Certified {
  const merchant = issueCertificate(credentials.merchantPrivateKeyPem, credentials.mchid);
  const own = issueCertificate(platform.certificateModePrivateKeyPem, 'Tenpay.com Sandbox');
  return {
    ...credentials,
    merchantSerial: merchant.serial,
    merchantCertificatePem: merchant.pem,
    platformCertificatePem: own.pem,
    platformCertificateSerial: own.serial,
  };
}

async function makeKeyMaterial(seed: number, rsaBits: number): Promise<KeyMaterial> {
  const [merchant, platform, certificate] = await Promise.all([rsaPair(rsaBits), rsaPair(rsaBits), rsaPair(rsaBits)]);
  const secrets: PlatformSecrets = {
    publicKeyModePrivateKeyPem: platform.privateKey,
    certificateModePrivateKeyPem: certificate.privateKey,
  };
  const given = {
    mchid: `16${seeded(seed, 'mchid', 1, 8, digits)}`,
    merchantPrivateKeyPem: merchant.privateKey,
    apiV3Key: seeded(seed, 'apiv3', 1, 32, lettersAndDigits),
    platformPublicKeyId: `PUB_KEY_ID_01${seeded(seed, 'pubkey', 1, 26, digits)}`,
    platformPublicKeyPem: platform.publicKey,
    apps: makeApps(seed),
  };
  const brand = makeBrand(seed, merchant.privateKey);
  const made = { brand, corp: makeCorp(seed), sms: makeSms(seed), accounts: makeAccounts(seed, given.apps) };
  return { credentials: { ...certified(given, secrets), ...made }, platform: secrets };
}

/** A certificate and numbers of its own, over the merchant's key: a fourth pair takes longer to make than it would teach. */
function makeBrand(seed: number, privateKeyPem: string): Brand {
  const brandId = `1${seeded(seed, 'brand', 1, 5, digits)}`;
  return {
    brandId,
    serial: issueCertificate(privateKeyPem, brandId).serial,
    privateKeyPem,
    apiV3Key: seeded(seed, 'brand-apiv3', 1, 32, lettersAndDigits),
  };
}

function makeSms(seed: number): Sms {
  return {
    vendor: 'aliyun',
    accessKeyId: `LTAI5t${seeded(seed, 'sms-key', 1, 18, lettersAndDigits)}`,
    accessKeySecret: seeded(seed, 'sms-secret', 1, 30, lettersAndDigits),
    signName: '活水鲜生',
    callbackKey: seeded(seed, 'sms-callback', 1, 24, lettersAndDigits),
  };
}

function makeCorp(seed: number): Corp {
  return {
    corpid: `ww${seeded(seed, 'corpid', 1, 16, hex)}`,
    name: '活水鲜生',
    agentid: `10000${seeded(seed, 'agentid', 1, 2, digits)}`,
    secret: seeded(seed, 'corp-secret', 1, 43, urlSafe),
    token: seeded(seed, 'corp-token', 1, 24, lettersAndDigits),
    aesKey: seeded(seed, 'corp-key', 1, 42, lettersAndDigits).concat('A'),
  };
}

const accountKinds = [
  { name: '活水鲜生服务号', type: 'service', verified: true },
  { name: '活水早餐', type: 'service', verified: true },
  { name: '活水育儿', type: 'subscription', verified: true },
  { name: '活水门店快讯', type: 'subscription', verified: false },
] as const;

/** Four of them, so that what each may do differs as it does in truth; the first is the app that people sign in with. */
function makeAccounts(seed: number, apps: Credentials['apps']): readonly OfficialAccount[] {
  return accountKinds.map((kind, index) => {
    const first = index === 0 ? apps.find((app) => app.kind === 'official_account') : undefined;
    const number = index + 1;
    return {
      appid: `wx${seeded(seed, 'account', number, 16, hex)}`,
      kind: 'official_account',
      secret: seeded(seed, 'account-secret', number, 32, hex),
      messageToken: seeded(seed, 'account-token', number, 32, lettersAndDigits),
      messageAesKey: seeded(seed, 'account-key', number, 42, lettersAndDigits).concat('A'),
      ...first,
      ...kind,
      originalId: `gh_${seeded(seed, 'account-original', number, 12, hex)}`,
      templates: Object.fromEntries(
        kind.type === 'service'
          ? templates.map(({ key }) => [key, seeded(seed, `account-template/${key}`, number, 43, urlSafe)])
          : [],
      ),
    };
  });
}

/** Two mini programs and an official account: enough for one person to be three openids. Only a mini program has subscribe templates here. */
function makeApps(seed: number): Credentials['apps'] {
  const make = (number: number, kind: App['kind'], name: string): App => ({
    appid: `wx${seeded(seed, 'appid', number, 16, hex)}`,
    kind,
    name,
    secret: seeded(seed, 'secret', number, 32, hex),
    messageToken: seeded(seed, 'message-token', number, 32, lettersAndDigits),
    messageAesKey: seeded(seed, 'message-key', number, 42, lettersAndDigits).concat('A'),
    templates: Object.fromEntries(
      kind === 'mini_program'
        ? templates.map(({ key }) => [key, seeded(seed, `template/${key}`, number, 43, urlSafe)])
        : [],
    ),
  });
  return [
    make(1, 'mini_program', '活水鲜生'),
    make(2, 'mini_program', '活水优选'),
    make(3, 'official_account', '活水鲜生服务号'),
  ];
}

/** A folder from before: its mini program stays what it was, the others come beside it. */
function withApps(
  seed: number,
  { appid, appSecret, templates: ids, ...merchant }: Omit<Uncertified, 'apps'> & OneApp,
): Uncertified {
  const [first, ...others] = makeApps(seed);
  return { ...merchant, apps: [{ ...first, appid, secret: appSecret, templates: ids }, ...others] };
}

async function rsaPair(modulusLength: number): Promise<{ readonly publicKey: string; readonly privateKey: string }> {
  return promisify(generateKeyPair)('rsa', {
    modulusLength,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
}

/** Our own file, written whole by `writeWhole`: its shape is known. */
function readJson<T>(file: string): T {
  return JSON.parse(readFileSync(file, 'utf8'));
}

function writeWhole(file: string, value: unknown): void {
  writeFileSync(`${file}.new`, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}
