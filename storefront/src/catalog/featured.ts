/** Products with this tag stand on the home page's large card; it says nothing on a card itself. */
export const featuredTag = '今日推荐';

/** The tags a shopper reads. */
export function spokenTags(tags: readonly string[]): readonly string[] {
  return tags.filter((tag) => tag !== featuredTag);
}
