import { words } from '../words.ts';

/** Where a page is shown. Of all but free pages one is shown at a time. */
export const pageKind = {
  home: words('首页', 'Home'),
  me: words('我的页', 'Member page'),
  product: words('商品页下方', 'Below a product'),
  category: words('分类页上方', 'Above the shelves'),
  activity: words('活动页下方', 'Below an activity'),
  free: words('自由页', 'Free page'),
} as const;

export const pageState = {
  draft: words('未发布', 'Not published'),
  scheduled: words('待上线', 'Scheduled'),
  live: words('已上线', 'Live'),
  ended: words('已结束', 'Over'),
  withdrawn: words('已下线', 'Withdrawn'),
} as const;

/** What a page is made of. */
export const blockKind = {
  search: words('搜索栏', 'Search'),
  banner: words('轮播图', 'Banner'),
  image_grid: words('图片导航', 'Picture links'),
  categories: words('分类入口', 'Categories'),
  showcase: words('大图推荐', 'Showcase'),
  products: words('商品', 'Products'),
  feed: words('商品流', 'Endless products'),
  personal: words('专属推荐', 'Picked for her'),
  coupons: words('优惠券', 'Coupons'),
  activities: words('活动入口', 'Activities'),
  flash_sale: words('秒杀', 'Flash sale'),
  group_buy: words('拼团', 'Group buy'),
  theme: words('主题日', 'Theme of the day'),
  remind: words('提醒我', 'Remind me'),
  articles: words('文章列表', 'Articles'),
  recipe: words('食谱', 'Recipe'),
  countdown: words('倒计时', 'Countdown'),
  rich_text: words('图文', 'Text'),
  video: words('视频', 'Video'),
  slot: words('资源位', 'Slots'),
  quiz: words('趣味测试', 'Quiz'),
} as const;

export const blockGroup = {
  look: words('图文', 'Pictures and words'),
  goods: words('商品', 'Goods'),
  offers: words('优惠与活动', 'Offers and activities'),
  hers: words('因人而异', 'Different for each'),
} as const;

/** Which goods a block shows. */
export const goodsSource = {
  picked: words('自己选的商品', 'Chosen by you'),
  category: words('一个分类', 'A category'),
  tag: words('带某个商品标签', 'With a tag'),
  sold: words('卖得最好的', 'Best sellers'),
  heroes: words('高复购爆品（每周换）', 'Heroes of the week'),
  new: words('最新上架的', 'The newest'),
  promoted: words('正在促销的', 'On promotion'),
  guess: words('猜她喜欢', 'What she may like'),
  next: words('她该补货的', 'What she runs out of'),
  together: words('和这件商品一起买的', 'Bought together with the product'),
} as const;

/** Which articles a block shows. */
export const articleChoice = {
  newest: words('最新发布的', 'The newest'),
  recipes: words('最新发布的食谱', 'The newest recipes'),
  picked: words('自己选的', 'Chosen by you'),
} as const;

export const goodsShape = {
  strip: words('横向滑动', 'A strip to swipe'),
  grid: words('两列', 'Two columns'),
  list: words('一行一件', 'One a row'),
} as const;

/** Where a picture leads. */
export const linkTarget = {
  none: words('不跳转', 'Nowhere'),
  product: words('商品', 'A product'),
  category: words('分类', 'A category'),
  page: words('自由页', 'A free page'),
  activity: words('活动', 'An activity'),
  article: words('文章或食谱', 'An article or a recipe'),
  quiz: words('趣味测试', 'A quiz'),
  store: words('门店页', 'The page of a store'),
  coupons: words('优惠券', 'Coupons'),
  points: words('积分', 'Points'),
  check_in: words('签到', 'Check-in'),
  cards: words('付费会员卡', 'Membership cards'),
} as const;

/** Whom a block is for. */
export const blockFor = {
  everybody: words('所有人', 'Everybody'),
  newcomers: words('没下过单的人', 'Who has not ordered yet'),
  buyers: words('下过单的人', 'Who has ordered'),
  some: words('符合条件的人', 'Whom conditions hold for'),
} as const;

export const bannerRatio = {
  wide: words('宽（2:1）', 'Wide (2 : 1)'),
  middle: words('中（3:2）', 'Middle (3 : 2)'),
  square: words('方（1:1）', 'Square (1 : 1)'),
} as const;

export const textStyle = {
  heading: words('标题', 'Heading'),
  text: words('正文', 'Text'),
  small: words('小字', 'Small print'),
} as const;

export const pageDifference = {
  added: words('新增', 'Added'),
  removed: words('删除', 'Removed'),
  moved: words('移动', 'Moved'),
  changed: words('修改', 'Changed'),
} as const;
