import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { Mapping as MappingShape } from '@huoshui/contracts/imports';
import { Value } from '@sinclair/typebox/value';
import {
  carryOut,
  type Import,
  type Mapping,
  previewImport,
  startImport,
  uploadImport,
} from '../domains/imports/index.ts';
import type { Ctx } from '../platform/ctx.ts';
import { inTransaction } from '../platform/db.ts';
import { type Command, dataFolder, dataOption, progress, UsageError, writeResult } from './command.ts';
import { withShop } from './shop.ts';

export const importCommand: Command = {
  help: `huoshui import orders FILE [--format cdnow|csv] [--mapping FILE] [--dry-run] [--data DIR]

从文件导入会员和历史订单；重复导入同一文件不会产生重复数据。服务在不在运行都可以。
Brings members and past orders in from a file. The same file or the same rows again bring nothing new. Works whether
the system runs on the data folder or not.

  --format cdnow   CDNOW 定宽文本 fixed width: customer, date, number of CDs, dollars (11.77 → 1177 fen)
  --format csv     分隔文本，UTF-8 或 GBK delimited text; without --format the file tells
  --mapping FILE   列的含义 what the columns mean, as JSON; without it they are told from the header:
                   {"delimiter":",","header":true,"columns":["member","order_id","order_at","amount_yuan","skip"]}
                   member phone nickname tags joined_at order_id order_at order_state quantity
                   amount_yuan amount_fen line_yuan refunded_yuan product skip; "source" names another system
  --dry-run        只检查，不写入 says what would come in and changes nothing
  --data DIR       数据目录 data folder

Last line: {"rows":69659,"members":23570,"orders":69659,"errors":0}; members and orders are those that were new.`,
  run: async (args, env) => {
    const asked = await readArguments(args);
    const options = { dataDir: dataFolder(asked.data, env), env, tell: progress };
    const done = await withShop(options, async ({ ctx, catchUp }) => {
      const result = await importOrders(ctx, asked);
      progress.line('等待报表跟上 waiting for the reports …');
      await catchUp();
      return result;
    });
    if (done.failure !== null) {
      const { zh, en } = done.failure;
      console.error(`${zh} ${en}`);
      writeResult({ error: done.failure });
      return 1;
    }
    if (done.errors > 0) {
      progress.line(
        `${done.errors} 行有问题，可在后台“导入”中下载 rows with errors: download them in the console, import ${done.id}`,
      );
    }
    const { rows, members, orders, errors } = done;
    writeResult({ rows, members, orders, errors });
    return 0;
  },
};

type Asked = {
  readonly file: string;
  readonly bytes: Buffer;
  readonly format: 'cdnow' | 'csv' | undefined;
  readonly mapping: Mapping | undefined;
  readonly dryRun: boolean;
  readonly data: string | undefined;
};

async function readArguments(args: readonly string[]): Promise<Asked> {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: {
      data: dataOption,
      format: { type: 'string' },
      mapping: { type: 'string' },
      'dry-run': { type: 'boolean', default: false },
    },
    allowPositionals: true,
  });
  const [what, file, ...rest] = positionals;
  if (what !== 'orders' || file === undefined || rest.length > 0) {
    throw new UsageError('要导入哪个文件 which file: huoshui import orders FILE');
  }
  const { format, mapping } = values;
  if (format !== undefined && format !== 'cdnow' && format !== 'csv') {
    throw new UsageError(`--format 应为 cdnow 或 csv must be cdnow or csv: ${format}`);
  }
  if (mapping !== undefined && format === 'cdnow') throw new UsageError('cdnow 的列是固定的 cdnow takes no --mapping');
  return {
    file,
    bytes: await read(file),
    format,
    mapping: mapping === undefined ? undefined : await readMapping(mapping),
    dryRun: values['dry-run'],
    data: values.data,
  };
}

async function readMapping(file: string): Promise<Mapping> {
  const text = (await read(file)).toString('utf8');
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new UsageError(`${file} 不是 JSON is no JSON`);
  }
  const mapping: unknown = typeof json === 'object' && json !== null ? { format: 'csv', ...json } : json;
  if (Value.Check(MappingShape, mapping)) return mapping;
  const [first] = Value.Errors(MappingShape, mapping);
  throw new UsageError(`${file}${first?.path ?? ''}: ${first?.message ?? 'no mapping'}`);
}

async function read(file: string): Promise<Buffer> {
  return await readFile(file).catch((error: unknown) => {
    throw new UsageError(`读不到文件 cannot read ${file}: ${error instanceof Error ? error.message : String(error)}`);
  });
}

async function importOrders(ctx: Ctx, { file, bytes, format, mapping: given, dryRun }: Asked): Promise<Import> {
  const { id } = await uploadImport(ctx, { name: basename(file), bytes });
  const mapping = given ?? (await mappingOf(ctx, id, format));
  await inTransaction(ctx, async (ctx) => startImport(ctx, id, { mapping, dryRun }));
  const done = await carryOut(ctx, id, (rows, total) =>
    progress.line(`${dryRun ? '检查 checked' : '导入 imported'} ${rows} / ${total}`),
  );
  if (done === undefined) throw new Error('another process carries this import on; see the console');
  return done;
}

/** How the file reads, said aloud: a wrong guess should be seen, not found out. */
async function mappingOf(ctx: Ctx, id: string, format: Asked['format']): Promise<Mapping> {
  if (format === 'cdnow') return { format };
  const { suggestion, header } = await previewImport(ctx, id);
  if (suggestion.format === 'cdnow') return format === undefined ? suggestion : { format: 'csv' };
  const columns = (suggestion.columns ?? []).map((field, n) => `${header[n]?.zh ?? n + 1} → ${field}`);
  progress.line(`列的含义 columns: ${columns.join(', ')}`);
  return suggestion;
}
