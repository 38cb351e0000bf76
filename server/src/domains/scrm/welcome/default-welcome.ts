import { DefaultWelcome } from '@huoshui/contracts/default-welcome';
import { valuesOf, words } from '@huoshui/contracts/words';
import { welcomeCouponFor } from '@huoshui/contracts/words/scrm';
import type { Static } from '@sinclair/typebox';
import type { Ctx } from '../../../platform/ctx.ts';
import { form } from '../../../platform/form/form.ts';
import { defineSetting, getSetting } from '../../../platform/settings.ts';
import type { WayValues } from '../ways/way-form.ts';

type Settings = Static<typeof DefaultWelcome>;
/** What a welcome says and gives, whatever it is of. */
export type Welcoming = Pick<WayValues, 'welcome' | 'welcomeBought' | 'coupon' | 'couponFor'>;

/** Of friends who came by no code of the shop: staff’s own QR code, a search by number, a card that somebody passed on. */
export const defaultWelcome = defineSetting('scrm.default_welcome', DefaultWelcome, {
  on: false,
  welcome: null,
  welcomeBought: null,
  coupon: null,
  couponFor: 'everyone',
  own: [],
});

/** What she says by it; null: nothing. */
export async function welcomingOf(ctx: Ctx): Promise<(userid: string) => Welcoming | null> {
  const settings = await getSetting(ctx, defaultWelcome);
  return (userid) => saidBy(settings, userid);
}

function saidBy({ on, welcome, welcomeBought, coupon, couponFor, own }: Settings, userid: string): Welcoming | null {
  if (!on || welcome === null) return null;
  const hers = own.find(({ who }) => who === userid);
  return hers === undefined
    ? { welcome, welcomeBought, coupon, couponFor }
    : { welcome: hers.welcome, welcomeBought: null, coupon: hers.coupon, couponFor };
}

const said = { kind: 'text', max: 500, lines: 4 } as const;
const gift = { kind: 'picker', of: 'coupon', optional: true } as const;

export const defaultWelcomeForm = form({
  published: true,
  fields: [
    {
      key: 'on',
      label: words('自动发', 'Sent'),
      kind: 'switch',
      initial: false,
      hint: words(
        '导购自己的二维码、搜手机号、名片推荐加来的好友；从活码来的说活码的欢迎语',
        'To who came by a member’s own QR code, a search by number or a card; who came by a contact way hears that way’s',
      ),
    },
    {
      key: 'welcome',
      label: words('欢迎语', 'Welcome'),
      ...said,
      optional: true,
      hint: words(
        '加上好友后 20 秒内发出；企业微信后台给导购配了欢迎语的，平台不再让我们发',
        'Sent within twenty seconds; where WeCom’s own console has a welcome for a member, WeCom leaves none to us',
      ),
    },
    { key: 'welcomeBought', label: words('对买过的顾客改说', 'To who has bought already'), ...said, optional: true },
    { key: 'coupon', label: words('同时送券', 'With a coupon'), ...gift },
    {
      key: 'couponFor',
      label: words('送给谁', 'To whom'),
      kind: 'choice',
      options: valuesOf(welcomeCouponFor).map((value) => ({ value, label: welcomeCouponFor[value] })),
      initial: 'everyone',
    },
    {
      key: 'own',
      label: words('这几位另说', 'Said otherwise by'),
      kind: 'list',
      of: [
        { key: 'who', label: words('谁', 'Who'), kind: 'picker', of: 'wecom_staff' },
        { key: 'welcome', label: words('她的欢迎语', 'Her welcome'), ...said },
        { key: 'coupon', label: words('同时送券', 'With a coupon'), ...gift },
      ],
      min: 0,
      max: 50,
      add: words('再加一位导购', 'Another'),
      row: words('位', 'No.'),
    },
  ],
  problem: ({ on, welcome, own }) => {
    if (on && welcome === null) return { at: 'welcome', words: words('要说什么', 'What is it to say') };
    const twice = own.findIndex(({ who }, at) => own.findIndex((one) => one.who === who) !== at);
    return twice < 0 ? null : { at: `own.${twice}.who`, words: words('这位已经在列', 'Named already') };
  },
  sentence: ({ on, coupon, couponFor, own }, names) => {
    if (!on) return words('不是从活码来的好友，不发欢迎语', 'friends who came by no code are welcomed by nothing');
    const named = coupon === null ? null : names('coupon', coupon);
    return words(
      `不是从活码来的好友，加上就发欢迎语${named ? `，送「${named.zh}」（${welcomeCouponFor[couponFor].zh}）` : ''}${own.length > 0 ? `；${own.length} 位导购另有说法` : ''}`,
      `friends who came by no code are welcomed at once${named ? ` with “${named.en}” (${welcomeCouponFor[couponFor].en.toLowerCase()})` : ''}${own.length > 0 ? `; ${own.length} of staff say it otherwise` : ''}`,
    );
  },
});
