import type { Ctx } from '../../../../platform/ctx.ts';
import type { PushedEvent } from '../../../../platform/domain.ts';
import { type LateRefusal, refuseLate } from '../../refused-late.ts';
import type { Settling } from '../../settle.ts';
import { listOf, textIn } from './pushed-list.ts';

/**
 * `subscribe_msg_sent_event`: what became of notices that WeChat had taken. Source: events of subscribe messages; `List` is
 * one of them or several.
 */
export async function onSent(ctx: Ctx, channel: Settling, { body }: PushedEvent): Promise<void> {
  const undelivered = listOf(body.List).flatMap(undeliveredOf);
  if (undelivered.length === 0) return;
  if (!(await refuseLate(ctx, channel, undelivered)))
    throw new Error('WeChat speaks of a message that is still being handed over: it comes again');
}

function undeliveredOf(one: unknown): LateRefusal[] {
  const [foreignId, code] = [textIn(one, 'MsgID'), textIn(one, 'ErrorCode')];
  return foreignId === '' || code === '' || code === '0'
    ? []
    : [{ foreignId, error: `${code} ${textIn(one, 'ErrorStatus')}`.trim() }];
}
