import { plainWords, type Words, words, wordsOf } from '@huoshui/contracts/words';
import { channel as channelWords, verdictReason } from '@huoshui/contracts/words/messaging';
import { Type } from '@sinclair/typebox';
import { Because, fact } from '../../platform/facts.ts';
import type { TimelineText } from '../../platform/timeline.ts';

const About = {
  memberId: Type.String(),
  outboundId: Type.String(),
  sourceKey: Type.String(),
  templateKey: Type.String(),
  channel: Type.String(),
  title: Type.String(),
  because: Because,
};

/** `cost` in fen; facts of before channels had a cost say none. */
export const messageSent = fact('message.sent', Type.Object({ ...About, cost: Type.Optional(Type.Integer()) }), {
  words: words('消息已发送', 'Message sent'),
  tell: (message) => about(message, 'touch', by(words('发送', 'Sent the'), message)),
});

/** Not now: `until` says when it is looked at again. */
export const messageDeferred = fact(
  'message.deferred',
  Type.Object({ ...About, reason: Type.String(), until: Type.String() }),
  {
    words: words('消息推迟', 'Message deferred'),
    tell: (message) => ({
      ...about(message, 'touch', by(words('推迟', 'Deferred the'), message)),
      detail: wordsOf(verdictReason, message.reason),
    }),
  },
);

/** The same message to many, each of whom waits for her second: in columns, as many `messageDeferred`. */
export const messagesDeferred = fact(
  'message.many_deferred',
  Type.Object({
    templateKey: Type.String(),
    channel: Type.String(),
    title: Type.String(),
    cause: Type.Omit(Because, ['id']),
    reason: Type.String(),
    /** ms since 1970. */
    at: Type.Integer(),
    personNos: Type.Array(Type.Integer()),
    memberIds: Type.Array(Type.String()),
    outboundIds: Type.Array(Type.String()),
    sourceKeys: Type.Array(Type.String()),
    causeIds: Type.Array(Type.String()),
    /** ms since 1970, of each. */
    untils: Type.Array(Type.Integer()),
  }),
  {
    words: words('一批消息推迟', 'Messages to many deferred'),
    each: ({ cause, at, personNos, memberIds, outboundIds, sourceKeys, causeIds, untils, ...said }) =>
      outboundIds.map((outboundId, n) => ({
        type: messageDeferred.type,
        personNo: personNos[n] ?? null,
        payload: {
          ...said,
          memberId: memberIds[n] ?? '',
          outboundId,
          sourceKey: sourceKeys[n] ?? '',
          because: { ...cause, id: causeIds[n] ?? '' },
          until: new Date(untils[n] ?? at).toISOString(),
        },
        occurredAt: new Date(at),
      })),
  },
);

/** Not at all, and why; the holdout's messages that were never sent are told here too. */
/** `skuId`: the piece that it was to tell of, where that was gone when it left. */
const Suppressed = Type.Object({ ...About, reason: Type.String(), skuId: Type.Optional(Type.String()) });
export const messageSuppressed = fact('message.suppressed', Suppressed, {
  words: words('消息没发', 'Message suppressed'),
  tell: (message) => ({
    ...about(message, 'touch', words('未发送', 'Did not send')),
    detail: wordsOf(verdictReason, message.reason),
  }),
});

export const messageFailed = fact('message.failed', Type.Object({ ...About, error: Type.String() }), {
  words: words('消息失败', 'Message failed'),
  tell: (message) => ({
    ...about(message, 'touch', words('发送失败', 'Failed to send')),
    detail: plainWords(message.error),
  }),
});

/** Nobody knows whether the channel took it. */
export const messageUnknown = fact('message.unknown', Type.Object(About), {
  words: words('消息结果未知', 'Unknown whether the message arrived'),
  tell: (message) => about(message, 'touch', words('发送结果未知', 'Unknown whether it arrived:')),
});

export const messageOpened = fact('message.opened', Type.Object(About), {
  words: words('打开消息', 'Opened a message'),
  tell: (message) => about(message, 'act', words('点开消息', 'Opened the message')),
});

const Consent = Type.Object({
  memberId: Type.String(),
  templateKeys: Type.Array(Type.String()),
  moment: Type.String(),
});

export const consentGiven = fact('consent.given', Consent, {
  words: words('同意订阅', 'Allowed messages'),
  tell: () => ({ side: 'act', title: words('允许订阅消息', 'Allowed subscribe messages') }),
});

export const consentRefused = fact('consent.refused', Consent, {
  words: words('拒绝订阅', 'Refused messages'),
  tell: () => ({ side: 'act', title: words('拒绝订阅消息', 'Refused subscribe messages') }),
});

function about(
  { title, outboundId }: { readonly title: string; readonly outboundId: string },
  side: TimelineText['side'],
  verb: Words,
): TimelineText {
  return {
    side,
    title: words(`${verb.zh}「${title}」`, `${verb.en} “${title}”`),
    link: { kind: 'message', id: outboundId },
  };
}

function by(verb: Words, { channel }: { readonly channel: string }): Words {
  const way = wordsOf(channelWords, channel);
  return words(`${verb.zh}${way.zh}`, `${verb.en} ${way.en.toLowerCase()}`);
}
