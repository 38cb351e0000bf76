/** A theme a day of the week; goods by the keys of the demo shop's products, as many as it sells of a category. */
export const demoThemes = [
  { name: '周一水果日', weekday: 'mon', slogan: '当季水果，今天先挑', colour: 'coral', category: 'fruit' },
  { name: '周二蔬菜日', weekday: 'tue', slogan: '早上到的菜，晚上下锅', colour: 'leaf', category: 'vegetable' },
  { name: '周三会员日', weekday: 'wed', slogan: '会员积分翻倍', colour: 'teal', category: null },
  { name: '周四肉蛋日', weekday: 'thu', slogan: '一周的蛋白质', colour: 'plum', category: 'meat' },
  { name: '周五海鲜日', weekday: 'fri', slogan: '周末前的一顿鲜', colour: 'sea', category: 'seafood' },
  { name: '周六早餐日', weekday: 'sat', slogan: '睡到自然醒的早餐', colour: 'amber', category: 'bakery' },
  { name: '周日囤货日', weekday: 'sun', slogan: '下周的，今天备好', colour: 'teal', category: null },
] as const;
