type DemoCode = {
  readonly name: string;
  readonly place: 'shelf' | 'poster' | 'parcel_card' | 'ad' | 'store';
  readonly channel: string | null;
  /** By the names of the demo's own stores and the keys of its products. */
  readonly store: string | null;
  readonly opens:
    | { readonly page: 'home' | 'coupons' | 'check_in' }
    | { readonly product: string }
    | { readonly way: string }
    | { readonly groups: string };
  readonly caption: string | null;
  readonly cost: { readonly each: 'once' | 'monthly'; readonly fen: number } | null;
  /** Of a hundred who come by a code for the first time, so many by this one. */
  readonly of100: number;
};

/** Codes that stand in the demo's world, plainly made up. */
export const demoChannelCodes: readonly DemoCode[] = [
  {
    name: '模拟徐汇店 门口海报',
    place: 'poster',
    channel: '门店',
    store: '模拟徐汇店',
    opens: { page: 'coupons' },
    caption: '扫码领新人券',
    cost: { each: 'once', fen: 30_000 },
    of100: 30,
  },
  {
    name: '模拟徐汇店 水果货架',
    place: 'shelf',
    channel: '门店',
    store: '模拟徐汇店',
    opens: { product: 'fruit-strawberry' },
    caption: '扫码看产地，送到家',
    cost: null,
    of100: 22,
  },
  {
    name: '模拟静安店 收银台',
    place: 'store',
    channel: '门店',
    store: '模拟静安店',
    opens: { way: '模拟静安店 导购' },
    caption: '扫码加导购，领见面礼',
    cost: null,
    of100: 18,
  },
  {
    name: '模拟电梯广告 静安片区',
    place: 'ad',
    channel: '电梯广告',
    store: null,
    opens: { page: 'coupons' },
    caption: null,
    cost: { each: 'monthly', fen: 90_000 },
    of100: 30,
  },
  {
    name: '包裹卡 第一版',
    place: 'parcel_card',
    channel: '包裹',
    store: null,
    opens: { way: '模拟静安店 导购' },
    caption: '扫码加导购，售后直接找我',
    cost: { each: 'once', fen: 60_000 },
    of100: 0,
  },
  {
    name: '模拟静安店 进群海报',
    place: 'poster',
    channel: '门店',
    store: '模拟静安店',
    opens: { groups: '模拟静安店 进群' },
    caption: '扫码进群，上新先知道',
    cost: null,
    of100: 0,
  },
];
