import type { Problem, ValuesOf } from '@huoshui/contracts/form';
import { joinWords, valuesOf, type Words, words } from '@huoshui/contracts/words';
import { momentCard } from '@huoshui/contracts/words/moments';
import { form, type Names } from '../../../platform/form/form.ts';

const fields = [
  {
    key: 'name',
    label: words('名称', 'Name'),
    kind: 'text',
    max: 30,
    hint: words('店里自己看，不重名', 'For yourselves, each its own'),
  },
  {
    key: 'staff',
    label: words('由哪些导购发表', 'Who publishes it'),
    kind: 'picker',
    of: 'wecom_staff',
    many: 100,
    optional: true,
    hint: words('不选就是全部能联系客户的导购', 'Nobody chosen: everybody who may have customers'),
  },
  {
    key: 'tags',
    label: words('只给有这些企业标签的客户看', 'Only for customers with one of these corp tags'),
    kind: 'texts',
    max: 20,
    each: 30,
    optional: true,
    hint: words(
      '有其中一个就看得到；不填就是导购的全部客户。企业微信只能按标签圈人',
      'Any of them; none: all customers of the staff. WeCom knows no other way to choose',
    ),
  },
  { key: 'text', label: words('文字', 'Text'), kind: 'text', max: 1000, lines: 5 },
  {
    key: 'card',
    label: words('带什么', 'With'),
    kind: 'choice',
    options: valuesOf(momentCard).map((value) => ({ value, label: momentCard[value] })),
    initial: 'none',
    hint: words(
      '朋友圈不能放小程序卡片：要么放能打开小程序的链接，要么放图片，不能都放；图片点不进商城，只看得到赞和评论',
      'A moment takes no mini-program card: a link that opens the mini program, or pictures, never both; pictures lead nowhere, so likes and comments alone are known',
    ),
  },
  {
    key: 'product',
    label: words('商品', 'Product'),
    kind: 'picker',
    of: 'product',
    when: { field: 'card', is: ['product'] },
  },
  {
    key: 'goods',
    label: words('哪些商品的主图', 'Pictures of these'),
    kind: 'picker',
    of: 'product',
    many: 9,
    when: { field: 'card', is: ['pictures'] },
    hint: words('每个一张，最多九张，按选的顺序', 'One each, nine at most, in this order'),
  },
  {
    key: 'title',
    label: words('链接标题', 'Title of the link'),
    kind: 'text',
    max: 40,
    when: { field: 'card', is: ['product', 'home'] },
  },
  {
    key: 'waitDays',
    label: words('等导购发表', 'Waits for staff'),
    kind: 'count',
    min: 1,
    max: 14,
    initial: 3,
    unit: words('天', 'days'),
    hint: words('到时还没发表的自动停止', 'What is not published by then is stopped'),
  },
  {
    key: 'within',
    label: words('效果看', 'Orders count for'),
    kind: 'count',
    min: 1,
    max: 60,
    initial: 7,
    unit: words('天内的订单', 'days after she opened it'),
  },
] as const;

export type MomentValues = ValuesOf<typeof fields>;

const MOST_BYTES = 4000;
const MOST_TITLE_BYTES = 128;

export const momentForm = form({ published: true, fields, problem: problemOf, sentence: sentenceOf });

function problemOf({ text, title }: MomentValues): Problem | null {
  if (Buffer.byteLength(text) > MOST_BYTES)
    return { at: 'text', words: words('企业微信最多收 4000 字节', 'WeCom takes at most 4 000 bytes') };
  if (title !== null && Buffer.byteLength(title) > MOST_TITLE_BYTES)
    return { at: 'title', words: words('标题最多 128 字节（42 个汉字）', 'A title has at most 128 bytes') };
  return null;
}

function sentenceOf({ staff, tags, card, product, goods, waitDays }: MomentValues, names: Names): Words {
  const chosen = (staff ?? []).map((id) => names('wecom_staff', id) ?? words(id, id));
  const whose = chosen.length === 0 ? words('全部导购', 'all staff') : joinWords(chosen, words('、', ', '));
  const marked = tags ?? [];
  const named = card === 'product' && product !== null ? names('product', product) : null;
  return joinWords(
    [
      words(`由 ${whose.zh} 发表`, `Published by ${whose.en}`),
      marked.length === 0
        ? words('她的全部客户可见', 'to all their customers')
        : words(`有标签「${marked.join('、')}」的客户可见`, `to customers with the tag ${marked.join(' or ')}`),
      ...(named === null ? [] : [words(`带「${named.zh}」`, `with “${named.en}”`)]),
      ...(card === 'pictures' ? [words(`带 ${goods?.length ?? 0} 张图`, `with ${goods?.length ?? 0} pictures`)] : []),
      words(`等 ${waitDays} 天`, `waits ${waitDays} days`),
    ],
    words('，', ', '),
  );
}
