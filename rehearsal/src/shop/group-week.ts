/** What is said week by week in the groups of the demo shop, and to who joins one; plainly made up. */
export const demoGroupTag = '会员福利群';

export const demoGroupWeek = {
  name: '模拟福利群一周',
  tags: [demoGroupTag],
  groups: [],
  hours: 3,
  beats: [
    {
      day: 'mon',
      at: 10 * 60,
      title: '本周上新',
      text: '这周新到的都在这里，先看先挑，今天下单明天到。',
      card: 'none',
    },
    { day: 'wed', at: 20 * 60, title: '会员日预告', text: '明天会员日，积分翻倍。要囤的先放进购物车。', card: 'none' },
    { day: 'sat', at: 9 * 60, title: '周末晒单', text: '晒出你家的早餐，我们挑几张放到商品评价里。', card: 'none' },
  ],
} as const;

export const demoGroupWelcome = {
  name: '模拟福利群欢迎',
  tags: [demoGroupTag],
  text: '{昵称}，欢迎来福利群。上新和会员日都在这里先说，群规在公告里。',
  card: 'home',
  title: '先逛逛商城',
} as const;
