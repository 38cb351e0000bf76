import type { Problem, ValuesOf } from '@huoshui/contracts/form';
import { joinWords, valuesOf, type Words, words } from '@huoshui/contracts/words';
import { groupWelcomeCard } from '@huoshui/contracts/words/group-welcomes';
import { form, type Names } from '../../../../platform/form/form.ts';

const fields = [
  {
    key: 'name',
    label: words('名称', 'Name'),
    kind: 'text',
    max: 30,
    hint: words('店里自己看，不重名', 'For yourselves, each its own'),
  },
  {
    key: 'tags',
    label: words('给带这些群标签的群', 'For groups with one of these tags'),
    kind: 'texts',
    max: 10,
    each: 15,
    hint: words(
      '每个群的群主会收到一张待办：去群设置里启用它',
      'Each owner gets a card: to use it in the settings of her group',
    ),
  },
  {
    key: 'text',
    label: words('欢迎语', 'What is said'),
    kind: 'text',
    max: 900,
    lines: 5,
    hint: words('{昵称} 换成进群的人的昵称', '{昵称} is the name of who joins'),
  },
  {
    key: 'card',
    label: words('带小程序卡片', 'With a card'),
    kind: 'choice',
    options: valuesOf(groupWelcomeCard).map((value) => ({ value, label: groupWelcomeCard[value] })),
    initial: 'none',
  },
  {
    key: 'product',
    label: words('商品', 'Product'),
    kind: 'picker',
    of: 'product',
    when: { field: 'card', is: ['product'] },
  },
  {
    key: 'title',
    label: words('卡片标题', 'Title of the card'),
    kind: 'text',
    max: 21,
    when: { field: 'card', is: ['product', 'home'] },
  },
] as const;

export type GroupWelcomeValues = ValuesOf<typeof fields>;

/** Of WeCom. Source: document/path/92366, 92135 */
const [MOST_BYTES, MOST_TITLE_BYTES] = [3000, 64];
const NICKNAME = /\{昵称\}/g;

/** As WeCom takes it. */
export const saidToWecom = (text: string): string => text.replaceAll(NICKNAME, '%NICKNAME%');

export const groupWelcomeForm = form({ published: true, fields, problem: problemOf, sentence: sentenceOf });

function problemOf({ text, title }: GroupWelcomeValues): Problem | null {
  if (Buffer.byteLength(saidToWecom(text)) > MOST_BYTES)
    return { at: 'text', words: words('企业微信最多收 3000 字节', 'WeCom takes at most 3 000 bytes') };
  if (title !== null && Buffer.byteLength(title) > MOST_TITLE_BYTES)
    return { at: 'title', words: words('标题最多 64 字节（21 个汉字）', 'A title has at most 64 bytes') };
  return null;
}

function sentenceOf({ tags, card, product }: GroupWelcomeValues, names: Names): Words {
  const named = card === 'product' && product !== null ? names('product', product) : null;
  return joinWords(
    [
      words(`给带标签「${tags.join('、')}」的群`, `For groups with the tag ${tags.join(' or ')}`),
      ...(named === null ? [] : [words(`带「${named.zh}」`, `with “${named.en}”`)]),
    ],
    words('，', ', '),
  );
}
