import type { DomainError } from './platform/errors.ts';
import { platformErrors } from './platform/platform-errors.ts';
import { PayError, WechatBadAnswer, WechatError, WechatInputError, WechatUnreachable } from './wechat/index.ts';

/** Over a limit, or busy: the same question may be asked again later. */
const LATER = new Set([-1, 45009, 45011]);

/**
 * What a caller is told of WeChat's trouble where the domain had no better word for it: it does not answer (503), or it did
 * and we cannot go on with that (502). Neither is a fault of the caller, nor one of ours.
 */
export function wechatTrouble(error: unknown): DomainError | null {
  if (error instanceof WechatUnreachable) return platformErrors.error('upstream_away');
  if (error instanceof WechatError)
    return platformErrors.error(LATER.has(error.errcode) ? 'upstream_away' : 'upstream_refused');
  if (error instanceof PayError)
    return platformErrors.error(error.status === 429 || error.status >= 500 ? 'upstream_away' : 'upstream_refused');
  const refused = error instanceof WechatBadAnswer || error instanceof WechatInputError;
  return refused ? platformErrors.error('upstream_refused') : null;
}
