import { type Words, words } from '@huoshui/contracts/words';
import { arrivalScenes } from '@huoshui/contracts/words/arrivals';
import type { Ctx } from '../../platform/ctx.ts';

/**
 * What brought members, in words: a code by its name, the file of an import, or the mark that a link carried, as it was written. One
 * question for all of them. Codes are known by the domain that keeps them (`picks`).
 */
export async function sayingSources(ctx: Ctx, sources: readonly string[]): Promise<(source: string) => Words> {
  const marks = [...new Set(sources)].filter((source) => known(source) === null);
  const names = await ctx.names(
    ctx,
    marks.map((id) => ({ of: 'code_mark' as const, id })),
  );
  return (source) => known(source) ?? names('code_mark', source) ?? words(source, source);
}

/** An arrival: the way, and the code or mark that it came with. */
export async function sayingArrivals(ctx: Ctx, arrivals: readonly { readonly source: string }[]) {
  const say = await sayingSources(
    ctx,
    arrivals.map(({ source }) => source),
  );
  return ({ scene, source }: { readonly scene: string; readonly source: string }): Words[] =>
    [sayScene(scene), source === '' ? null : say(source)].filter((words) => words !== null);
}

function known(source: string): Words | null {
  if (source === '') return words('–', '–');
  if (source === 'direct') return words('直接打开', 'Opened directly');
  if (source === 'rehearsal') return words('模拟顾客', 'Simulated');
  if (source.startsWith('import:')) return words(`导入（${source.slice(7)}）`, `Import (${source.slice(7)})`);
  return null;
}

/** A way into the mini program by WeChat's number; null where nothing was told. */
function sayScene(scene: string): Words | null {
  if (scene === '') return null;
  return (
    arrivalScenes.find(([number]) => number === scene)?.[1] ??
    words(`其他微信入口（${scene}）`, `Another way in WeChat (${scene})`)
  );
}
