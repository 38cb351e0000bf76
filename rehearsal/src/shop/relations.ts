/** A list of numbers that the demo shop works through, plainly made up; of members of the corp that the sandbox plays. */
export const demoPhoneList = {
  name: '模拟静安店 到店登记',
  basis: '模拟：结账时登记，同意导购联系和发送活动信息',
  staff: ['guide03', 'guide01'],
  perDay: 8,
  announce: true,
  /** By its name among the demo's coupons; nobody is thanked where there is none. */
  coupon: '回购礼券',
  people: 90,
  onDay: 12,
} as const;

export type DemoTransfer = {
  readonly onDay: number;
  readonly from: string;
  readonly to: readonly string[];
  /** She leaves the corp that day; else she goes to another store, and her customers may say no. */
  readonly resigns: boolean;
  readonly message: string | null;
};

export const demoTransfers: readonly DemoTransfer[] = [
  {
    onDay: 26,
    from: 'guide02',
    to: ['guide01'],
    resigns: false,
    message: '我调到别的店了，以后由静安店的同事照顾你，有事直接找她。',
  },
  // The friends she has are those of the list.
  { onDay: 38, from: 'guide03', to: ['guide02', 'guide01'], resigns: true, message: null },
];
