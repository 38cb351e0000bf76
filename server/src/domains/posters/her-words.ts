/** On pictures for shoppers, who are spoken to in Chinese. */
export const SOMEBODY = '你的朋友';
export const SAMPLE = { nickname: '示例顾客', activity: '示例活动' } as const;
