import { randomBytes } from 'node:crypto';
import { seal, sign } from '../mp/sealed.ts';
import {
  openPushes,
  type Pushed,
  type Pushes,
  pushUntilTaken,
  putPushes,
  type Road,
  xmlField,
} from '../world/pushes.ts';
import type { World } from '../world/world.ts';

export type Deliver = Pushes;

type Fields = Readonly<Record<string, string | number | readonly string[]>>;

const road: Road<Pushed> = { table: { name: 'wecom-events' }, name: 'wecom', prefix: 'e', longestShuffleMs: 8000 };

/** Puts down an event for the corp's address; how it travels is a switch of the sandbox. */
export async function tellCorp(world: World, deliver: Deliver, event: string, fields: Fields): Promise<void> {
  const head = {
    ToUserName: world.credentials.corp.corpid,
    FromUserName: 'sys',
    CreateTime: Math.floor(world.clock.now().getTime() / 1000),
    MsgType: 'event',
    Event: event,
  };
  const body = Object.entries({ ...head, ...fields }).map(([name, value]) => fieldOf(name, value));
  const what = { name: `${event}.${fields.ChangeType ?? ''}`, xml: `<xml>${body.join('')}</xml>` };
  putPushes(world, road, world.faults.get().wecomCallbacks, (_copy, one) => ({ ...one, ...what }));
  await deliver.now();
  world.schedule.wake();
}

/** A list stands as items. */
const fieldOf = (name: string, value: Fields[string]): string =>
  typeof value === 'object'
    ? `<${name}>${value.map((one) => xmlField('Item', one)).join('')}</${name}>`
    : xmlField(name, value);

export const openDeliver = (world: World): Deliver => openPushes(world, road, async (event) => push(world, event));

async function push(world: World, { name, xml }: Pushed): Promise<void> {
  const { corpid, agentid, token: given, aesKey } = world.credentials.corp;
  await pushUntilTaken(
    world,
    () => {
      const token = world.faults.get().wecomSetup === 'token' ? `${given}x` : given;
      const sealed = seal(xml, aesKey, corpid);
      const timestamp = String(Math.floor(world.clock.now().getTime() / 1000));
      const nonce = randomBytes(5).toString('hex');
      return {
        title: `企微回调 ${name}`,
        path: '/wechat/wecom/callback',
        query: new URLSearchParams({ msg_signature: sign([token, timestamp, nonce, sealed]), timestamp, nonce }),
        body: `<xml><ToUserName><![CDATA[${corpid}]]></ToUserName><AgentID><![CDATA[${agentid}]]></AgentID><Encrypt><![CDATA[${sealed}]]></Encrypt></xml>`,
        request: xml,
        type: 'text/xml; charset=utf-8',
      };
    },
    (status, response) => (status === 200 ? response.slice(0, 500) : null),
    (response) => response,
  );
}
