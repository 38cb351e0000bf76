import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { fit, heldOut } from '../domains/recommendations/engine/fit.ts';
import { measure } from '../domains/recommendations/engine/measure.ts';
import { nextBaskets } from '../domains/recommendations/engine/next-baskets.ts';
import { PARAMETERS } from '../domains/recommendations/engine/parameters.ts';
import { type BasketFile, readBaskets } from '../domains/recommendations/engine/read-baskets.ts';
import { recommendationErrors } from '../domains/recommendations/errors.ts';
import { type Command, UsageError, writeResult } from './command.ts';

export const nextBasketCommand: Command = {
  help: `huoshui next-basket FILE.json [--k 10] [--measure | --fit]

用产品里的推荐引擎预测每位顾客的下一篮：文件里是每位顾客的购物篮，旧的在前；不需要数据库。
Foretells everybody's next basket by the shop's own engine; the file has each shopper's baskets, the oldest first. No database is needed.
  { "id": { "history": [[item, …], …] } }  →  { "id": [item, …] }, the likeliest first
Items are texts or whole numbers. Prints one line of JSON. --measure holds out the last basket of each history and says how
much of it is found; --fit finds the engine's numbers by it (some minutes), a line each. See docs/operations/recommendations.md.`,
  run: async (args) => {
    const { positionals, values } = parseArgs({
      args: [...args],
      options: {
        data: { type: 'string' },
        k: { type: 'string', default: '10' },
        measure: { type: 'boolean' },
        fit: { type: 'boolean' },
      },
      allowPositionals: true,
    });
    const [file] = positionals;
    if (file === undefined) throw new UsageError('哪个文件 which file of baskets');
    const most = Number(values.k);
    if (!/^\d{1,4}$/.test(values.k) || most < 1 || most > 1000)
      throw recommendationErrors.error('bad_count', { given: values.k });
    const baskets = readBaskets(await read(file));
    if (values.measure || values.fit) await study(baskets, most, values.fit === true);
    else writeResult(await nextBaskets(baskets, PARAMETERS, most));
    return 0;
  },
};

/** How much of each last basket is found, by the numbers as they are or by those that find most. */
async function study({ shoppers, items }: BasketFile, k: number, fitting: boolean): Promise<void> {
  const cases = heldOut(shoppers.map(({ history }) => history));
  if (fitting) writeResult(await fit(cases, items.length, PARAMETERS, { k, rounds: 2, tell: writeResult }));
  else writeResult(await measure(cases, items.length, PARAMETERS, k));
}

async function read(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch {
    throw recommendationErrors.error('no_file', { file });
  }
}
