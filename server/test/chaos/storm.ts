import { setTimeout as sleep } from 'node:timers/promises';
import { createPhone } from '../../../rehearsal/src/phone.ts';
import { createRandom } from '../../../rehearsal/src/random.ts';
import { type Balanced, openBooks } from './balances/books.ts';
import { balances } from './balances/index.ts';
import { operatorsDeeds } from './deeds/operators.ts';
import { shoppersDeeds } from './deeds/shoppers.ts';
import { stockShop } from './goods.ts';
import { type House, openHouse, type Part } from './house.ts';
import { stubborn } from './insist.ts';
import { live, newActor, newBuyer, stubbornPhone } from './people.ts';
import { newTally } from './tally.ts';
import { blow } from './weather.ts';

export type Storm = {
  readonly seed: number;
  readonly seconds: number;
  /**
   * It goes on, five minutes at most, until so much was bought and so many were killed: on a busy machine little happens in a second, and
   * who was killed takes long to come back. Nobody is killed beyond that: parts that take longer to start than to be killed would never
   * sell anything.
   */
  readonly orders: number;
  readonly kills: number;
  readonly shoppers: number;
  readonly operators: number;
  readonly mortal: readonly Part[];
  readonly killEveryMs: readonly [from: number, to: number];
  /** How long time goes on afterwards, days of the shop. */
  readonly calmDays: number;
  /** Folder, logs and database stay when something is off. */
  readonly keepsWhatFails: boolean;
  readonly say: (line: string) => void;
};

/** What is told at the end, as one line of JSON. */
export type Report = {
  readonly seed: number;
  readonly seconds: number;
  readonly did: Readonly<Record<string, number>>;
  readonly refused: Readonly<Record<string, number>>;
  readonly killed: Readonly<Record<string, number>>;
  readonly unanswered: number;
  /** Answers 500 and calls that nobody ever answered. */
  readonly faults: readonly string[];
  readonly balances: readonly Balanced[];
  readonly ok: boolean;
};

/** Opens a shop, lets people shop while its processes die, quiets down, and adds everything up. */
export async function ride(storm: Storm): Promise<Report> {
  const house = await openHouse(storm.say);
  let keepFolder = storm.keepsWhatFails;
  try {
    const report = await rideIn(house, storm);
    keepFolder &&= !report.ok;
    return report;
  } finally {
    await house.close(keepFolder);
  }
}

async function rideIn(house: House, storm: Storm): Promise<Report> {
  const { seed, say } = storm;
  const tally = newTally();
  const phone = stubbornPhone(createPhone(house.sandboxUrl), tally);
  const api = stubborn(house.servers, createRandom(seed, 'opening'), tally);
  const cookie = await signIn(house);
  const goods = await stockShop(api, cookie, tally);
  const actor = (name: string) => newActor({ servers: house.servers, seed, name }, { phone, goods, tally });
  const buyers = await Promise.all(
    Array.from({ length: storm.shoppers }, async (_, at) => newBuyer(actor(`shopper ${at}`), `顾客 ${at + 1}`)),
  );
  const members = buyers.map(({ memberId }) => memberId);
  const operators = Array.from({ length: storm.operators }, (_, at) => ({
    ...actor(`operator ${at}`),
    cookie,
    members,
  }));
  say(`${buyers.length} shoppers, ${operators.length} operators, ${storm.seconds} s`);

  const killed = new Map<string, number>();
  const end = performance.now() + storm.seconds * 1000;
  const late = () => performance.now() - end;
  const kills = () => [...killed.values()].reduce((sum, n) => sum + n, 0);
  const isSpent = () => late() > 300_000 || (late() > 0 && kills() >= storm.kills);
  const isOver = () => late() > 300_000 || (late() > 0 && isSpent() && (tally.did.get('bought') ?? 0) >= storm.orders);
  await Promise.all([
    ...buyers.map(async (her) => live(her, shoppersDeeds, isOver)),
    ...operators.map(async (one) => live(one, operatorsDeeds, isOver)),
    blow(storm, { house, api, tally, killed, isSpent }, isOver),
  ]);
  say('calming down');
  await Promise.all(house.servers.map(async (url) => isReady(url)));
  const advance = async (minutes: number, stepMs: number) =>
    api('POST /api/sandbox/clock', { body: { advanceMs: minutes * 60_000, wait: true, stepMs } });
  // Payments that were not told are asked for, what nobody paid is cancelled, notifications come again, for a day in all.
  await advance(60, 60_000);
  await advance(storm.calmDays * 24 * 60, 3_600_000);

  const books = await openBooks({ house, api, cookie, tally, goods, buyers });
  try {
    const balanced = await settled(async () => Promise.all(balances.map(async (one) => books.add(one))));
    return {
      seed,
      seconds: storm.seconds,
      did: sorted(tally.did),
      refused: sorted(tally.refused),
      killed: sorted(killed),
      unanswered: tally.unanswered,
      faults: tally.faults.slice(0, 20),
      balances: balanced,
      ok: tally.faults.length === 0 && balanced.every(({ ok }) => ok),
    };
  } finally {
    await books.close();
  }
}

/** What follows, follows in its own time; what is still off then stays off. */
async function settled(add: () => Promise<readonly Balanced[]>): Promise<readonly Balanced[]> {
  const deadline = performance.now() + 30_000;
  for (;;) {
    const balanced = await add();
    if (balanced.every(({ ok }) => ok) || performance.now() > deadline) return balanced;
    await sleep(500);
  }
}

async function isReady(url: string): Promise<void> {
  const deadline = performance.now() + 60_000;
  while (performance.now() < deadline) {
    const answer = await fetch(`${url}/readyz`).catch(() => null);
    if (answer?.status === 200) return;
    await sleep(100);
  }
  throw new Error(`${url} did not come back`);
}

async function signIn({ servers, owner }: House): Promise<string> {
  const answer = await fetch(`${servers[0]}/api/admin/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(owner),
  });
  return (answer.headers.getSetCookie()[0] ?? '').split(';')[0] ?? '';
}

function sorted(counts: ReadonlyMap<string, number>): Readonly<Record<string, number>> {
  return Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1)));
}
