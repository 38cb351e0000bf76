/** Lots of the demo shop, as their public pages tell them; the values of the form `catalog.lot` beside the product and the day. */
type DemoLot = {
  /** The product's key. */
  readonly product: string;
  /** Days before the shop opens. */
  readonly madeAgo: number;
  readonly values: Readonly<Record<string, unknown>>;
};

/** One that keeps, and one whose time is over when the rehearsal ends: so both pages are there to be looked at. */
export const demoLots: readonly DemoLot[] = [
  {
    product: 'fruit-apple',
    madeAgo: 24,
    values: {
      number: 'AKS-1024',
      day: 'picked',
      shelfDays: 180,
      origin: '新疆阿克苏',
      producer: '演示果园',
      note: '演示批次。真实的批次在这里写检测结论和报告编号，并附上报告图片。',
    },
  },
  {
    product: 'meat-egg',
    madeAgo: 2,
    values: {
      number: 'PG-0930',
      day: 'made',
      shelfDays: 30,
      origin: '北京平谷',
      producer: '演示养殖场',
      note: '演示批次。',
    },
  },
];
