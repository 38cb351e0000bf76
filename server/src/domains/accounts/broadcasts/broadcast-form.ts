import type { Problem, ValuesOf } from '@huoshui/contracts/form';
import { clockText } from '@huoshui/contracts/form-numbers';
import { joinWords, valuesOf, words } from '@huoshui/contracts/words';
import { broadcastTo } from '@huoshui/contracts/words/accounts';
import { form } from '../../../platform/form/form.ts';

const fields = [
  {
    key: 'name',
    label: words('名称', 'Name'),
    kind: 'text',
    max: 30,
    hint: words('店里自己看，不重名', 'For yourselves, each its own'),
  },
  { key: 'account', label: words('用哪个公众号', 'By which account'), kind: 'picker', of: 'official_account' },
  {
    key: 'to',
    label: words('发给谁', 'To whom'),
    kind: 'choice',
    options: valuesOf(broadcastTo).map((value) => ({ value, label: broadcastTo[value] })),
    initial: 'everybody',
  },
  {
    key: 'tag',
    label: words('会员标签', 'Tag of members'),
    kind: 'text',
    max: 20,
    when: { field: 'to', is: ['tag'] },
    hint: words(
      '先把有这个标签的关注者在公众号里标好，再按标签发；还认不出是会员的收不到',
      'Followers with the tag are marked at WeChat first; who is not known as a member is not among them',
    ),
  },
  { key: 'text', label: words('内容', 'Words'), kind: 'text', max: 600, lines: 6 },
  {
    key: 'page',
    label: words('小程序页面', 'Page of the mini program'),
    kind: 'text',
    max: 200,
    optional: true,
    hint: words('文字下面的链接打开它，例如 home/pages/home', 'A link below the words opens it, e.g. home/pages/home'),
  },
  { key: 'label', label: words('链接上的字', 'Words of the link'), kind: 'text', max: 30, optional: true },
  {
    key: 'day',
    label: words('哪天发', 'On the day'),
    kind: 'day',
    optional: true,
    hint: words('不填就在启动时发', 'Empty: as soon as it is started'),
  },
  {
    key: 'minute',
    label: words('几点发', 'At'),
    kind: 'minute_of_day',
    min: 7 * 60,
    max: 22 * 60,
    optional: true,
    hint: words('北京时间 7 点到 22 点', 'Beijing time, from seven to ten in the evening'),
  },
] as const;

export type BroadcastValues = ValuesOf<typeof fields>;

/** WeChat takes 2 048 bytes of a text, the link included. */
const MOST_BYTES = 2048;
const LINK_BYTES = 400;

export const broadcastForm = form({
  published: true,
  fields,
  problem: ({ text, page, label, day, minute }): Problem | null => {
    if (Buffer.byteLength(text) > (page === null ? MOST_BYTES : MOST_BYTES - LINK_BYTES))
      return { at: 'text', words: words('太长了，微信收不下', 'Longer than WeChat takes') };
    if (label !== null && page === null)
      return { at: 'label', words: words('没有页面，链接没处可去', 'There is no page for it to open') };
    if ((day === null) !== (minute === null))
      return {
        at: day === null ? 'day' : 'minute',
        words: words('日期和时间要么都填，要么都不填', 'Both day and time, or neither'),
      };
    return null;
  },
  sentence: ({ account, to, tag, text, day, minute }, names) => {
    const name = names('official_account', account) ?? words(account, account);
    const whom =
      to === 'tag'
        ? words(`有标签「${tag}」的关注者`, `followers tagged “${tag}”`)
        : words('所有关注者', 'all followers');
    const at = clockText(minute ?? 0);
    const said = [...text].slice(0, 20).join('');
    const more = said === text ? '' : '…';
    return joinWords(
      [
        words(`${name.zh}发给${whom.zh}`, `${name.en} to ${whom.en}`),
        ...(day === null ? [] : [words(`${day} ${at}`, `${day} ${at}`)]),
        words(`「${said}${more}」`, `“${said}${more}”`),
      ],
      words('，', ', '),
    );
  },
});
