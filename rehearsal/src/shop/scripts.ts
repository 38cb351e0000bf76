type DemoScript = {
  readonly title: string;
  readonly folder: string;
  readonly stages: readonly string[] | null;
  readonly text: string;
  readonly product: string | null;
};

/** What the demo's staff say, plainly made up. */
export const demoScripts: readonly DemoScript[] = [
  {
    title: '新好友问候',
    folder: '新客',
    stages: null,
    text: '{昵称}你好，我是{店名}的{导购}，挑货、售后都可以直接找我。',
    product: null,
  },
  {
    title: '第一单推荐',
    folder: '新客',
    stages: ['none'],
    text: '{昵称}，第一次来的朋友大多先试这几样，早上到的货，不满意直接找我退。',
    product: null,
  },
  {
    title: '回购提醒',
    folder: '老客',
    stages: ['new', 'growing', 'mature'],
    text: '{昵称}，上次的{最近买的}吃得怎么样？今天有新到的，要不要帮你留一份？',
    product: null,
  },
  {
    title: '好久不见',
    folder: '老客',
    stages: ['declining', 'lost'],
    text: '{昵称}，好久没见你来了，你的 {积分} 积分还在，最近有什么想吃的和我说。',
    product: null,
  },
  {
    title: '先道歉再处理',
    folder: '售后',
    stages: null,
    text: '{昵称}，这次没让你满意，抱歉。方便拍张照片给我吗？我现在就帮你处理。',
    product: null,
  },
];

/** What staff may give from the sidebar, by keys among the demo's coupons. */
export const demoStaffCoupons: readonly string[] = ['sorry', 'come-back'];
