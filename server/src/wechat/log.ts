/**
 * The two levels the clients use; a pino logger fits. Only paths, codes, request ids and durations are ever passed:
 * queries carry access tokens and app secrets, bodies carry openids and phone numbers.
 */
export type WechatLog = {
  debug(fields: Readonly<Record<string, unknown>>, message: string): void;
  warn(fields: Readonly<Record<string, unknown>>, message: string): void;
};
