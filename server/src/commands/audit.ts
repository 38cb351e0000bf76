import { parseArgs } from 'node:util';
import { trimAudit, verifyAudit } from '../domains/operators/index.ts';
import { type Command, dataFolder, dataOption, progress, UsageError, writeResult } from './command.ts';
import { withShop } from './shop.ts';

export const auditCommand: Command = {
  help: `huoshui audit verify [--known NO:HASH] [--data DIR]
huoshui audit trim --keep-days DAYS [--data DIR]

verify  从头核对操作日志：每条的序号、哈希和签名。有改动、缺失或截断时退出码为 1，并说出第一条的序号和时间。
        Goes over the whole audit log: numbers, hashes, signatures. Exit code 1 where something was changed, removed or cut
        off, with number and time of the first such entry. --known is a place noted outside before: the last line of an
        earlier run has it. Only with it a log whose end was cut off together with its head is told.
trim    清理超过天数（至少 180）的记录，原处留一块“界石”，后面的仍可核对。
        Removes entries older than DAYS (180 at least) and leaves a stone, so that the rest can still be verified.
Last line of verify: {"entries":…,"removed":…,"waiting":…,"upTo":{"no":…,"hash":…,"at":…},"broken":null}`,
  run: async (args, env) => {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { data: dataOption, known: { type: 'string' }, 'keep-days': { type: 'string' } },
      allowPositionals: true,
    });
    const [what, ...rest] = positionals;
    const options = { dataDir: dataFolder(values.data, env), env, tell: progress };
    if (rest.length > 0) throw new UsageError(`多余的参数 what is this: ${rest.join(' ')}`);
    if (what === 'verify') {
      const known = readKnown(values.known);
      const verdict = await withShop(options, async ({ ctx }) => await verifyAudit(ctx, known));
      writeResult(verdict);
      return verdict.broken === null ? 0 : 1;
    }
    if (what === 'trim') {
      const keepDays = Number(values['keep-days']);
      if (!Number.isInteger(keepDays)) throw new UsageError('保留多少天 how many days are kept: --keep-days 365');
      writeResult({ stone: await withShop(options, async ({ ctx }) => await trimAudit(ctx, keepDays)) });
      return 0;
    }
    throw new UsageError('verify 还是 trim: huoshui audit verify | trim');
  },
};

function readKnown(text: string | undefined) {
  if (text === undefined) return null;
  const [, no, hash] = /^(\d{1,15}):([0-9a-f]{64})$/.exec(text) ?? [];
  if (no === undefined || hash === undefined)
    throw new UsageError('--known NO:HASH, as the last line of verify has them');
  return { no: Number(no), hash };
}
