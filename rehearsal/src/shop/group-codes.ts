type DemoLane = {
  readonly lane: string;
  readonly for: 'bought' | 'everyone';
  /** Made by a member of the corp that the sandbox plays; the next one is called by `base` and a number. */
  readonly group: { readonly owner: string; readonly name: string; readonly base: string };
};

/** A code that leads who has bought into one group and everybody else into another, plainly made up. */
export const demoGroupCode: {
  readonly name: string;
  readonly lead: string;
  readonly fullAt: number;
  readonly lanes: readonly DemoLane[];
} = {
  name: '模拟静安店 进群',
  lead: '上新先知道，每周三群里先到先得',
  fullAt: 150,
  lanes: [
    {
      lane: '福利群',
      for: 'bought',
      group: { owner: 'guide01', name: '模拟会员福利群1', base: '模拟会员福利群' },
    },
    {
      lane: '科普群',
      for: 'everyone',
      group: { owner: 'guide02', name: '模拟水果科普群1', base: '模拟水果科普群' },
    },
  ],
};
