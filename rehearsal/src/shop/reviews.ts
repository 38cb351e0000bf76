/** How the demo shop takes reviews: shown at once unless they have a word that it looks at; a good one earns points. */
export const demoReviews = {
  check: 'words',
  words: ['加微信', '刷单'],
  days: 30,
  addDays: 90,
  points: 10,
  gift: null,
  leastText: 12,
  leastPictures: 0,
  perDay: 3,
} as const;

/** What simulated shoppers say, plainly theirs, by the stars they give. */
export const demoSayings: Readonly<Record<3 | 4 | 5, readonly string[]>> = {
  5: [
    '【模拟评价】收到很新鲜，冰袋还没化，会再买',
    '【模拟评价】个头均匀，味道正，家里老人孩子都爱吃',
    '【模拟评价】比菜市场省心，包装结实，一个都没坏',
  ],
  4: ['【模拟评价】整体不错，就是送来比说好的晚了一点', '【模拟评价】味道可以，份量再足一些就更好了'],
  3: ['【模拟评价】一般般，有两个有点软，客服答应下次注意'],
};

/** Words that the demo shop takes for one another. */
export const demoSynonyms = [
  { searched: '番茄', finds: ['西红柿'], bothWays: true },
  { searched: '土豆', finds: ['马铃薯', '洋芋'], bothWays: true },
  { searched: '奇异果', finds: ['猕猴桃'], bothWays: true },
] as const;
