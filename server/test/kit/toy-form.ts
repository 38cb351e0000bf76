import { type Contract, Done, FormValues } from '@huoshui/contracts/contract';
import { amountText, periodText } from '@huoshui/contracts/form-numbers';
import { words } from '@huoshui/contracts/words';
import { Type } from '@sinclair/typebox';
import type { Domain } from '../../src/platform/domain.ts';
import { form } from '../../src/platform/form/form.ts';
import { badForm, readForm } from '../../src/platform/form/read.ts';
import { route } from '../../src/platform/routes.ts';

// A form with every kind of field, in one file: what a domain says, and nothing that the console would have to know.

const toyForm = form({
  fields: [
    { key: 'name', label: words('名称', 'Name'), hint: words('顾客会看到', 'Shoppers see it'), kind: 'text', max: 10 },
    { key: 'story', label: words('说明', 'Story'), kind: 'text', max: 200, lines: 3, optional: true },
    { key: 'hotWords', label: words('搜索词', 'Search words'), kind: 'texts', max: 3, each: 6, optional: true },
    { key: 'price', label: words('价格', 'Price'), kind: 'money', min: 1, max: 100_00 },
    { key: 'pieces', label: words('数量', 'Pieces'), kind: 'count', min: 1, max: 99, unit: words('件', 'pcs') },
    { key: 'factor', label: words('倍数', 'Factor'), kind: 'count', min: 1, max: 9, digits: 1, initial: 1.5 },
    { key: 'share', label: words('比例', 'Share'), kind: 'percent', min: 0, max: 50, initial: 10 },
    { key: 'opens', label: words('开始时间', 'Opens'), kind: 'minute_of_day', min: 0, max: 1439, initial: 540 },
    { key: 'wait', label: words('等待', 'Wait'), kind: 'period', min: 1, max: 30 * 1440, initial: 1500 },
    { key: 'open', label: words('上架', 'On sale'), kind: 'switch', initial: true },
    {
      key: 'way',
      label: words('方式', 'Way'),
      kind: 'choice',
      options: [
        { value: 'pickup', label: words('自提', 'Pickup'), hint: words('到店取', 'At the store') },
        { value: 'post', label: words('邮寄', 'By post'), hint: words('三天内到', 'Within three days') },
      ],
      initial: 'pickup',
    },
    {
      key: 'fee',
      label: words('邮费', 'Postage'),
      kind: 'money',
      min: 0,
      max: 20_00,
      when: { field: 'way', is: ['post'] },
    },
    {
      key: 'days',
      label: words('星期', 'Weekdays'),
      kind: 'choices',
      options: ['一', '二', '三', '四', '五', '六', '日'].map((day, at) => ({
        value: `d${at}`,
        label: words(`周${day}`, ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'][at] ?? ''),
      })),
      max: 3,
      initial: ['d0'],
    },
    { key: 'from', label: words('起始日', 'First day'), kind: 'day', optional: true },
    { key: 'between', label: words('活动时间', 'Runs'), kind: 'day_range' },
    { key: 'scope', label: words('适用商品', 'Goods'), kind: 'scope', except: true },
    { key: 'product', label: words('主推商品', 'Hero'), kind: 'picker', of: 'product', optional: true },
    { key: 'step', label: words('哪一步', 'Step'), kind: 'node', does: 'tells', optional: true },
    { key: 'who', label: words('给谁看', 'Shown to'), kind: 'condition', optional: true },
    {
      key: 'tiers',
      label: words('档位', 'Tiers'),
      kind: 'list',
      min: 1,
      max: 3,
      add: words('加一档', 'Add a tier'),
      row: words('档', 'Tier'),
      of: [
        { key: 'atLeast', label: words('满', 'From'), kind: 'money', min: 1, max: 999_00 },
        { key: 'off', label: words('减', 'Off'), kind: 'money', min: 1, max: 999_00 },
      ],
    },
  ],
  problem: ({ tiers }) => {
    const at = tiers.findIndex(({ atLeast, off }) => off > atLeast);
    return at < 0
      ? null
      : { at: `tiers.${at}.off`, words: words('优惠不能超过门槛', 'More off than the tier asks for') };
  },
  sentence: ({ name, price, pieces, wait }) => {
    const worth = amountText({ label: words('', ''), kind: 'money', min: 0, max: 0 }, price);
    return words(
      `「${name}」${worth.zh}，共 ${pieces} 件，等 ${periodText(wait).zh}`,
      `"${name}" at ${worth.en}, ${pieces} in all, after ${periodText(wait).en}`,
    );
  },
});

const contract = {
  'POST /api/admin/toys': { body: Type.Object({ values: FormValues() }), ok: Done },
} as const satisfies Contract;

/** `saved` gets what was taken; the name 「已用」 is taken already, which only the domain can know. */
export function toyDomain(saved: (values: object) => void, web?: Domain['web']): Domain {
  return {
    name: 'toys',
    forms: { 'toys.toy': toyForm },
    routes: [
      route(contract, 'POST /api/admin/toys', { can: 'catalog.write' }, async (ctx, { body }) => {
        const values = await readForm(ctx, toyForm, body.values);
        if (values.name === '已用')
          throw badForm([{ at: 'name', words: words('这个名称已经用过', 'This name is taken') }]);
        saved(values);
        return { ok: true as const };
      }),
    ],
    ...(web ? { web } : {}),
  };
}
