import type { codeContract } from '@huoshui/contracts/codes';
import type { RouteOut } from '@huoshui/contracts/contract';
import type { Ctx } from '../../platform/ctx.ts';
import { platformErrors } from '../../platform/platform-errors.ts';
import { stateOf } from './code.ts';
import { targetOf } from './code-form.ts';
import { codeScanned } from './events.ts';
import { type CodeRow, findByScene, noteVisit } from './queries.ts';
import { sceneIn } from './scene.ts';

type Answer = RouteOut<(typeof codeContract)['POST /api/shop/code-scans']>;

/** A mini program that comes back to the front says once more what opened it: the same within this time is one scan. */
const ONE_SCAN_MINUTES = 30;

/** Where codes lead that others made, by what they carry. */
export type OthersCodes = (
  ctx: Ctx,
  scene: string,
) => Promise<{ readonly page: 'activity' | 'leader'; readonly id: string; readonly entry: string | null } | null>;

/**
 * Where what she scanned leads, and that she did, for known members as for new ones. A code that ended, was archived or is none
 * of ours leads home and is told as such: what is printed stays in the world.
 */
export async function scan(ctx: Ctx, others: OthersCodes, told: string): Promise<Answer> {
  const { actor } = ctx;
  if (actor.kind !== 'member') throw platformErrors.error('sign_in_required');
  const scene = sceneIn(told);
  const code = scene === null ? undefined : await findByScene(ctx, scene);
  const place = scene === null || code !== undefined ? null : await others(ctx, scene);
  if (place !== null) return { outcome: 'opened', ...place };
  const outcome = outcomeOf(code, ctx.now());
  if (await noteVisit(ctx, actor.account.no, code?.id ?? '', ONE_SCAN_MINUTES)) {
    const { id: codeId = '', name = '', place = 'other', channel = '' } = code ?? {};
    const payload = { memberId: actor.id, codeId, name, place, channel, outcome };
    ctx.emit(codeScanned, { personNo: actor.personNo, payload });
  }
  return {
    outcome,
    ...(code !== undefined && outcome === 'opened' ? targetOf(code.values) : { page: 'home', id: null }),
    entry: null,
  };
}

function outcomeOf(code: CodeRow | undefined, now: Date): Answer['outcome'] {
  if (code === undefined) return 'unknown';
  const state = stateOf(code, now);
  return state === 'live' ? 'opened' : state;
}
