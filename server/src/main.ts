import { parseArgs } from 'node:util';
import { startProcess } from './compose.ts';
import { ConfigError, readConfig } from './config.ts';
import { createLog } from './platform/log.ts';
import { migrate } from './platform/migrate.ts';

const { values } = parseArgs({ options: { role: { type: 'string' }, port: { type: 'string' } }, strict: false });

try {
  const config = readConfig({
    ...process.env,
    ...(typeof values.role === 'string' ? { ROLE: values.role } : {}),
    ...(typeof values.port === 'string' ? { PORT: values.port } : {}),
  });
  const log = createLog(config.logLevel);
  await migrate(config.databaseUrl);
  const running = await startProcess(config, log);
  log.info({ address: running.address, role: config.role }, 'serving');
  let stopping = false;
  const stop = async (signal: string) => {
    if (stopping) return;
    stopping = true;
    log.info({ signal }, 'stopping');
    // What is claimed is handed back by its lease if this takes too long.
    // Below the ten seconds that a container has to end; the launcher is stricter (launch/system.ts).
    setTimeout(() => process.exit(1), 8000).unref();
    await running.stop();
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void stop(signal));
} catch (error) {
  process.stderr.write(
    `${error instanceof ConfigError ? error.message : String(error instanceof Error ? error.stack : error)}\n`,
  );
  process.exit(error instanceof ConfigError ? 2 : 1);
}
