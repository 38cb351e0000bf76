import { postNotice } from '../messages/notice.ts';
import { textOf } from '../world/json.ts';
import { seeded, urlSafe } from '../world/seed.ts';
import type { TableShape } from '../world/table.ts';
import type { World } from '../world/world.ts';
import { done, type WecomEndpoint, WecomError } from './endpoint.ts';
import { readParts } from './parts.ts';

type Welcome = {
  readonly code: string;
  readonly userid: string;
  readonly shopperId: string;
  readonly at: string;
  readonly used: boolean;
};

const welcomes: TableShape<Welcome> = { name: 'wecom-welcomes' };
/** Once, and within this of the event. Source: document/path/92599 */
const goodMs = 20_000;

export function makeWelcome(world: World, userid: string, shopperId: string): string {
  const number = world.store.next('wecom-welcome');
  const code = seeded(world.seed, 'welcome', number, 43, urlSafe);
  const at = world.clock.now();
  world.store.together(() => {
    const table = world.store.of(welcomes);
    // Those that ended an hour ago are worth nothing to anybody.
    for (const old of [...table.all()]) {
      if (at.getTime() - Date.parse(old.at) < 3_600_000) break;
      table.drop(old.code);
    }
    table.put(code, { code, userid, shopperId, at: at.toISOString(), used: false });
  });
  return code;
}

/** POST externalcontact/send_welcome_msg: 41050 after twenty seconds, 41051 the second time. */
export const welcomeEndpoint: WecomEndpoint = {
  method: 'POST',
  path: '/cgi-bin/externalcontact/send_welcome_msg',
  title: '发送新客户欢迎语',
  answer: (world, { body }) => {
    const welcome = world.store.of(welcomes).get(textOf(body, 'welcome_code') ?? '');
    const now = world.clock.now().getTime();
    if (!welcome || now - Date.parse(welcome.at) > goodMs) throw new WecomError(41050, 'invalid welcome code');
    if (welcome.used) throw new WecomError(41051, 'external user has started chatting or welcome msg sent');
    if (world.faults.get().wecom === '41096') throw new WecomError(41096, 'welcome msg is being distributed');
    const parts = readParts(world, body);
    world.store.of(welcomes).put(welcome.code, { ...welcome, used: true });
    for (const part of parts)
      postNotice(world, { shopperId: welcome.shopperId, chat: 'wecom', from: welcome.userid, ...part });
    return done;
  },
};
