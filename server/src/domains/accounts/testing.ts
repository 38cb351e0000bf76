/** The values of an account, as the form takes them; each its own AppID. */
export function accountValues(name: string) {
  const appid = `wx${Buffer.from(name).toString('hex').slice(0, 16)}`;
  return { name, type: 'service', verified: true, appid, secret: 'secret', token: 'token', mode: 'plain' };
}

/** The values of a rule that greets who follows. */
export function ruleValues(name: string) {
  return { name, on: 'follow', for: 'everybody', limit: 'always', reply: '你好', hands: 'none', priority: 50 };
}
