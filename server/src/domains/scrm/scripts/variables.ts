import { type Words, words } from '@huoshui/contracts/words';
import type { Ctx } from '../../../platform/ctx.ts';
import { getSetting } from '../../../platform/settings.ts';
import { shopSettings } from '../../../platform/shop-settings.ts';
import type { HerPorts } from '../sidebar/ports.ts';

type Asked = {
  readonly her: HerPorts;
  readonly name: string;
  readonly staff: string;
  readonly memberId: string | null;
};

type Variable = {
  /** As it stands between braces. */
  readonly key: string;
  /** What is missing where it has no value. */
  readonly missing: Words;
  readonly read: (ctx: Ctx, asked: Asked) => Promise<string | null>;
};

const variables: readonly Variable[] = [
  { key: '昵称', missing: words('没有昵称', 'she has no name'), read: async (_ctx, { name }) => name || null },
  { key: '导购', missing: words('没有导购', 'no staff'), read: async (_ctx, { staff }) => staff },
  {
    key: '店名',
    missing: words('店名还没有填', 'the shop has no name'),
    read: async (ctx) => (await getSetting(ctx, shopSettings)).name || null,
  },
  {
    key: '积分',
    missing: words('还没有进过商城', 'she has not been in the shop yet'),
    read: async (ctx, { her, memberId }) =>
      memberId === null ? null : String((await her.points(ctx, memberId)).usable),
  },
  {
    key: '最近买的',
    missing: words('还没有下过单', 'she has not ordered yet'),
    read: async (ctx, { her, memberId }) => {
      if (memberId === null) return null;
      const { items } = await her.orders(ctx, { memberId, limit: 5 });
      return (
        items.find(({ state }) => state !== 'cancelled' && state !== 'unpaid' && state !== 'refunded')?.firstLine ??
        null
      );
    },
  },
];

const NAMED = /\{([^{}]*)\}/g;

export const VARIABLES_HINT: Words = words(
  `可以写 ${variables.map(({ key }) => `{${key}}`).join(' ')}`,
  `May hold ${variables.map(({ key }) => `{${key}}`).join(' ')}: her name, the member of staff, the shop, her points, what she bought last`,
);

/** The first variable of a text that there is not; null: all of them are known. */
export function unknownIn(text: string): string | null {
  const named = [...text.matchAll(NAMED)].map(([, key = '']) => key);
  return named.find((key) => !variables.some((one) => one.key === key)) ?? null;
}

/** Fills in texts for one customer; each variable is asked about once, and only where a text has it. */
export function filling(ctx: Ctx, asked: Asked): (text: string) => Promise<{ text: string; missing: Words | null }> {
  const kept = new Map<string, Promise<string | null>>();
  const read = async (variable: Variable) => {
    const known = kept.get(variable.key) ?? variable.read(ctx, asked);
    kept.set(variable.key, known);
    return known;
  };
  return async (text) => {
    const held = variables.filter(({ key }) => text.includes(`{${key}}`));
    const values = await Promise.all(held.map(async (one) => [one, await read(one)] as const));
    const without = values.find(([, value]) => value === null);
    const told = new Map(values.map(([{ key }, value]) => [key, value ?? '']));
    return {
      text: text.replace(NAMED, (whole, key: string) => told.get(key) ?? whole),
      missing: without?.[0].missing ?? null,
    };
  };
}
