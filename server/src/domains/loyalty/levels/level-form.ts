import { joinWords, plainWords, type Words, words } from '@huoshui/contracts/words';
import { form, type Names } from '../../../platform/form/form.ts';
import type { Level } from './level.ts';

const off = words('折', 'tenths');

export const levelForm = form({
  fields: [
    {
      key: 'name',
      label: words('名称', 'Name'),
      kind: 'text',
      max: 10,
      hint: words('会员会看到，例如：金卡', 'Members see it, e.g. Gold'),
    },
    {
      key: 'growth',
      label: words('成长值达到', 'From'),
      kind: 'count',
      min: 1,
      max: 100_000_000,
      initial: 1000,
      unit: words('成长值', 'growth'),
    },
    {
      key: 'discount',
      label: words('会员折扣', 'Pays'),
      kind: 'count',
      digits: 1,
      min: 1,
      max: 9.9,
      unit: off,
      optional: true,
      hint: words(
        '填 9.5 就是 95 折；和会员价、限时价比，每件商品取最低的，不叠加',
        'Of the list price: 9.5 is 95%. Of this, the member price and prices for a time the lowest counts',
      ),
    },
    {
      key: 'pointTimes',
      label: words('积分倍数', 'Points'),
      kind: 'count',
      digits: 1,
      min: 1,
      max: 10,
      initial: 1,
      unit: words('倍', 'times'),
    },
    {
      key: 'freeShipping',
      label: words('每月免运费', 'Free deliveries a month'),
      kind: 'count',
      min: 1,
      max: 100,
      unit: words('次', 'times'),
      optional: true,
      hint: words('本来要付运费的订单自动使用', 'Used by itself where a delivery fee is due'),
    },
    {
      key: 'gift',
      label: words('升级礼', 'Gift on reaching it'),
      kind: 'picker',
      of: 'benefit',
      optional: true,
      hint: words('每人每个等级只发一次', 'Once a member and level'),
    },
    {
      key: 'birthdayGift',
      label: words('生日礼', 'Birthday gift'),
      kind: 'picker',
      of: 'benefit',
      optional: true,
      hint: words('生日当天发，一年一次', 'On her birthday, once a year'),
    },
    {
      key: 'service',
      label: words('专属服务', 'Service'),
      kind: 'text',
      max: 20,
      optional: true,
      hint: words('例如：专属客服、优先发货', 'e.g. priority dispatch'),
    },
  ],
  sentence: (values, names) => levelWords(levelOfValues('', values), names),
});

type Values = {
  readonly name: string;
  readonly growth: number;
  readonly discount: number | null;
  readonly pointTimes: number;
  readonly freeShipping: number | null;
  readonly gift: string | null;
  readonly birthdayGift: string | null;
  readonly service: string | null;
};

export function levelOfValues(id: string, { discount, pointTimes, ...rest }: Values): Level {
  return {
    id,
    ...rest,
    paysPercent: discount === null ? null : Math.round(discount * 10),
    pointTenths: Math.round(pointTimes * 10),
  };
}

export function valuesOfLevel({ id: _, paysPercent, pointTenths, ...rest }: Level): Values {
  return { ...rest, discount: paysPercent === null ? null : paysPercent / 10, pointTimes: pointTenths / 10 };
}

function levelWords(level: Level, names: Names): Words {
  const all = privilegesOf(level, names).map(({ words: one }) => one);
  const from = words(`成长值满 ${level.growth} 成为${level.name}`, `${level.name} from ${level.growth} growth`);
  return joinWords([from, ...all], words('，', ', '));
}

export type Privilege = {
  readonly kind: 'discount' | 'points' | 'shipping' | 'gift' | 'birthday' | 'service' | 'monthly';
  readonly words: Words;
};

/** What a level entitles to, each in a few words. */
export function privilegesOf(level: Level, names: Names): readonly Privilege[] {
  const { paysPercent, pointTenths, freeShipping, gift, birthdayGift, service } = level;
  const named = (id: string) => names('benefit', id) ?? words('礼品', 'a gift');
  return [
    ...(paysPercent === null
      ? []
      : [{ kind: 'discount' as const, words: words(`购物 ${paysPercent / 10} 折`, `${100 - paysPercent}% off`) }]),
    ...(pointTenths === 10
      ? []
      : [{ kind: 'points' as const, words: words(`积分 ${pointTenths / 10} 倍`, `${pointTenths / 10}× points`) }]),
    ...(freeShipping === null
      ? []
      : [
          {
            kind: 'shipping' as const,
            words: words(`每月 ${freeShipping} 次免运费`, `${freeShipping} free deliveries a month`),
          },
        ]),
    ...(gift === null
      ? []
      : [{ kind: 'gift' as const, words: words(`升级礼：${named(gift).zh}`, `Gift: ${named(gift).en}`) }]),
    ...(birthdayGift === null
      ? []
      : [
          {
            kind: 'birthday' as const,
            words: words(`生日礼：${named(birthdayGift).zh}`, `Birthday: ${named(birthdayGift).en}`),
          },
        ]),
    ...(service === null ? [] : [{ kind: 'service' as const, words: plainWords(service) }]),
  ];
}
