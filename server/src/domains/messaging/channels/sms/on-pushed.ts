import type { Handler } from '../../../../platform/callbacks/callback.ts';
import { readSetup } from './account.ts';
import { refuse } from './refusals.ts';
import { settleReport } from './settle-report.ts';

/** Works off what the vendor pushed: a carrier's word on a message, or what somebody replied. */
export const onPushed: Handler = async (ctx, { kind, body, happenedAt }) => {
  const text = (name: string) => (typeof body[name] === 'string' ? body[name] : '');
  if (kind === 'report') {
    const pieces = Number(body.pieces);
    await settleReport(ctx, {
      ...{ id: text('id'), foreignId: text('foreignId'), code: text('code'), words: text('words') },
      arrived: body.arrived === true,
      pieces: Number.isInteger(pieces) && pieces > 0 ? pieces : null,
    });
    return;
  }
  const setup = await readSetup(ctx);
  if (setup?.vendor.isRefusal(text('text')))
    await refuse(ctx, { phoneKey: text('phoneKey'), masked: text('phone'), text: text('text'), at: happenedAt });
};
