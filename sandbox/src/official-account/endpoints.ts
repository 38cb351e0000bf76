import type { MpEndpoint } from '../mp/endpoint.ts';
import { codeEndpoint } from './codes.ts';
import { massEndpoints } from './mass.ts';
import { mediaEndpoint } from './media.ts';
import { menuEndpoints } from './menus.ts';
import type { AccountPush } from './push.ts';
import { sendEndpoints } from './send.ts';
import { tagEndpoints } from './tags.ts';
import { userEndpoints } from './users.ts';

/** What api.weixin.qq.com has for official accounts. */
export const accountEndpoints = (push: AccountPush): readonly MpEndpoint[] => [
  ...userEndpoints,
  ...tagEndpoints,
  codeEndpoint(),
  ...menuEndpoints,
  ...sendEndpoints(push),
  ...massEndpoints(push),
  mediaEndpoint,
];
