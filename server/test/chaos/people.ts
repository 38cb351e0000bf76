import { setTimeout as sleep } from 'node:timers/promises';
import { type Api, Refused } from '../../../rehearsal/src/api.ts';
import type { Phone } from '../../../rehearsal/src/phone.ts';
import { createRandom, type Random } from '../../../rehearsal/src/random.ts';
import { newShopper, type Shopper } from '../flows/shopper.ts';
import type { Goods } from './goods.ts';
import { insist, stubborn } from './insist.ts';
import { count, type Tally } from './tally.ts';

/** Whoever acts: what she does next is drawn from numbers of her own, so that others do not change it. */
export type Actor = {
  readonly api: Api;
  readonly phone: Phone;
  readonly random: Random;
  readonly goods: Goods;
  readonly tally: Tally;
};

export type Buyer = Actor &
  Shopper & {
    /** Orders of hers, and requests: the newest last. */
    readonly unpaid: string[];
    readonly bought: string[];
    readonly asked: string[];
  };

export type Operator = Actor & { readonly cookie: string; readonly members: readonly string[] };

/** One thing that somebody does: how often beside the others, and what it is. Nothing to do is also an answer. */
export type Deed<Who> = {
  readonly name: string;
  readonly weight: number;
  readonly act: (who: Who) => Promise<unknown>;
};

export async function newBuyer(actor: Actor, label: string): Promise<Buyer> {
  return { ...actor, ...(await newShopper(actor, label)), unpaid: [], bought: [], asked: [] };
}

export function newActor(
  { servers, seed, name }: { readonly servers: readonly string[]; readonly seed: number; readonly name: string },
  rest: Pick<Actor, 'phone' | 'goods' | 'tally'>,
): Actor {
  const { tally } = rest;
  const api = stubborn(servers, createRandom(seed, name, 'road'), tally);
  return { ...rest, api, random: createRandom(seed, name) };
}

/** A phone whose calls are asked again as the app's are. */
export function stubbornPhone(phone: Phone, tally: Tally): Phone {
  return {
    ...phone,
    create: async (...args) => insist(tally, 'a phone', async () => phone.create(...args)),
    loginCode: async (...args) => insist(tally, 'a login code', async () => phone.loginCode(...args)),
    addContact: async (...args) => insist(tally, 'a contact', async () => phone.addContact(...args)),
    leaveStaff: async (...args) => insist(tally, 'a contact', async () => phone.leaveStaff(...args)),
    pay: async (...args) => insist(tally, 'the cashier', async () => phone.pay(...args)),
  };
}

/** One deed after the other until it is over. A refusal is an answer; anything else that is thrown is a fault. */
export async function live<Who extends Actor>(
  who: Who,
  deeds: readonly Deed<Who>[],
  isOver: () => boolean,
): Promise<void> {
  while (!isOver()) {
    const deed = draw(who.random, deeds);
    try {
      const done = await deed.act(who);
      if (done !== null) count(who.tally.did, deed.name);
    } catch (error) {
      if (error instanceof Refused && error.status < 500) count(who.tally.refused, error.code || String(error.status));
      else who.tally.faults.push(`${deed.name}: ${error instanceof Error ? error.message : String(error)}`);
    }
    await sleep(who.random.between(5, 40));
  }
}

function draw<Who>(random: Random, deeds: readonly Deed<Who>[]): Deed<Who> {
  const whole = deeds.reduce((sum, { weight }) => sum + weight, 0);
  let at = random.next() * whole;
  const found = deeds.find(({ weight }) => {
    at -= weight;
    return at < 0;
  });
  const last = found ?? deeds.at(-1);
  if (!last) throw new Error('nothing to do');
  return last;
}
