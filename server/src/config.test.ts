import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { ConfigError, readConfig } from './config.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'huoshui-config-'));
afterAll(() => rmSync(folder, { recursive: true }));
const credentials = path.join(folder, 'credentials.json');
const merchant = { mchid: '1', merchantSerial: 'A', merchantPrivateKeyPem: 'pem', apiV3Key: '0'.repeat(32) };
writeFileSync(
  credentials,
  JSON.stringify({ appid: 'wx1', appSecret: 's', ...merchant, templates: { careReminder: 't' } }),
);

const good = {
  DATABASE_URL: 'postgresql://u@127.0.0.1:1/d',
  CLICKHOUSE_URL: 'http://127.0.0.1:2',
  DATA_KEY: Buffer.alloc(32).toString('base64'),
  SANDBOX_URL: 'http://127.0.0.1:3',
  WECHAT_CREDENTIALS: credentials,
};

function problemsOf(env: Record<string, string | undefined>): readonly string[] {
  try {
    readConfig(env);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
}

function appsOf(file: object): { readonly problems: readonly string[]; readonly apps: readonly object[] } {
  const name = path.join(folder, 'apps.json');
  const { mchid, merchantSerial, merchantPrivateKeyPem, apiV3Key } = merchant;
  writeFileSync(name, JSON.stringify({ mchid, merchantSerial, merchantPrivateKeyPem, apiV3Key, ...file }));
  const env = { ...good, WECHAT_CREDENTIALS: name };
  const problems = problemsOf(env);
  return { problems, apps: problems.length > 0 ? [] : readConfig(env).wechat.apps };
}

describe('configuration', () => {
  it('names everything that is wrong at once', () => {
    const problems = problemsOf({ ...good, PORT: 'many', DATABASE_URL: '', DATA_KEY: 'short', LOG_LEVEL: 'loud' });
    expect(problems.map((p) => p.split(':')[0])).toEqual(['PORT', 'DATABASE_URL', 'DATA_KEY', 'LOG_LEVEL']);
  });

  it('trusts a number of proxies, or those that are named, and nobody else', () => {
    const trusted = (given: string) => readConfig({ ...good, TRUST_PROXY: given }).trustProxy;
    expect(['0', '', '1', '2'].map(trusted)).toEqual([false, false, 1, 2]);
    expect(trusted('10.0.0.0/8, loopback,::1')).toEqual(['10.0.0.0/8', 'loopback', '::1']);
    for (const wrong of ['true', '11', '-1', '10.0.0.0/33', 'proxy.internal', '1,2'])
      expect(problemsOf({ ...good, TRUST_PROXY: wrong }).map((p) => p.split(':')[0])).toEqual(['TRUST_PROXY']);
  });

  it('refuses the sandbox in production', () => {
    const problems = problemsOf({ ...good, HUOSHUI_ENV: 'production', PUBLIC_URL: 'https://shop.example' });
    expect(problems).toEqual(['SANDBOX_URL: the sandbox must not run in production']);
  });

  it('wants an address by https in production, and real credentials everywhere', () => {
    const problems = problemsOf({
      ...good,
      HUOSHUI_ENV: 'production',
      SANDBOX_URL: undefined,
      WECHAT_CREDENTIALS: '/nowhere',
    });
    expect(problems).toEqual([
      'PUBLIC_URL: must begin with https:// in production',
      'WECHAT_CREDENTIALS: names no file',
    ]);
  });

  it('knows several apps, the default one first', () => {
    const apps = [
      { appid: 'wx1', kind: 'official_account', name: '公众号', secret: 's' },
      {
        appid: 'wx2',
        kind: 'mini_program',
        name: '小程序',
        secret: 's',
        default: true,
        templates: { careReminder: 't' },
      },
    ];
    expect(appsOf({ apps })).toMatchObject({
      problems: [],
      apps: [
        { appid: 'wx2', templates: { careReminder: 't' } },
        { appid: 'wx1', templates: {} },
      ],
    });
    expect(appsOf({ apps: [...apps, apps[0]] }).problems).toEqual(['WECHAT_CREDENTIALS/apps: wx1 is named twice']);
    expect(appsOf({ apps: [{ ...apps[0], default: true }, apps[1]] }).problems).toEqual([
      'WECHAT_CREDENTIALS/apps: only one can be the default',
    ]);
    expect(appsOf({ apps: [{ ...apps[0], kind: 'shop' }] }).problems).not.toEqual([]);
    expect(appsOf({ apps: [] }).problems).not.toEqual([]);
  });

  it('still reads a file of one mini program', () => {
    expect(readConfig(good).wechat.apps).toEqual([
      { appid: 'wx1', kind: 'mini_program', name: '小程序', secret: 's', templates: { careReminder: 't' } },
    ]);
  });

  it('reads the sandbox’s addresses from its base', () => {
    expect(readConfig(good).wechat).toMatchObject({
      mpBaseUrl: 'http://127.0.0.1:3/mp',
      payBaseUrl: 'http://127.0.0.1:3/pay',
    });
  });
});
