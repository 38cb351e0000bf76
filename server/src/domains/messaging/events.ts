import { Type } from '@sinclair/typebox';
import { Because, fact } from '../../platform/facts.ts';

const About = {
  memberId: Type.String(),
  outboundId: Type.String(),
  sourceKey: Type.String(),
  templateKey: Type.String(),
  channel: Type.String(),
  title: Type.String(),
  because: Because,
};

export const messageSent = fact('message.sent', Type.Object(About));
/** Not now: `until` says when it is looked at again. */
export const messageDeferred = fact(
  'message.deferred',
  Type.Object({ ...About, reason: Type.String(), until: Type.String() }),
);
/** Not at all, and why; the holdout's messages that were never sent are told here too. */
export const messageSuppressed = fact('message.suppressed', Type.Object({ ...About, reason: Type.String() }));
export const messageFailed = fact('message.failed', Type.Object({ ...About, error: Type.String() }));
/** We do not know whether WeChat took it. */
export const messageUnknown = fact('message.unknown', Type.Object(About));
export const messageOpened = fact('message.opened', Type.Object(About));

export const consentGiven = fact(
  'consent.given',
  Type.Object({ memberId: Type.String(), templateKeys: Type.Array(Type.String()), moment: Type.String() }),
);
export const consentRefused = fact(
  'consent.refused',
  Type.Object({ memberId: Type.String(), templateKeys: Type.Array(Type.String()), moment: Type.String() }),
);
