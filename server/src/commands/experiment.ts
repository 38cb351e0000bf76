import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { assignCases, CaseFileError } from '../domains/experiments/cases/assign-cases.ts';
import { FiguresError, readFigures } from '../domains/experiments/cases/read-figures.ts';
import { type Command, UsageError, writeResult } from './command.ts';

export const experimentCommand: Command = {
  help: `huoshui experiment read FILE.json
huoshui experiment assign FILE.json

用产品里的统计和分流计算，不需要数据库。格式见 docs/operations/experiments.md。
read：各组的人数、和、平方和、乘积 → 差异、区间、p、胜出概率、风险、样本比例检查。
assign：GrowthBook 规范的用例（哈希、区间、命名空间、条件、分流）→ 每条的结果；与用例写的不同则退出码为 1。
By the shop's own statistics and assignment, without a database. The formats are in docs/operations/experiments.md.
read: n, sums, squares and products of each arm → estimate, interval, p, chance to win, risk, sample ratio.
assign: cases of the GrowthBook specification (hash, ranges, namespaces, conditions, assignment) → what came of each.
One line of JSON. Exit code 1 where the file cannot be read, or a case comes out otherwise than it expects.`,
  run: async (args) => {
    const { positionals } = parseArgs({
      args: [...args],
      options: { data: { type: 'string' } },
      allowPositionals: true,
    });
    const [what, file] = positionals;
    if (what !== 'read' && what !== 'assign') throw new UsageError('experiment read | assign');
    if (file === undefined) throw new UsageError('哪个文件 which file');
    try {
      const json = parsed(await readFile(file, 'utf8'));
      if (what === 'read') {
        writeResult(readFigures(json));
        return 0;
      }
      const result = await assignCases(json);
      writeResult(result);
      return result.differing.length === 0 ? 0 : 1;
    } catch (error) {
      if (!(error instanceof FiguresError || error instanceof CaseFileError || isMissing(error))) throw error;
      console.error(`文件读不懂 the file cannot be read: ${error.message}`);
      writeResult({ error: error.message });
      return 1;
    }
  },
};

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new FiguresError(`不是 JSON not JSON: ${error instanceof Error ? error.message : ''}`);
  }
}

function isMissing(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'EISDIR');
}
