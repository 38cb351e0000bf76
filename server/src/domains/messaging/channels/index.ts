import type { Channel } from '../channel.ts';
import { accountKf } from './account_kf/index.ts';
import { accountMass } from './account_mass/index.ts';
import { accountNotice } from './account_notice/index.ts';
import { accountTemplate } from './account_template/index.ts';
import { inbox } from './inbox/index.ts';
import { sms } from './sms/index.ts';
import { subscribe } from './subscribe/index.ts';
import { wecom } from './wecom/index.ts';

/** Every way to reach a shopper, a line a channel; the order is the one in which they are offered. */
export const channels: readonly Channel[] = [
  subscribe,
  inbox,
  sms,
  wecom,
  accountKf,
  accountNotice,
  accountTemplate,
  accountMass,
];
