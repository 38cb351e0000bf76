import type { DomainError } from './platform/errors.ts';
import { platformErrors } from './platform/platform-errors.ts';
import { isLater, PayError, WechatBadAnswer, WechatError, WechatInputError } from './wechat/index.ts';

/**
 * What a caller is told of WeChat's trouble where the domain had no better word for it: it does not answer (503), or it did
 * and we cannot go on with that (502). Neither is a fault of the caller, nor one of ours.
 */
export function wechatTrouble(error: unknown): DomainError | null {
  if (isLater(error) || (error instanceof PayError && error.status >= 500))
    return platformErrors.error('upstream_away');
  const refused = [WechatError, PayError, WechatBadAnswer, WechatInputError].some((kind) => error instanceof kind);
  return refused ? platformErrors.error('upstream_refused') : null;
}
