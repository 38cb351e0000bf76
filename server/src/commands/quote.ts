import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { asCaseCoupon } from '../domains/coupons/case-coupon.ts';
import { runCases } from '../domains/pricing/cases/run-cases.ts';
import { discountKinds } from '../domains/pricing/domain.ts';
import { type Command, UsageError, writeResult } from './command.ts';

export const quoteCommand: Command = {
  help: `huoshui quote CASES.json

用产品里的报价引擎计算用例：商品行、规则、券、会员、运费和时刻写在文件里，不需要数据库。格式见 docs/operations/quote-cases.md。
Quotes cases by the shop's engine: lines, rules, wallet, member, freight and instant stand in the file, no database is
needed. The format is in docs/operations/quote-cases.md.
Prints one line of JSON a case with its quote and what differs from what it expects; last line: {"passed":8,"failed":0}.
Exit code 1 when one failed.`,
  run: async (args) => {
    const { positionals } = parseArgs({
      args: [...args],
      options: { data: { type: 'string' } },
      allowPositionals: true,
    });
    const [file] = positionals;
    if (file === undefined) throw new UsageError('哪个文件 which file of cases');
    const results = runCases(
      { kinds: discountKinds, asCoupon: asCaseCoupon },
      JSON.parse(await readFile(file, 'utf8')),
    );
    for (const result of results) writeResult(result);
    const failed = results.filter((result) => result.differences.length > 0).length;
    writeResult({ passed: results.length - failed, failed });
    return failed === 0 ? 0 : 1;
  },
};
