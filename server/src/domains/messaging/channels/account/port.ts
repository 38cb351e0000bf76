import type { Channel } from '../../channel.ts';

/** Whom official accounts reach on a channel, and how they send; what one of them allows where that is counted there. */
type Way = Required<Pick<Channel, 'find' | 'send'>> & Partial<Pick<Channel, 'limits'>>;

/** What the accounts of the shop do for the channels of theirs, by the name of the channel. */
export type AccountPort = Readonly<Record<'account_kf' | 'account_notice' | 'account_template' | 'account_mass', Way>>;

/** Before the accounts are known nobody is reached. */
export const nobody: Way = {
  find: async () => new Map(),
  send: async (_ctx, _wechat, letters) =>
    letters.map(({ id }) => ({ id, state: 'refused', error: 'no accounts are known' })),
};

/** The channel as the accounts carry it; any other is left alone. */
export function accountsBy(port: AccountPort) {
  const ways = new Map<string, Way>(Object.entries(port));
  return (channel: Channel): Channel => ({ ...channel, ...ways.get(channel.name) });
}
