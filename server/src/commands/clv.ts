import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import {
  aliveOf,
  type BuyingKind,
  expectedOf,
  expectedOfNew,
  fitBuying,
} from '../domains/audiences/value/buying-model.ts';
import { readSummary } from '../domains/audiences/value/read-summary.ts';
import { fitSpending, purchaseWorth } from '../domains/audiences/value/spending-model.ts';
import { type Command, UsageError, writeResult } from './command.ts';

const KINDS: Readonly<Record<string, BuyingKind>> = { bg: 'bg', mbg: 'mbg' };

export const clvCommand: Command = {
  help: `huoshui clv SUMMARY.csv [--model bg|mbg] [--time 30,90,365]

用产品里的复购模型算顾客价值：一行一位顾客，列为 frequency（首购后的购买次数）、recency（首购到末购）、T（首购到现在），时间单位一致；
可带 ID 和 monetary_value（复购的平均金额）。不需要数据库。
Fits the shop's own models of buying (BG/NBD, MBG/NBD) and spending (gamma-gamma) to a summary of customers; columns
frequency, recency, T in one unit of time, perhaps ID and monetary_value. No database is needed.
Prints one line of JSON a customer: P(alive), expected purchases in each time, and what they are worth; the last line has the
parameters and the log-likelihoods.`,
  run: async (args) => {
    const { positionals, values } = parseArgs({
      args: [...args],
      options: {
        data: { type: 'string' },
        model: { type: 'string', default: 'bg' },
        time: { type: 'string', default: '30,90,365' },
      },
      allowPositionals: true,
    });
    const [file] = positionals;
    const kind = KINDS[values.model];
    const times = values.time.split(',').map(Number);
    if (file === undefined) throw new UsageError('哪个文件 which file of customers');
    if (kind === undefined) throw new UsageError('--model bg|mbg');
    if (times.some((time) => !(time > 0))) throw new UsageError('--time 30,90,365');
    const customers = readSummary(await readFile(file, 'utf8'));
    const buying = await fitBuying(kind, customers);
    if (buying === null) {
      writeResult({ customers: customers.length, buying: null, why: '没有人复购 nobody came again' });
      return 1;
    }
    const spending = await fitSpending(
      customers.flatMap(({ repeats, mean }) => (mean === null ? [] : [{ repeats, mean }])),
    );
    for (const one of customers) {
      const expected = Object.fromEntries(times.map((time) => [time, expectedOf(buying, one, time)]));
      const worth =
        spending && one.mean !== null ? purchaseWorth(spending, { repeats: one.repeats, mean: one.mean }) : null;
      writeResult({ id: one.id, alive: aliveOf(buying, one), expected, worth });
    }
    const ofNew = Object.fromEntries(times.map((time) => [time, expectedOfNew(buying, time)]));
    writeResult({ customers: customers.length, buying, spending, expectedOfNew: ofNew });
    return 0;
  },
};
