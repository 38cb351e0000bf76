type DemoWay = {
  readonly name: string;
  /** Of the corp that the sandbox plays, with how much of the people is each one's. */
  readonly staff: readonly { readonly who: string; readonly weight: number }[];
  readonly welcome: string;
  readonly welcomeBought: string;
  /** By its key among the demo's coupons. */
  readonly coupon: string;
  readonly remark: string;
  readonly tags: readonly string[];
};

/** To who was asked by her number, or scanned a member's own code. */
export const demoDefaultWelcome = '你好，我是活水鲜生的导购。想吃什么、哪天送到，直接在这里和我说。';

/** Codes that lead to the demo's staff, plainly made up. */
export const demoContactWays: readonly DemoWay[] = [
  {
    name: '模拟静安店 导购',
    staff: [
      { who: 'guide01', weight: 2 },
      { who: 'guide02', weight: 1 },
    ],
    welcome: '你好，我是模拟静安店的导购。今天到了什么、怎么做好吃，都可以直接问我。见面礼已经放进你的卡包。',
    welcomeBought: '又见面了！以后想吃什么直接和我说，我帮你留。',
    coupon: 'new-member',
    remark: '静安店',
    tags: ['静安店收银台'],
  },
];
