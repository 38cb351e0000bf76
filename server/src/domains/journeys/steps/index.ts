import type { Ctx } from '../../../platform/ctx.ts';
import type { Node } from '../definition.ts';
import type { Move, Plan, Run } from '../run.ts';
import { askCondition } from './condition.ts';
import { giveBenefit } from './grant.ts';
import { sendMessage } from './message.ts';
import { changeTag } from './tag.ts';

/** What a kind of node does to a set of persons: some statements, whatever their number; then where each goes. */
export type Step = (ctx: Ctx, plan: Plan, node: Node, runs: readonly Run[]) => Promise<readonly Move[]>;

const passOn: Step = async (_ctx, _plan, node, runs) => [{ runs, next: 'next' in node ? node.next : null }];

/** A line a kind of node. Waits never come here: who comes to one is set to wait, see `advance`. */
export const steps: Readonly<Record<Node['kind'], Step>> = {
  wait: passOn,
  wait_until: passOn,
  exit: passOn,
  condition: async (ctx, plan, node, runs) => (node.kind === 'condition' ? askCondition(ctx, plan, node, runs) : []),
  message: async (ctx, plan, node, runs) => (node.kind === 'message' ? sendMessage(ctx, plan, node, runs) : []),
  grant: async (ctx, plan, node, runs) => (node.kind === 'grant' ? giveBenefit(ctx, plan, node, runs) : []),
  tag: async (ctx, plan, node, runs) => (node.kind === 'tag' ? changeTag(ctx, plan, node, runs) : []),
};
