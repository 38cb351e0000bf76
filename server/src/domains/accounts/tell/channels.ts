import { words } from '@huoshui/contracts/words';
import type { AccountPort } from '../../messaging/index.ts';
import { capabilities, windows } from '../account/capability.ts';
import { sendMass } from './mass.ts';
import { reachFollowers, reachSubscribers } from './reach.ts';
import { sendKf, sendNotices, sendTemplates } from './send.ts';

const { source, asOf } = capabilities.custom;
const HOUR_MS = 3_600_000;

/** The ways of accounts to reach a shopper, for messaging: whom each reaches, and how it is sent. */
export const accountChannels: AccountPort = {
  account_kf: {
    find: reachFollowers('custom'),
    send: sendKf,
    limits: [
      { kind: 'window', hours: windows.message.ms / HOUR_MS, source, asOf },
      {
        kind: 'own',
        words: words(
          `她发消息后 ${windows.message.ms / HOUR_MS} 小时内 ${windows.message.count} 条；关注、扫码、点菜单后 1 分钟内 ${windows.menu.count} 条；自动回复也从里面扣`,
          `${windows.message.count} within ${windows.message.ms / HOUR_MS} hours of a message of hers; ${windows.menu.count} within a minute of a follow, a scan or a tap on the menu; replies take of the same`,
        ),
        source,
        asOf,
      },
    ],
  },
  account_notice: { find: reachSubscribers, send: sendNotices },
  account_template: { find: reachFollowers('template'), send: sendTemplates },
  account_mass: { find: reachFollowers('mass'), send: sendMass },
};
