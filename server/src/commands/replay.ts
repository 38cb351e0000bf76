import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { replayCases, replayKinds } from '../domains/analytics/replay.ts';
import { createEventStore } from '../platform/event-store/client.ts';
import { migrateEventStore } from '../platform/event-store/migrate.ts';
import { spawnEventStore } from '../platform/event-store/spawn.ts';
import { type Command, UsageError, writeResult } from './command.ts';

export const replayCommand: Command = {
  help: `huoshui replay funnel|retention|lifecycle|paths CASES.json

用产品里的报表代码重算公开的漏斗、留存、活跃构成、路径案例：每个案例装入临时事件库，计算，再与期望比较。
Computes published cases of funnels, retention, lifecycle or paths with the shipped report code on a scratch event store and compares.
Prints one line of JSON a difference; last line: {"passed":8,"failed":0}. Exit code 1 when one failed.`,
  run: async (args) => {
    const { positionals } = parseArgs({
      args: [...args],
      options: { data: { type: 'string' } },
      allowPositionals: true,
    });
    const [asked, file] = positionals;
    const kind = replayKinds.find((one) => one === asked);
    if (kind === undefined || file === undefined) {
      throw new UsageError('哪一种案例、哪个文件 which kind of cases, and which file');
    }
    const dataDir = mkdtempSync(join(tmpdir(), 'huoshui-replay-'));
    const spawned = await spawnEventStore({ dataDir, readers: 1 });
    const store = createEventStore({ url: spawned.url });
    try {
      await migrateEventStore(store);
      const { passed, failed, differences } = await replayCases(kind, file, store);
      for (const difference of differences) writeResult(difference);
      writeResult({ passed, failed });
      return failed === 0 ? 0 : 1;
    } finally {
      await store.close();
      await spawned.stop();
      rmSync(dataDir, { recursive: true, force: true });
    }
  },
};
