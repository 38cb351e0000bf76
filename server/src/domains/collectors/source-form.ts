import { valuesOf, words } from '@huoshui/contracts/words';
import {
  collectorListing,
  collectorNaming,
  collectorPlace,
  collectorVendor,
} from '@huoshui/contracts/words/collectors';
import { form } from '../../platform/form/form.ts';

/** An SDK of somebody else, and how far it is believed. */
export const sourceForm = form({
  fields: [
    {
      key: 'name',
      label: words('名称', 'Name'),
      hint: words('一个站点、小程序或服务一个来源', 'One for each site, mini program or service'),
      kind: 'text',
      max: 30,
    },
    {
      key: 'vendor',
      label: words('用的哪家 SDK', 'Whose SDK'),
      kind: 'choice',
      options: valuesOf(collectorVendor).map((value) => ({ value, label: collectorVendor[value] })),
      initial: 'sensors',
    },
    {
      key: 'place',
      label: words('密钥放在哪里', 'Where the key lies'),
      hint: words(
        '公开的密钥谁都能拿来发数据，所以不能改会员资料，也不能用手机号认会员',
        'Whoever reads a public key can send with it: it changes no member, and knows none by phone',
      ),
      kind: 'choice',
      options: valuesOf(collectorPlace).map((value) => ({ value, label: collectorPlace[value] })),
      initial: 'client',
    },
    {
      key: 'naming',
      label: words('用户编号是什么', 'What the id of a user is'),
      hint: words(
        '对得上会员时，登录前的匿名行为一并归到这位会员',
        'Where it names a member, what she did before she signed in becomes hers too',
      ),
      kind: 'choice',
      options: valuesOf(collectorNaming).map((value) => ({ value, label: collectorNaming[value] })),
      initial: 'nobody',
    },
    {
      key: 'attributes',
      label: words('哪些用户属性存成标签', 'Attributes that become tags'),
      hint: words(
        '属性 vip 的值 gold 存成标签「vip:gold」；没登记的不存，会写在拒收里',
        'The value gold of vip becomes the tag “vip:gold”; others are not kept, and told among the refusals',
      ),
      kind: 'texts',
      max: 20,
      each: 30,
      optional: true,
      when: { field: 'place', is: ['server'] },
    },
    {
      key: 'listing',
      label: words('接收哪些事件', 'Which events are taken'),
      kind: 'choice',
      options: valuesOf(collectorListing).map((value) => ({ value, label: collectorListing[value] })),
      initial: 'all',
    },
    {
      key: 'names',
      label: words('事件名', 'Names of events'),
      hint: words('和 SDK 里写的一样，区分大小写', 'As the SDK writes them, upper and lower case apart'),
      kind: 'texts',
      max: 200,
      each: 100,
      when: { field: 'listing', is: ['block', 'allow'] },
    },
    {
      key: 'visitorsADay',
      label: words('每天新访客最多', 'New visitors a day at most'),
      hint: words(
        '防止有人拿公开的密钥乱发；超出的当天不收',
        'Against whoever abuses a public key: more are not taken that day',
      ),
      kind: 'count',
      unit: words('人', 'people'),
      min: 1,
      max: 1_000_000,
      initial: 50_000,
    },
  ],
  problem: ({ place, naming }) =>
    place === 'client' && naming === 'phone'
      ? {
          at: 'naming',
          words: words(
            '公开的密钥不能用手机号认会员：手机号谁都能填',
            'A public key knows no member by phone: anybody can write a number',
          ),
        }
      : null,
  sentence: ({ name, vendor, naming, listing, names }) => {
    const [whose, who] = [collectorVendor[vendor], collectorNaming[naming]];
    const count = names?.length ?? 0;
    const which = {
      all: words('全部事件都收', 'all events are taken'),
      block: words(`屏蔽 ${count} 个事件`, `all but ${count} names are taken`),
      allow: words(`只收 ${count} 个事件`, `${count} names alone are taken`),
    }[listing];
    return words(
      `「${name}」用 ${whose.zh} SDK 发来，用户编号：${who.zh}；${which.zh}`,
      `“${name}” sends by ${whose.en}; an id of a user: ${who.en.toLowerCase()}; ${which.en}`,
    );
  },
});
