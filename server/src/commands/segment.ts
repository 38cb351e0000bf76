import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { conditionKit } from '../domains/audiences/index.ts';
import { hashMembers } from '../domains/audiences/segments/hash-members.ts';
import { asked } from '../domains.ts';
import { type Command, dataFolder, dataOption, progress, UsageError, writeResult } from './command.ts';
import { withShop } from './shop.ts';

export const segmentCommand: Command = {
  help: `huoshui segment FILE.json [--as-of INSTANT] [--data DIR]

按文件里的条件圈选会员，输出人数和会员号的指纹；时刻不写就是现在。格式见 docs/operations/segments.md。
Counts the members whom the condition in the file means, as of a moment (now without one), with a fingerprint of their IDs.
The format is in docs/operations/segments.md. Last line: {"asOf":"2026-11-29T02:00:00.000Z","count":113,"hash":"…"}.`,
  run: async (args, env) => {
    const { positionals, values } = parseArgs({
      args: [...args],
      options: { data: dataOption, 'as-of': { type: 'string' } },
      allowPositionals: true,
    });
    const [file] = positionals;
    if (file === undefined) throw new UsageError('哪个文件 which file');
    const at = values['as-of'] === undefined ? null : new Date(values['as-of']);
    if (at !== null && Number.isNaN(at.getTime())) throw new UsageError('--as-of 2026-11-29T10:00:00+08:00');
    const document: unknown = JSON.parse(await readFile(file, 'utf8'));
    const options = { dataDir: dataFolder(values.data, env), env, tell: progress };
    const result = await withShop(options, async ({ ctx, catchUp }) => {
      await catchUp();
      return hashMembers(ctx, conditionKit(asked), conditionIn(document), at ?? ctx.now());
    });
    writeResult(result);
    return 0;
  },
};

/** The condition alone, or as a segment of the API holds it. */
function conditionIn(document: unknown): unknown {
  return typeof document === 'object' && document !== null && 'condition' in document ? document.condition : document;
}
