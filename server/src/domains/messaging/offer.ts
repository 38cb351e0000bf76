import { words } from '@huoshui/contracts/words';
import type { NoLonger } from './cause.ts';
import type { Channel, Composition, Content, Found, Recipient } from './channel.ts';
import { channelNamed } from './channel.ts';
import type { Circumstances } from './circumstances.ts';
import { tokenOf } from './circumstances.ts';
import type { Due } from './due.ts';
import { unfit } from './fill.ts';
import { type Answer, type Case, type ChannelReason, endOfQuiet, windowEnds } from './gate.ts';
import { capKey, capsOf } from './quota.ts';
import { marked, variablesFor } from './render.ts';
import { builtIn } from './template.ts';

/** One message on one channel that it wants, at one address: who she is there, the words, and the channel's answer. */
export type Offer = { readonly to: Recipient; readonly composition: Composition; readonly answer: Answer };

/** A due message as the gate sees it, and what each channel would send. */
export function caseOf(
  channels: readonly Channel[],
  circumstances: Circumstances,
  due: Due,
  noLonger: NoLonger | null,
  now: Date,
): { readonly facts: Case; readonly offers: readonly Offer[] } {
  const offers = due.channels.flatMap((name) => {
    const found = circumstances.found(name, due);
    const addresses = found.length > 0 ? found : [null];
    return addresses.map((at) => offerOf(channelNamed(channels, name), name, at, circumstances, due, now));
  });
  const facts: Case = {
    kind: due.kind,
    noLonger,
    answers: offers.map(({ answer }) => answer),
    blocked: circumstances.blocked(due),
    enabled: circumstances.enabled(due),
    bucket: circumstances.bucket(due),
    used: circumstances.quotas.shop(due.personNo, now),
    roomAt: circumstances.shopPace.roomAt(),
    again: due.attempts > 0,
  };
  return { facts, offers };
}

function offerOf(
  channel: Channel | undefined,
  name: string,
  found: Found | null,
  circumstances: Circumstances,
  due: Due,
  now: Date,
): Offer {
  const to: Recipient = {
    personNo: due.personNo,
    memberId: due.memberId,
    address: found?.address ?? null,
    account: found?.account ?? null,
    actedAt: found?.actedAt ?? null,
    more: found?.more ?? {},
  };
  const composition = compose(channel, circumstances, due, to, now);
  const until = channel ? endOfChannelCaps(channel, circumstances, due, now) : null;
  const may = channel
    ? answerOf(channel, circumstances, due, { to, composition, capped: until !== null }, now)
    : 'no_channel';
  const roomAt = circumstances.pace(name)?.roomAt() ?? null;
  const account = found?.account ? { account: found.account } : {};
  const opensAt = channel ? opensOf(channel, now) : null;
  const answer = { channel: name, ...account, may, until: may === 'channel_cap' ? until : null, roomAt, opensAt };
  return { to, composition, answer };
}

/** The channel's own answer first, then its limits; each limit that is declared is kept here. */
function answerOf(
  channel: Channel,
  circumstances: Circumstances,
  due: Due,
  { to, composition, capped }: { to: Recipient; composition: Composition; capped: boolean },
  now: Date,
): 'ok' | ChannelReason {
  if (due.refusedBy.includes(`${channel.name} ${to.account?.no ?? 0}`)) return 'channel_refused';
  const own = channel.may(to);
  if (own !== 'ok') return own;
  const token = tokenOf(channel, due, to.account?.no);
  const consent = token && circumstances.consents.of(token);
  if (consent && consent.remaining <= 0) return consent.refused ? 'refused' : 'no_consent';
  if (!inWindow(channel, to, now)) return 'window_closed';
  if (!composition.ok) return 'no_content';
  return capped ? 'channel_cap' : 'ok';
}

function inWindow({ limits }: Channel, { actedAt }: Recipient, now: Date): boolean {
  return limits.every(
    (limit) =>
      limit.kind !== 'window' || (actedAt !== null && now.getTime() - actedAt.getTime() < limit.hours * 3_600_000),
  );
}

/** When its platform lets marketing out; null: now. The hours in between are quiet. */
function opensOf({ limits }: Channel, now: Date): Date | null {
  for (const limit of limits)
    if (limit.kind === 'hours')
      return endOfQuiet({ quietHours: { enabled: true, from: limit.to, to: limit.from } }, now);
  return null;
}

/** When the last of the caps that she has reached on this channel ends; null while there is room. */
function endOfChannelCaps(channel: Channel, circumstances: Circumstances, { personNo }: Due, now: Date): Date | null {
  const ends = capsOf(channel)
    .filter(
      ({ per, count }) => circumstances.quotas.of({ personNo, windowKey: capKey(channel.name, per, now) }) >= count,
    )
    .map(({ per }) => windowEnds(now)[per].getTime());
  return ends.length > 0 ? new Date(Math.max(...ends)) : null;
}

function compose(
  channel: Channel | undefined,
  circumstances: Circumstances,
  due: Due,
  to: Recipient,
  now: Date,
): Composition {
  const template = builtIn(due.templateKey);
  const values = channel && circumstances.contents.of(due.templateKey, channel.name);
  if (!template || !values) return unfit('', words('这个渠道没有写内容', 'There is no text for this channel'));
  const content: Content = { template, values };
  return marked(channel.compose(content, variablesFor(template, due.variables, now), to), due.id);
}
