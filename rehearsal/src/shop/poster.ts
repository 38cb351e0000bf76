const say = { kind: 'words', product: null, x: 75, width: 600, align: 'centre' } as const;

/** What members of the demo shop show to friends. */
export const demoPoster = {
  name: '老带新海报',
  background: null,
  paper: 'green',
  parts: [
    { ...say, text: '{活动}', y: 110, size: 76, ink: 'gold' },
    { ...say, text: '{昵称} 请你尝一口新鲜的', y: 330, size: 42, ink: 'white' },
    { kind: 'code', text: null, product: null, x: 165, y: 480, width: 420, size: null, ink: null, align: null },
    { ...say, text: '长按或扫码，新朋友到店有礼', y: 970, size: 38, ink: 'white' },
    { ...say, text: '活水鲜生 · 当季水果、鲜奶、面包', y: 1220, size: 30, ink: 'gold' },
  ],
};
