const everyDay = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

/** Where the demo brings orders itself; the values of the form `stores.delivery_area`. */
export const demoAreas = [
  {
    name: '上海市中心',
    open: true,
    region: '上海市/上海市',
    districts: ['徐汇区', '静安区', '黄浦区', '长宁区'],
    fee: 600,
    freeFrom: 8_800,
    least: 2_000,
    slots: [
      { days: everyDay, from: 540, to: 720, capacity: 12 },
      { days: everyDay, from: 840, to: 1080, capacity: 12 },
      { days: ['sat', 'sun'], from: 1080, to: 1260, capacity: 8 },
    ],
    cutoff: 120,
    ahead: 3,
  },
] as const;
