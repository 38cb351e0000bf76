type Part =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'heading'; readonly heading: string }
  | { readonly kind: 'products'; readonly products: readonly string[] };

type DemoArticle = {
  readonly title: string;
  readonly summary: string;
  readonly topics: readonly string[];
  /** A picture of the demo shop's products. */
  readonly cover: string;
  readonly body: readonly Part[];
  readonly recipe?: {
    readonly minutes: number;
    readonly servings: number;
    readonly ingredients: readonly { readonly name: string; readonly amount: string; readonly product?: string }[];
    readonly steps: readonly string[];
  };
};

/** Two recipes and an article, of goods that the demo shop sells; the newest last. */
export const demoArticles: readonly DemoArticle[] = [
  {
    title: '蔬菜这样放，多新鲜三天',
    summary: '番茄不进冰箱，生菜要站着：四样常买的菜怎么存',
    topics: ['保存方法'],
    cover: 'vegetable-lettuce.webp',
    body: [
      { kind: 'text', text: '买得勤不如放得对。下面四样是大家最常回购的，也是最容易放坏的。' },
      { kind: 'heading', heading: '没熟透的番茄放室温' },
      { kind: 'text', text: '蒂朝下摆，两天就红。熟了再进冷藏，五天内吃完；太早进冰箱，香味回不来。' },
      { kind: 'products', products: ['vegetable-tomato'] },
      { kind: 'heading', heading: '带根的生菜要站着' },
      { kind: 'text', text: '根上包一张湿厨房纸，竖着放冷藏。吃之前用冰水泡五分钟，叶子会重新挺起来。' },
      { kind: 'products', products: ['vegetable-lettuce', 'vegetable-cucumber'] },
      { kind: 'heading', heading: '西兰花先别洗' },
      { kind: 'text', text: '水汽会让花球发黄。装进留了口的袋子冷藏，吃哪朵洗哪朵。' },
      { kind: 'products', products: ['vegetable-broccoli'] },
    ],
  },
  {
    title: '番茄炒蛋，汁多的那种',
    summary: '先烫皮再炒，十五分钟上桌',
    topics: ['快手菜'],
    cover: 'vegetable-tomato.webp',
    body: [{ kind: 'text', text: '番茄要选熟透的，鸡蛋要嫩，最后那一勺汁是拌饭用的。' }],
    recipe: {
      minutes: 15,
      servings: 2,
      ingredients: [
        { name: '番茄', amount: '3 个', product: 'vegetable-tomato' },
        { name: '鸡蛋', amount: '4 枚', product: 'meat-egg' },
        { name: '小葱、蒜', amount: '少许', product: 'vegetable-aromatics' },
        { name: '海盐', amount: '适量', product: 'pantry-salt' },
        { name: '油', amount: '2 勺' },
      ],
      steps: [
        '番茄顶上划十字，开水烫二十秒，去皮切块。',
        '鸡蛋加一点盐打散，热油滑炒到刚凝固，盛出来。',
        '下蒜末和番茄，中火炒出汁，加盐。',
        '鸡蛋回锅翻两下，撒葱花出锅。',
      ],
    },
  },
  {
    title: '黄油煎鸡腿配西兰花',
    summary: '一口锅，皮脆肉嫩，孩子也爱吃',
    topics: ['快手菜'],
    cover: 'meat-chicken-leg.webp',
    body: [{ kind: 'text', text: '周末的晚饭不用复杂：一口平底锅，先煎鸡腿，再用锅里的油炒蔬菜。' }],
    recipe: {
      minutes: 35,
      servings: 3,
      ingredients: [
        { name: '鸡腿', amount: '4 只', product: 'meat-chicken-leg' },
        { name: '西兰花', amount: '1 颗', product: 'vegetable-broccoli' },
        { name: '胡萝卜', amount: '1 根', product: 'vegetable-carrot' },
        { name: '黄油', amount: '20 克', product: 'bakery-butter' },
        { name: '黄柠檬', amount: '半个', product: 'fruit-lemon' },
        { name: '黑胡椒', amount: '少许' },
      ],
      steps: [
        '鸡腿擦干，抹盐和黑胡椒，室温放十分钟。',
        '冷锅下黄油，皮朝下小火煎十二分钟，翻面再煎八分钟，盛出来。',
        '锅里的油炒胡萝卜片和西兰花，加两勺水，盖锅焖三分钟。',
        '鸡腿切开摆上，挤柠檬汁。',
      ],
    },
  },
];
