import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { ConfigError, readConfig } from './config.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'huoshui-config-'));
afterAll(() => rmSync(folder, { recursive: true }));
const credentials = path.join(folder, 'credentials.json');
writeFileSync(
  credentials,
  JSON.stringify({
    appid: 'wx1',
    appSecret: 's',
    mchid: '1',
    merchantSerial: 'A',
    merchantPrivateKeyPem: 'pem',
    apiV3Key: '0'.repeat(32),
    templates: {},
  }),
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

describe('configuration', () => {
  it('names everything that is wrong at once', () => {
    const problems = problemsOf({ ...good, PORT: 'many', DATABASE_URL: '', DATA_KEY: 'short', LOG_LEVEL: 'loud' });
    expect(problems.map((p) => p.split(':')[0])).toEqual(['PORT', 'DATABASE_URL', 'DATA_KEY', 'LOG_LEVEL']);
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

  it('reads the sandbox’s addresses from its base', () => {
    expect(readConfig(good).wechat).toMatchObject({
      mpBaseUrl: 'http://127.0.0.1:3/mp',
      payBaseUrl: 'http://127.0.0.1:3/pay',
    });
  });
});
