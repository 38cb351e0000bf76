/** What messages of staff are settled by: WeCom takes nothing for them, and what it allows is kept where they are planned. */
export const wecomChannel = { name: 'wecom', cost: 0, limits: [] } as const;
