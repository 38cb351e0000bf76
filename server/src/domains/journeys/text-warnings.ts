import { joinWords, type Words, words } from '@huoshui/contracts/words';
import type { Ctx } from '../../platform/ctx.ts';
import { checkForm } from '../../platform/form/check.ts';
import type { Offered } from '../benefits/index.ts';
import { messageChannels, type Needs, readNeeds } from '../messaging/index.ts';
import { type Definition, type Node, reachable } from './definition.ts';
import { findKind } from './find-kind.ts';
import { giftsOf } from './gift-warnings.ts';
import type { Kit } from './kit.ts';
import type { Problem } from './problems.ts';
import { type Known, whatIsKnown } from './what-is-known.ts';

/**
 * Messages that can never leave, or not by some channel or for those of some way: their text says what nobody told her journey. Nothing leaves with an
 * empty field, so without a word all of them would end as suppressed.
 */
export async function textWarnings(ctx: Ctx, kit: Kit, definition: Definition): Promise<Problem[]> {
  const there = reachable(definition);
  const telling = definition.nodes.flatMap((node) => {
    const tells = there.has(node.key) ? tellsOf(kit, node) : undefined;
    return tells ? [{ node: node.key, ...tells }] : [];
  });
  if (telling.length === 0) return [];
  const [needs, gifts] = [await readNeeds(ctx), await offersAt(ctx, kit, definition)];
  const known = whatIsKnown(kit, definition, (node) => gifts.get(node) ?? []);
  return telling.flatMap(({ node, template, channels }) =>
    wordsFor(kit, needs, { template, channels }, known?.get(node) ?? null).map((said) => ({ node, ...said })),
  );
}

type Telling = { readonly template: string; readonly channels: readonly string[] };

function tellsOf(kit: Kit, node: Node): Telling | undefined {
  const step = findKind(kit.steps, node.kind);
  const checked = step?.reaches && checkForm(step.form, node.values);
  return checked?.ok ? step?.reaches?.(checked.values).tells : undefined;
}

/** What each node gives, as it would be given now; a kind of benefit is asked once for all of its items. */
async function offersAt(ctx: Ctx, kit: Kit, { nodes }: Definition): Promise<ReadonlyMap<string, readonly Offered[]>> {
  const gifts = giftsOf(kit, nodes);
  const found = new Map<string, Offered[]>();
  for (const [name, kind] of kit.benefits) {
    const ofKind = gifts.filter(({ item }) => item.kind === name);
    const answers =
      ofKind.length === 0
        ? []
        : await kind.cost(
            ctx,
            ofKind.map(({ item }) => item),
          );
    ofKind.forEach(({ node }, n) => {
      const offer = answers[n];
      if (offer) found.set(node, [...(found.get(node) ?? []), offer]);
    });
  }
  return found;
}

type Named = { readonly name: string; readonly label: Words };
type Lack = { readonly channel: string } & (
  | { readonly never: Words }
  | { readonly never: null; readonly nowhere: readonly Named[]; readonly somewhere: readonly Named[] }
);

/** What nobody knows is said at the template, a channel that it never goes by at the channels. */
type Told = { readonly at: 'template' | 'channels'; readonly words: Words };

function wordsFor(kit: Kit, needs: Needs, { template, channels }: Telling, known: Known | null): readonly Told[] {
  const lacks = channels.map((channel): Lack => {
    const need = needs(template, channel);
    if (need.never !== null) return { channel, never: need.never };
    const lacking = known === null ? [] : need.names.filter(({ name }) => !known.surely.has(name));
    const nowhere = lacking.filter(({ name }) => !known?.perhaps.has(name));
    return { channel, never: null, nowhere, somewhere: lacking.filter((one) => !nowhere.includes(one)) };
  });
  const closed = lacks.filter((one) => one.never !== null || one.nowhere.length > 0);
  const left = closed.length < lacks.length;
  const never = closed.flatMap((one) => (one.never === null ? [] : [neverText(one.channel, one.never, left)]));
  const nowhere = closed.flatMap((one) => (one.never === null ? [one] : []));
  const partly = lacks.flatMap((one) =>
    one.never === null && one.nowhere.length === 0 && one.somewhere.length > 0 ? [one] : [],
  );
  const namesOf = (some: readonly Lack[]) => some.map(({ channel }) => channel);
  const lacked = distinct(nowhere.flatMap((one) => one.nowhere));
  const atTimes = distinct(partly.flatMap((one) => one.somewhere));
  const told = [
    ...(nowhere.length === 0 ? [] : [nowhereText(kit, namesOf(nowhere), lacked, left)]),
    ...(partly.length === 0 ? [] : [partlyText(namesOf(partly), atTimes)]),
  ];
  return [
    ...never.map((text) => ({ at: 'channels' as const, words: text })),
    ...told.map((text) => ({ at: 'template' as const, words: text })),
  ];
}

function distinct(named: readonly Named[]): readonly Named[] {
  return named.filter(({ name }, n) => named.findIndex((other) => other.name === name) === n);
}

function quoted(all: readonly Words[]): Words {
  const each = all.map(({ zh, en }) => words(`「${zh}」`, `“${en}”`));
  return joinWords(each, words('', ', '));
}

function channelWords(names: readonly string[]): Words {
  return quoted(names.map((name) => messageChannels.find((one) => one.name === name)?.words ?? words(name, name)));
}

const OUT = (left: boolean) =>
  left ? words('不会走这个渠道', 'it never goes this way') : words('一条也发不出', 'not one is sent');

function neverText(channel: string, why: Words, left: boolean): Words {
  const [by, out] = [channelWords([channel]), OUT(left)];
  return words(`${by.zh}${out.zh}：${why.zh}`, `${by.en}: ${out.en}. ${why.en}`);
}

function nowhereText(kit: Kit, channels: readonly string[], lacking: readonly Named[], left: boolean): Words {
  const [by, what, out] = [channelWords(channels), quoted(lacking.map(({ label }) => label)), OUT(left)];
  const tellers = whoKnows(kit, lacking);
  const hint =
    tellers.length === 0
      ? words('请换一个模板，或从文案里去掉', 'Choose another template, or take it out of the text')
      : words(
          `知道的是${quoted(tellers).zh}：加在它前面或用它开始，不然请换一个模板`,
          `Known by ${quoted(tellers).en}: put it before or begin with it, or choose another template`,
        );
  return words(
    `${by.zh}的文案要说${what.zh}，走到这一步没有人知道，${out.zh}。${hint.zh}`,
    `The text of ${by.en} says ${what.en}, which nothing on the way here knows: ${out.en}. ${hint.en}`,
  );
}

function partlyText(channels: readonly string[], lacking: readonly Named[]): Words {
  const [by, what] = [channelWords(channels), quoted(lacking.map(({ label }) => label))];
  return words(
    `${by.zh}的文案要说${what.zh}，而从有的路走到这里还不知道：那样来的人这里收不到`,
    `The text of ${by.en} says ${what.en}, which is not known on every way here: who comes by another is not told`,
  );
}

/** Steps and occasions that know all of it, a few of them. */
function whoKnows(kit: Kit, lacking: readonly Named[]): readonly Words[] {
  const all = (names: readonly string[]) => lacking.every(({ name }) => names.includes(name));
  const steps = kit.steps.filter(({ adds }) => Object.values(adds?.([]) ?? {}).some(all));
  const triggers = kit.triggers.filter(({ knows }) => all(knows));
  return [...steps, ...triggers].map(({ words }) => words).slice(0, MOST_NAMED);
}

const MOST_NAMED = 4;
