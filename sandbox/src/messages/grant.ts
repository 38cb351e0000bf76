import type { TableShape } from '../world/table.ts';
import type { World } from '../world/world.ts';

/**
 * The ledger of one shopper and one template. Each accept is the right to send exactly one message, with no end; accepts
 * add up. `always` is the answer remembered by "总是保持以上选择": it saves the question, not the grant.
 */
type Grant = {
  readonly shopperId: string;
  readonly templateId: string;
  readonly left: number;
  readonly always: 'accept' | 'reject' | null;
};

const grants: TableShape<Grant> = { name: 'grants', by: (grant) => grant.shopperId };

export function grantOf(world: World, shopperId: string, templateId: string): Grant {
  const none: Grant = { shopperId, templateId, left: 0, always: null };
  return world.store.of(grants).get(`${shopperId}/${templateId}`) ?? none;
}

export function grantsOf(world: World, shopperId: string): readonly Grant[] {
  return world.store.of(grants).by(shopperId);
}

/** Writes down an answer. A remembered refusal also ends what was granted before, as turning it off in the settings does. */
export function answerGrant(
  world: World,
  shopperId: string,
  templateId: string,
  answer: 'accept' | 'reject',
  always: boolean,
): void {
  const before = grantOf(world, shopperId, templateId);
  const remembered = always ? answer : before.always;
  const left = answer === 'accept' ? before.left + 1 : remembered === 'reject' ? 0 : before.left;
  put(world, { ...before, left, always: remembered });
}

/** Forgets a remembered answer: the next request asks again. */
export function forgetAnswer(world: World, shopperId: string, templateId: string): void {
  put(world, { ...grantOf(world, shopperId, templateId), always: null });
}

/** Uses up one grant; false when there is none. */
export function takeGrant(world: World, shopperId: string, templateId: string): boolean {
  const grant = grantOf(world, shopperId, templateId);
  if (grant.left <= 0 || grant.always === 'reject') return false;
  put(world, { ...grant, left: grant.left - 1 });
  return true;
}

function put(world: World, grant: Grant): void {
  world.store.of(grants).put(`${grant.shopperId}/${grant.templateId}`, grant);
}
