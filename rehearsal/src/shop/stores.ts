type DemoStore = Readonly<Record<string, unknown>> & { readonly name: string };

const everyDay = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const pickup = { pickup: true, prepare: 60, slot: '60', ahead: 3, keep: 3, ownStock: false };

/** Which of them has stock of its own, and how much of each SKU it was given of what there is. */
export const stockedStore = { name: '模拟徐汇店', share: 0.2 } as const;

/** The demo's places, plainly made up; the values of the form `stores.store`. */
export const demoStores: readonly DemoStore[] = [
  {
    name: '模拟徐汇店',
    state: 'open',
    phone: '021-00000001',
    notice: '进门左手边是自提柜台',
    region: '上海市/上海市',
    district: '徐汇区',
    street: '模拟路 1 号',
    latitude: 31.1885,
    longitude: 121.4365,
    hours: [{ days: everyDay, from: 480, to: 1290 }],
    holidays: [],
    ...pickup,
    ownStock: true,
  },
  {
    name: '模拟静安店',
    state: 'open',
    phone: '021-00000002',
    notice: null,
    region: '上海市/上海市',
    district: '静安区',
    street: '模拟路 2 号',
    latitude: 31.2288,
    longitude: 121.4484,
    hours: [
      { days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: 540, to: 1200 },
      { days: ['sat', 'sun'], from: 600, to: 1320 },
    ],
    holidays: [],
    ...pickup,
    slot: '120',
  },
  {
    name: '模拟西湖店',
    state: 'paused',
    phone: '0571-00000003',
    notice: '装修中',
    region: '浙江省/杭州市',
    district: '西湖区',
    street: '模拟路 3 号',
    latitude: 30.2594,
    longitude: 120.1302,
    hours: [{ days: everyDay, from: 540, to: 1260 }],
    holidays: [],
    ...pickup,
  },
];
