import { isIP } from 'node:net';
import path from 'node:path';
import {
  readCredentials,
  type SmsCredentials,
  type WechatAccount,
  type WechatApp,
  type WechatBrand,
  type WechatCorp,
  type WechatMerchant,
} from './wechat-credentials.ts';

export type WechatConfig = {
  readonly mpBaseUrl: string;
  readonly payBaseUrl: string;
  readonly wecomBaseUrl: string;
  /** Where WeChat shows the pictures of account codes. */
  readonly mpPictureBaseUrl: string;
  readonly merchant: WechatMerchant;
  /** Mini programs and official accounts, at least one; the default one stands first. */
  readonly apps: readonly [WechatApp, ...WechatApp[]];
  /** Of 品牌经营平台; null: the shop gives no 商品券. */
  readonly brand: WechatBrand | null;
  /** Of WeCom, until the console says something else. */
  readonly corp: WechatCorp | null;
  /** Who sends texts, until the console says something else. */
  readonly sms: SmsCredentials | null;
  /** Official accounts, until the console says something else. */
  readonly accounts: readonly WechatAccount[];
};

export type Config = {
  readonly production: boolean;
  readonly role: 'api' | 'worker' | 'all';
  readonly host: string;
  readonly port: number;
  /** Where shoppers and WeChat reach this server, without a slash at the end. */
  readonly publicUrl: string;
  readonly dataDir: string;
  readonly databaseUrl: string;
  /** Of this process for its requests and its background work; each holds plans and caches of its own. */
  readonly databaseConnections: number;
  /** So often all sweeps run, whatever they say is due; 0: when something is due, or when they are settled. */
  readonly roundSeconds: number;
  readonly clickhouseUrl: string;
  readonly clickhouseCluster: string | null;
  /** Base64 of the 32 bytes from which the keys of encrypted fields and sessions are derived. */
  readonly dataKey: string;
  readonly logLevel: string;
  /** How many proxies stand before this server, or which: only these are believed about where a request came from. */
  readonly trustProxy: false | number | readonly string[];
  /** From one address; 0 is no limit. Carriers let thousands of phones share one. */
  readonly requestsPerMinute: number;
  /** Of one shopper or operator who has signed in, wherever she is; 0 is no limit. */
  readonly requestsPerCaller: number;
  /** Whoever carries it may read `/metrics` in production. */
  readonly metricsToken: string | null;
  /** Whether webhooks may lead to private addresses: a system in the house. */
  readonly webhooksMayReachPrivate: boolean;
  /** The sandbox process; null when the real WeChat is configured. */
  readonly sandboxUrl: string | null;
  readonly wechat: WechatConfig;
  /** What plays the vendor of texts; null: the vendor itself. */
  readonly smsBaseUrl: string | null;
  readonly demo: boolean;
  /** The console account that an empty shop starts with; null leaves that to whoever fills the database. */
  readonly firstOwner: { readonly login: string; readonly password: string } | null;
  /** Days before now at which a movable clock begins in an empty database. */
  readonly clockStartsDaysAgo: number;
  readonly faces: { readonly console: string; readonly storefront: string };
};

export class ConfigError extends Error {
  readonly problems: readonly string[];
  constructor(problems: readonly string[]) {
    super(`configuration is wrong:\n${problems.map((p) => `  - ${p}`).join('\n')}`);
    this.name = 'ConfigError';
    this.problems = problems;
  }
}

/** Read the environment, or fail naming everything that is wrong with it at once. The only reader of it. */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const problems: string[] = [];
  const read = readers(env, problems);
  const production = read.choice('HUOSHUI_ENV', ['sandbox', 'production'], 'sandbox') === 'production';
  const sandboxUrl = read.url('SANDBOX_URL', null);
  if (production && sandboxUrl) problems.push('SANDBOX_URL: the sandbox must not run in production');
  if (!production && !sandboxUrl) problems.push('SANDBOX_URL: needed unless HUOSHUI_ENV is production');
  const port = read.number('PORT', 5180, 0, 65535);
  const dataDir = path.resolve(read.text('DATA_DIR', '.huoshui/data'));
  const publicUrl = (read.url('PUBLIC_URL', `http://127.0.0.1:${port}`) ?? '').replace(/\/$/, '');
  if (production && !publicUrl.startsWith('https://'))
    problems.push('PUBLIC_URL: must begin with https:// in production');
  const config: Config = {
    production,
    role: read.choice('ROLE', ['api', 'worker', 'all'], 'all'),
    host: read.text('HOST', '127.0.0.1'),
    port,
    publicUrl,
    dataDir,
    databaseUrl: read.url('DATABASE_URL', undefined) ?? '',
    databaseConnections: read.number('DATABASE_CONNECTIONS', 16, 2, 200),
    roundSeconds: read.number('ROUND_SECONDS', 5, 0, 3600),
    clickhouseUrl: read.url('CLICKHOUSE_URL', undefined) ?? '',
    clickhouseCluster: env.CLICKHOUSE_CLUSTER || null,
    dataKey: read.dataKey('DATA_KEY'),
    logLevel: read.choice('LOG_LEVEL', ['trace', 'debug', 'info', 'warn', 'error', 'silent'], 'info'),
    trustProxy: read.proxies('TRUST_PROXY'),
    requestsPerMinute: read.number('REQUESTS_PER_MINUTE', production ? 6000 : 0, 0, 1_000_000),
    requestsPerCaller: read.number('REQUESTS_PER_CALLER', production ? 600 : 0, 0, 1_000_000),
    metricsToken: env.METRICS_TOKEN || null,
    webhooksMayReachPrivate: read.choice('WEBHOOKS_PRIVATE', ['0', '1'], '0') === '1',
    sandboxUrl,
    wechat: readWechat(read, sandboxUrl, problems),
    smsBaseUrl: read.url('SMS_BASE_URL', sandboxUrl),
    demo: read.choice('DEMO', ['0', '1'], '0') === '1',
    firstOwner: env.FIRST_OWNER_PASSWORD
      ? { login: read.text('FIRST_OWNER_LOGIN', 'owner'), password: env.FIRST_OWNER_PASSWORD }
      : null,
    clockStartsDaysAgo: read.number('CLOCK_STARTS_DAYS_AGO', 0, 0, 400),
    faces: {
      console: path.resolve(read.text('CONSOLE_DIST', 'console/dist')),
      storefront: path.resolve(read.text('STOREFRONT_DIST', 'storefront/dist/h5')),
    },
  };
  if (problems.length > 0) throw new ConfigError(problems);
  return config;
}

type Readers = ReturnType<typeof readers>;

function readers(env: Readonly<Record<string, string | undefined>>, problems: string[]) {
  return {
    text: (name: string, initial: string): string => env[name] || initial,
    url(name: string, initial: string | null | undefined): string | null {
      const value = env[name];
      if (!value && initial !== undefined) return initial;
      if (!value) problems.push(`${name}: missing`);
      else if (!URL.canParse(value)) problems.push(`${name}: no URL`);
      return value ?? null;
    },
    number(name: string, initial: number, min: number, max: number): number {
      const value = env[name] ? Number(env[name]) : initial;
      if (!Number.isInteger(value) || value < min || value > max)
        problems.push(`${name}: must be a whole number from ${min} to ${max}`);
      return value;
    },
    choice<const T extends string>(name: string, allowed: readonly T[], initial: T): T {
      const value = env[name] || initial;
      const found = allowed.find((a) => a === value);
      if (!found) problems.push(`${name}: must be one of ${allowed.join(', ')}`);
      return found ?? initial;
    },
    /** A number of hops, or addresses and networks, `10.0.0.0/8, loopback`. */
    proxies(name: string): Config['trustProxy'] {
      const value = (env[name] ?? '').trim();
      if (value === '' || value === '0') return false;
      if (/^([1-9]|10)$/.test(value)) return Number(value);
      const named = value.split(',').map((one) => one.trim());
      const wrong = named.find((one) => !isNetwork(one));
      if (wrong === undefined) return named;
      problems.push(`${name}: must be a number of proxies (1–10), or their addresses; ${wrong} is neither`);
      return false;
    },
    dataKey(name: string): string {
      const value = env[name] ?? '';
      if (Buffer.from(value, 'base64').length !== 32) problems.push(`${name}: must be 32 bytes in base64`);
      return value;
    },
  };
}

function isNetwork(text: string): boolean {
  const [address = '', bits] = text.split('/');
  if (bits === undefined && ['loopback', 'linklocal', 'uniquelocal'].includes(address)) return true;
  const widest = isIP(address) === 6 ? 128 : 32;
  return isIP(address) !== 0 && (bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= widest));
}

function readWechat(read: Readers, sandboxUrl: string | null, problems: string[]): WechatConfig {
  const base = sandboxUrl?.replace(/\/$/, '');
  return {
    mpBaseUrl: read.text('WECHAT_MP_BASE_URL', base ? `${base}/mp` : 'https://api.weixin.qq.com'),
    payBaseUrl: read.text('WECHAT_PAY_BASE_URL', base ? `${base}/pay` : 'https://api.mch.weixin.qq.com'),
    wecomBaseUrl: read.text('WECHAT_WECOM_BASE_URL', base ? `${base}/wecom` : 'https://qyapi.weixin.qq.com'),
    mpPictureBaseUrl: read.text('WECHAT_MP_PICTURE_BASE_URL', base ? `${base}/mp` : 'https://mp.weixin.qq.com'),
    ...readCredentials(read.text('WECHAT_CREDENTIALS', ''), problems),
  };
}
