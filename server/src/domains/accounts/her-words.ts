/** What she reads in the chat of an account where the operator wrote nothing: in Chinese, as the chat is. */
export const herWords = {
  usedUp: '来晚了一步，已经领完了',
  again: '你已经领过了',
  open: '点这里打开',
  press: '长按图片里的二维码，关注后继续',
  follow: (account: string) => `关注「${account}」`,
  search: (account: string) => `在微信里搜索公众号「${account}」并关注`,
} as const;
