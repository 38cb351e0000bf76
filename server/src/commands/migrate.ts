import { parseArgs } from 'node:util';
import { readConfig } from '../config.ts';
import { joinData } from '../launch/join.ts';
import { createEventStore } from '../platform/event-store/client.ts';
import { migrateEventStore } from '../platform/event-store/migrate.ts';
import { migrate } from '../platform/migrate.ts';
import { type Command, dataFolder, dataOption, progress, writeResult } from './command.ts';

export const migrateCommand: Command = {
  help: `huoshui migrate [--data DIR]

把数据库和事件库升级到当前版本；服务启动时也会自动执行。
Brings the database and the event store to the present version; the server does the same when it starts.
Last line: {"ran":["20261121T0000_create_platform", …],"events":["20261121T0900_create_events"]}`,
  run: async (args, env) => {
    const { values } = parseArgs({ args: [...args], options: { data: dataOption } });
    const ran = await joinData({ dataDir: dataFolder(values.data, env), env, tell: progress }, async (joined) => {
      const { databaseUrl, clickhouseUrl, clickhouseCluster } = readConfig(joined);
      const store = createEventStore({ url: clickhouseUrl });
      const cluster = clickhouseCluster === null ? null : { name: clickhouseCluster };
      try {
        return { ran: await migrate(databaseUrl), events: await migrateEventStore(store, { cluster }) };
      } finally {
        await store.close();
      }
    });
    writeResult(ran);
    return 0;
  },
};
