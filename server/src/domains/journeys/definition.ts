import type { Definition as DefinitionSchema, Node as NodeSchema } from '@huoshui/contracts/journeys';
import type { Static } from '@sinclair/typebox';

export type Definition = Static<typeof DefinitionSchema>;
export type Node = Static<typeof NodeSchema>;
export type NodeOf<K extends Node['kind']> = Extract<Node, { kind: K }>;
export type Problem = { readonly node: string | null; readonly message: string };

export function nodeOf(definition: Definition, key: string): Node | undefined {
  return definition.nodes.find((n) => n.key === key);
}

/** Where a node may lead. */
export function nextOf(node: Node): readonly (string | null)[] {
  if (node.kind === 'exit') return [];
  if (node.kind === 'condition') return [node.yes, node.no];
  return [node.next];
}

export type Known = { readonly templates: ReadonlySet<string>; readonly coupons: ReadonlySet<string> | null };

/** What keeps a definition from being published, node by node. `coupons` null: not checked. */
export function problemsOf(definition: Definition, known: Known): Problem[] {
  const keys = new Set(definition.nodes.map((n) => n.key));
  const problems: Problem[] = [];
  if (keys.size !== definition.nodes.length) problems.push({ node: null, message: '节点标识重复' });
  if (!keys.has(definition.start)) problems.push({ node: null, message: '没有起点' });
  for (const node of definition.nodes) {
    for (const next of nextOf(node))
      if (next !== null && !keys.has(next)) problems.push({ node: node.key, message: `连到了不存在的节点 ${next}` });
    problems.push(...problemsOfNode(node, definition, known));
  }
  for (const key of loopsWithoutWait(definition)) problems.push({ node: key, message: '循环里没有等待，会停不下来' });
  for (const node of definition.nodes)
    if (!reachable(definition).has(node.key)) problems.push({ node: node.key, message: '没有任何路径能到达' });
  return problems;
}

function problemsOfNode(node: Node, definition: Definition, known: Known): Problem[] {
  const wrong = (message: string): Problem[] => [{ node: node.key, message }];
  if (node.kind === 'message' && !known.templates.has(node.templateKey)) return wrong('没有选择消息模板');
  if (node.kind === 'grant' && !node.couponTemplateId) return wrong('没有选择优惠券');
  if (node.kind === 'grant' && known.coupons && !known.coupons.has(node.couponTemplateId))
    return wrong('选择的优惠券不存在或已结束');
  if (node.kind === 'grant' && node.scope === 'bought_category' && definition.trigger.kind !== 'event')
    return wrong('只有由订单触发的旅程才知道买了什么品类');
  if (node.kind === 'wait' && minutesOf(node.duration) === 0) return wrong('等待时长不能为 0');
  if (node.kind === 'condition' && 'node' in node.condition && !nodeOf(definition, node.condition.node))
    return wrong('条件引用了不存在的节点');
  return [];
}

export function minutesOf(duration: { days: number; hours: number; minutes?: number | undefined }): number {
  return duration.days * 1440 + duration.hours * 60 + (duration.minutes ?? 0);
}

function reachable(definition: Definition): Set<string> {
  const seen = new Set<string>();
  const open = [definition.start];
  for (let key = open.pop(); key !== undefined; key = open.pop()) {
    const node = nodeOf(definition, key);
    if (!node || seen.has(key)) continue;
    seen.add(key);
    for (const next of nextOf(node)) if (next) open.push(next);
  }
  return seen;
}

/** Nodes from which one comes back to the same node without ever waiting. */
function loopsWithoutWait(definition: Definition): string[] {
  const instant = (key: string) => !['wait', 'wait_until'].includes(nodeOf(definition, key)?.kind ?? 'wait');
  return definition.nodes
    .filter((n) => instant(n.key))
    .filter((start) => {
      const seen = new Set<string>();
      const open = nextOf(start).filter((n) => n !== null);
      for (let key = open.pop(); key !== undefined; key = open.pop()) {
        if (key === start.key) return true;
        const node = nodeOf(definition, key);
        if (!node || !instant(key) || seen.has(key)) continue;
        seen.add(key);
        for (const next of nextOf(node)) if (next) open.push(next);
      }
      return false;
    })
    .map((n) => n.key);
}
