import type { Result } from '../kit/result.ts';
import { inLanes, type Product, percentile, until } from './product.ts';

const ADDS = 2000;
const STAFF = 20;
const AT_ONCE = 64;
/** All chats of two thousand are a lot to be asked for while welcomes are sent. */
const LOOK_MS = 3000;

/**
 * Two thousand people add a member of staff as fast as the sandbox lets them: from the tap to the first message in each chat, by the
 * sandbox's clock. Held against the calls that this costs at WeCom's alone, made by hand.
 */
export async function measureBurst(product: Product): Promise<Result[]> {
  const keys = await openWay(product);
  const shoppers = await makeShoppers(product);
  const began = performance.now();
  await inLanes(AT_ONCE, ADDS, async (n) => {
    const [userid, key] = keys[n % keys.length] ?? ['', ''];
    await product.sandbox(`POST /shoppers/${shoppers[n]}/contact-ways/${key}`, { userid });
  });
  const added = (performance.now() - began) / 1000;
  let chats: readonly Chat[] = [];
  // Times are the sandbox's own: looking seldom makes none of them later.
  const isDone = async () => {
    chats = await chatsOf(product, keys);
    return chats.length >= ADDS && chats.every(({ said }) => said.length > 0);
  };
  await until('every welcome has been sent', 60, isDone, LOOK_MS).catch(() => undefined);
  const waits = chats.flatMap(({ createdAt, said }) =>
    said.slice(0, 1).map(({ at }) => Date.parse(at) - Date.parse(createdAt)),
  );
  const p99 = percentile(waits, 0.99) / 1000;
  const unwelcomed = ADDS - waits.length;
  const twice = chats.filter(({ said }) => said.length > 1).length;
  const late = waits.filter((ms) => ms > 20_000).length;
  return [
    {
      name: `${ADDS} adds in ${added.toFixed(1)} s: welcome, p99`,
      value: Number(p99.toFixed(2)),
      unit: 's',
      goal: '≤ 3',
      ok: p99 <= 3,
    },
    { name: 'adds without a welcome', value: unwelcomed, unit: '', goal: '= 0', ok: unwelcomed === 0 },
    { name: 'welcomes sent twice', value: twice, unit: '', goal: '= 0', ok: twice === 0 },
    { name: 'welcomes after twenty seconds', value: late, unit: '', goal: '= 0', ok: late === 0 },
  ];
}

type Chat = { readonly createdAt: string; readonly said: readonly { readonly at: string }[] };

async function chatsOf({ sandbox }: Product, keys: readonly (readonly [string, string])[]): Promise<readonly Chat[]> {
  const answers = await Promise.all(keys.map(async ([userid]) => sandbox(`GET /staff/${userid}/customers`)));
  return answers.flatMap(({ customers }) => (Array.isArray(customers) ? customers : []));
}

/** A contact way of twenty members, each with a code of her own at WeCom. */
async function openWay({ admin, sandbox }: Product): Promise<readonly (readonly [string, string])[]> {
  const members = Array.from({ length: STAFF }, (_, n) => `bench${n}`);
  for (const userid of members) await sandbox('POST /staff', { userid, name: userid });
  await admin('POST /wecom/reading', {});
  await until('the directory was read', 60, async () => Number((await admin('GET /staff?limit=1')).total) >= STAFF);
  const { id } = await admin('POST /contact-ways', {
    values: {
      ...{ name: 'bench', staff: members.map((who) => ({ who, weight: 1, perDay: null })) },
      ...{ days: null, from: null, until: null, perDay: null, inAll: null, fallback: null, welcome: 'hello' },
      ...{ welcomeBought: null, coupon: null, couponFor: 'everyone', remark: null, tags: null },
    },
  });
  let pictures: (readonly [string, string])[] = [];
  await until('every member has a code', 60, async () => {
    const { staff } = await admin(`GET /contact-ways/${id}`);
    pictures = (Array.isArray(staff) ? staff : []).flatMap(({ userid, picture }) =>
      picture === null ? [] : [[userid, picture] as const],
    );
    return pictures.length === STAFF;
  });
  return Promise.all(
    pictures.map(async ([userid, picture]) => {
      const { text } = await sandbox('POST /code-readings', { picture });
      return [userid, String(text).split('/').at(-1) ?? ''] as const;
    }),
  );
}

async function makeShoppers({ sandbox }: Product): Promise<readonly string[]> {
  const ids: string[] = [];
  await inLanes(8, ADDS, async () => ids.push(String((await sandbox('POST /shoppers', {})).id)));
  return ids;
}
