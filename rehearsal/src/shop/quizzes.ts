import { breakfastAccount, mainAccount } from './account-rules.ts';

type DemoAnswer = { readonly text: string; readonly tag?: string };

type DemoQuiz = {
  readonly name: string;
  readonly title: string;
  readonly intro: string;
  readonly questions: readonly { readonly text: string; readonly answers: readonly DemoAnswer[] }[];
  /** Each brings a coupon of the demo shop. */
  readonly results: readonly {
    readonly title: string;
    readonly text: string;
    readonly tag: string;
    readonly coupon: string;
  }[];
  readonly giftFor: 'newcomers' | 'everybody';
  /** Who does not follow this account is led there first, with these words. */
  readonly first?: { readonly account: string; readonly words: string };
  /** What readers send to an account to come to it. */
  readonly word?: { readonly account: string; readonly say: string; readonly reply: string };
};

/** What readers send to the main account to be told what kind of breakfast is theirs. */
export const quizWord = '测一测';

/** One for newcomers, in a pop-up, and one that leads readers of the main account on to the breakfast account. */
export const demoQuizzes: readonly DemoQuiz[] = [
  {
    name: '新人口味测试',
    title: '三题测出你的鲜味',
    intro: '三道题，半分钟，送一张合口味的券。',
    questions: [
      {
        text: '下午饿了，先拿哪个',
        answers: [
          { text: '一盒草莓', tag: '爱水果' },
          { text: '一包坚果', tag: '爱零食' },
        ],
      },
      {
        text: '周末这顿饭',
        answers: [
          { text: '清清爽爽', tag: '爱水果' },
          { text: '来条鱼，蒸只蟹', tag: '爱海鲜' },
        ],
      },
      { text: '家里几个人吃饭', answers: [{ text: '一两个' }, { text: '三个以上', tag: '家庭' }] },
    ],
    results: [
      { title: '鲜果派', text: '清早采的最对你胃口，每天看看当季的。', tag: '鲜果派', coupon: 'taste-fruit' },
      { title: '海味派', text: '活鲜早上捞晚上到，配点姜葱就够了。', tag: '海味派', coupon: 'taste-sea' },
    ],
    giftFor: 'newcomers',
  },
  {
    name: '早餐人格测试',
    title: '你是哪种早餐人',
    intro: '两道题，测出你的早餐该怎么配。',
    questions: [
      { text: '几点起床', answers: [{ text: '七点以前' }, { text: '七点以后' }] },
      { text: '早上更想要', answers: [{ text: '热乎的' }, { text: '拿了就走', tag: '早上赶时间' }] },
    ],
    results: [
      { title: '慢煮派', text: '小米粥、馄饨，头天晚上备好。', tag: '早餐慢煮派', coupon: 'bakery-ninety' },
      { title: '随行派', text: '三明治、酸奶水果，拿了就走。', tag: '早餐随行派', coupon: 'bakery-ninety' },
    ],
    giftFor: 'everybody',
    first: { account: breakfastAccount, words: '结果算好了，在活水早餐里等你：关注后回来看。' },
    word: { account: mainAccount, say: quizWord, reply: '两道题，测测你是哪种早餐人。' },
  },
];
