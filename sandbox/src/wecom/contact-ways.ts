import { toBuffer } from 'qrcode';
import { type Json, textOf } from '../world/json.ts';
import { lettersAndDigits, seeded } from '../world/seed.ts';
import type { TableShape } from '../world/table.ts';
import type { World } from '../world/world.ts';
import { type Staff, staffOf } from './corp.ts';
import { badParameter, done, type WecomEndpoint, WecomError } from './endpoint.ts';
import { readUsers } from './people.ts';
import { mayMakeWay } from './way-quota.ts';

/** 联系我: a code that leads to one member, or to one of several whom WeCom chooses. */
export type ContactWay = {
  readonly config_id: string;
  readonly type: 1 | 2;
  readonly scene: 1 | 2;
  readonly style: number;
  readonly remark: string;
  readonly skip_verify: boolean;
  readonly state: string;
  readonly user: readonly string[];
  readonly is_exclusive: boolean;
  readonly mark_source: boolean;
  /** What the code says. */
  readonly key: string;
  readonly createdAt: string;
};

const ways: TableShape<ContactWay> = { name: 'wecom-contact-ways' };
const byKey: TableShape<string> = { name: 'wecom-contact-keys' };
const mostUsers = 100;
const longest = 30;

export const contactWayEndpoints: readonly WecomEndpoint[] = [
  {
    method: 'POST',
    path: '/cgi-bin/externalcontact/add_contact_way',
    title: '配置「联系我」',
    answer: (world, { body }) => {
      const table = world.store.of(ways);
      mayMakeWay(world);
      const { type, scene } = body;
      if (type !== 1 && type !== 2) throw new WecomError(41039, 'invalid contact way type');
      if (scene !== 1 && scene !== 2) throw new WecomError(41040, 'invalid contact way scene');
      const number = world.store.next('contact-way');
      const made: ContactWay = {
        config_id: seeded(world.seed, 'contact-way', number, 32, 'abcdef0123456789'),
        key: `vc${seeded(world.seed, 'contact-key', number, 16, lettersAndDigits)}`,
        type,
        scene,
        createdAt: world.clock.now().toISOString(),
        ...readWay(world, body, type, { remark: '', skip_verify: true, state: '', is_exclusive: false }),
      };
      world.store.together(() => {
        table.put(made.config_id, made);
        world.store.of(byKey).put(made.key, made.config_id);
      });
      world.bus.tell({ topic: 'codes' });
      return { ...done, config_id: made.config_id, ...(scene === 2 ? { qr_code: pictureOf(world, made) } : {}) };
    },
  },
  {
    method: 'POST',
    path: '/cgi-bin/externalcontact/get_contact_way',
    title: '获取「联系我」',
    answer: (world, { body }) => {
      const { key: _, createdAt: __, ...way } = found(world, body);
      return { ...done, contact_way: { ...way, qr_code: pictureOf(world, found(world, body)), party: [] } };
    },
  },
  {
    method: 'POST',
    path: '/cgi-bin/externalcontact/list_contact_way',
    title: '「联系我」列表',
    answer: (world, { body }) => {
      const limit = body.limit ?? 100;
      if (typeof limit !== 'number' || limit < 1 || limit > 1000) throw badParameter('limit');
      const from = Number(body.cursor ?? 0);
      const rows = [...world.store.of(ways).all()].slice(from, from + limit);
      const next = from + rows.length < world.store.of(ways).size() ? { next_cursor: String(from + rows.length) } : {};
      return { ...done, contact_way: rows.map(({ config_id }) => ({ config_id })), ...next };
    },
  },
  {
    method: 'POST',
    path: '/cgi-bin/externalcontact/update_contact_way',
    title: '更新「联系我」',
    answer: (world, { body }) => {
      const way = found(world, body);
      world.store.of(ways).put(way.config_id, { ...way, ...readWay(world, body, way.type, way) });
      return done;
    },
  },
  {
    method: 'POST',
    path: '/cgi-bin/externalcontact/del_contact_way',
    title: '删除「联系我」',
    answer: (world, { body }) => {
      const { config_id, key } = found(world, body);
      world.store.of(ways).drop(config_id);
      world.store.of(byKey).drop(key);
      return done;
    },
  },
];

function found(world: World, body: Json): ContactWay {
  const way = world.store.of(ways).get(textOf(body, 'config_id') ?? '');
  if (!way) throw new WecomError(41044, 'invalid config_id');
  return way;
}

type Kept = Pick<ContactWay, 'remark' | 'skip_verify' | 'state' | 'is_exclusive'>;

function readWay(world: World, body: Json, type: 1 | 2, kept: Kept) {
  const user = readUsers(world, body.user, mostUsers);
  if (type === 1 && user.length !== 1) throw badParameter('user: one for a single contact way');
  for (const userid of user) mayBeAdded(staffOf(world, userid));
  const text = (name: 'remark' | 'state') => {
    const value = body[name] ?? kept[name];
    if (typeof value !== 'string' || [...value].length > longest) throw badParameter(name);
    return value;
  };
  const flag = (value: unknown, otherwise: boolean) => (typeof value === 'boolean' ? value : otherwise);
  return {
    style: typeof body.style === 'number' ? body.style : 1,
    remark: text('remark'),
    state: text('state'),
    skip_verify: flag(body.skip_verify, kept.skip_verify),
    is_exclusive: flag(body.is_exclusive, kept.is_exclusive),
    mark_source: flag(body.mark_source, true),
    user,
  };
}

function mayBeAdded(one: Staff | undefined): void {
  if (!one?.active || !one.realName) throw new WecomError(41054, 'user not activated or not real-name verified');
  if (!one.canContact) throw new WecomError(84074, 'no external contact permission');
}

export function wayByKey(world: World, key: string): ContactWay | undefined {
  return world.store.of(ways).get(world.store.of(byKey).get(key) ?? '');
}

/** Where a camera that reads the code is led; the phones of the sandbox know it. */
const linkOf = (world: World, key: string) => `${world.serverUrl}/sandbox/wecom/add/${key}`;
const pictureOf = (world: World, { key }: ContactWay) => `${world.serverUrl}/sandbox/wecom/qr/${key}.png`;

/** The picture at `qr_code`; null for one that was deleted. */
export async function drawWay(world: World, key: string): Promise<Buffer | null> {
  if (!wayByKey(world, key)) return null;
  return toBuffer(linkOf(world, key), { type: 'png', width: 480, errorCorrectionLevel: 'M', margin: 2 });
}

/** The newest ones, for the scanner of the phones. */
export function recentWays(world: World): readonly { readonly url: string; readonly name: string }[] {
  return [...world.store.of(ways).all()]
    .slice(-20)
    .reverse()
    .map((way) => ({
      url: linkOf(world, way.key),
      name: `${way.user.map((userid) => staffOf(world, userid)?.name ?? userid).join('、')}${way.remark && ` · ${way.remark}`}`,
    }));
}
