import { parseArgs } from 'node:util';
import { startSandbox } from './start.ts';

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '5190' },
    data: { type: 'string' },
    'server-url': { type: 'string', default: 'http://127.0.0.1:5180' },
    seed: { type: 'string', default: '1' },
  },
});

const port = Number(values.port);
const seed = Number(values.seed);
const serverUrl = values['server-url'].replace(/\/+$/, '');
const wrong = [
  values.data === undefined && '缺少 --data 目录',
  !(Number.isInteger(port) && port >= 0 && port < 65_536) && '--port 应为 0 到 65535',
  !Number.isInteger(seed) && '--seed 应为整数',
  !URL.canParse(serverUrl) && '--server-url 应为网址',
].filter((problem) => problem !== false);

if (wrong.length > 0) {
  console.error(`沙箱无法启动：${wrong.join(';')}`);
  process.exit(2);
}

const onError = (error: unknown): void => console.error(error);
const sandbox = await startSandbox({ port, dir: values.data ?? '', seed, serverUrl, onError });
console.log(`sandbox ready ${sandbox.url}`);

let stopping = false;
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.on(signal, () => {
    if (stopping) return;
    stopping = true;
    sandbox.close().then(() => process.exit(0), onError);
  });
}
