import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { productRoot } from './product.ts';
import { playDemoOnce, type Rehearsal } from './rehearse.ts';
import { type System, startSystem } from './system.ts';
import { tellOn } from './tell.ts';

export const startHelp = `huoshui start [--port N] [--data DIR] [--no-demo]

启动整套系统：PostgreSQL、事件库、微信沙箱、服务、后台、商城。Ctrl-C 停止。
Starts the whole system on one port and keeps every part running. Ctrl-C stops it.

  --port N     端口 public port, default 5180
  --data DIR   数据目录 data folder, default .huoshui/data
  --no-demo    空店，不含演示商品和演示账号 an empty shop without demo goods and sign-ins

环境变量见 .env.example；DATABASE_URL、CLICKHOUSE_URL 可换成自己的数据库。
Settings from the environment are in .env.example; DATABASE_URL and CLICKHOUSE_URL bring your own databases.`;

/** `huoshui start`: resolves when the system has been stopped; the result is the exit code. */
export async function start(args: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      port: { type: 'string', default: env.PORT || '5180' },
      data: { type: 'string', default: env.DATA_DIR || `${productRoot}/.huoshui/data` },
      'no-demo': { type: 'boolean', default: false },
    },
  });
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    console.error(`--port 应为 0–65535 的整数 must be a whole number from 0 to 65535: ${values.port}`);
    return 2;
  }
  return await run({ port, dataDir: resolve(values.data), noDemo: values['no-demo'], env });
}

type Plan = {
  readonly port: number;
  readonly dataDir: string;
  readonly noDemo: boolean;
  readonly env: NodeJS.ProcessEnv;
};

async function run({ port, dataDir, noDemo, env }: Plan): Promise<number> {
  // A closed terminal must not end us with EPIPE halfway through a stop.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
  const tell = tellOn((line) => console.log(line));
  const asked = askedToStop(() => tell.line('\n正在停止 stopping …'));
  tell.line(`活水 Huoshui\n数据目录 data: ${dataDir}`);

  let system: System;
  try {
    system = await startSystem({ port, dataDir, env, tell, noDemo });
  } catch (error) {
    console.error(`\n${error instanceof Error ? error.message : String(error)}`);
    return 1;
  }
  let rehearsal: Rehearsal | null = null;
  if (!asked.already()) {
    tell.line(addressesOf(system));
    tell.line(`ready ${system.url}`);
    if (system.demo) {
      const ownDatabase = env.DATABASE_URL ? null : (system.env.DATABASE_URL ?? null);
      rehearsal = await playDemoOnce({ dataDir, serverUrl: system.url, env: system.env, ownDatabase }, tell);
    }
  }
  await asked.promise;
  await rehearsal?.stop();
  await system.stop();
  tell.line('已停止 stopped');
  return 0;
}

/** The first signal asks politely; a second, from somebody in a hurry, ends at once and the kernel ends the parts. */
function askedToStop(onFirst: () => void): { readonly promise: Promise<void>; readonly already: () => boolean } {
  let asked = false;
  const promise = new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(signal, () => {
        if (asked && signal === 'SIGINT') process.exit(130);
        if (asked) return;
        asked = true;
        onFirst();
        resolve();
      });
    }
  });
  return { promise, already: () => asked };
}

function addressesOf({ url, demo, owner, env }: System): string {
  const sandbox = env.SANDBOX_URL ? [`  沙箱手机 phone      ${url}/sandbox`] : [];
  const whose = demo ? '演示账号' : '初始账号';
  return [
    '',
    `  商城 storefront     ${url}/`,
    `  后台 console        ${url}/console`,
    ...sandbox,
    `  接口文档 API        ${url}/docs`,
    `  ${whose} sign-in    ${owner.login} / ${owner.password}`,
    '',
  ].join('\n');
}
