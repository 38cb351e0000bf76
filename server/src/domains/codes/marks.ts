import { plainWords, words } from '@huoshui/contracts/words';
import { shanghaiDay } from '../../platform/calendar.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { costBetween } from './cost.ts';
import { allCodes } from './queries.ts';

/** Codes as marks of who came by them, for reports that stand below: those of one channel are counted together. */
export async function codeMarks(ctx: Ctx) {
  const codes = await allCodes(ctx);
  return codes.map(({ id, scene, name, channel, values, archivedAt }) => ({
    source: scene,
    key: channel === '' ? `code:${id}` : `channel:${channel}`,
    label: words(`码「${name}」`, `Code “${name}”`),
    channel: channel === '' ? words(`码「${name}」`, `Code “${name}”`) : plainWords(channel),
    costBetween: (from: string, to: string) =>
      values.cost === null ? null : costBetween(values, from, to, archivedAt === null ? null : shanghaiDay(archivedAt)),
  }));
}
