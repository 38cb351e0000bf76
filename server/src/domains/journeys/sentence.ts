import { STAGE_LABEL, stageOf } from '../audiences/index.ts';
import type { Definition, Node, NodeOf } from './definition.ts';

/** Names that sentences need: message templates by key, coupon templates by id. */
export type Names = { readonly messages: ReadonlyMap<string, string>; readonly coupons: ReadonlyMap<string, string> };

/** A node as a sentence an operator would say. */
export function sentenceOf(node: Node, names: Names): string {
  switch (node.kind) {
    case 'wait':
      return `等待 ${durationText(node.duration)}`;
    case 'wait_until':
      return `等到 ${clockText(node.minuteOfDay)}`;
    case 'condition':
      return conditionText(node.condition, names);
    case 'message':
      return `发送「${names.messages.get(node.templateKey) ?? node.templateKey}」（${channelsText(node.channels)}）`;
    case 'grant':
      return `发放「${names.coupons.get(node.couponTemplateId) ?? '优惠券'}」${node.scope === 'bought_category' ? '，限所购品类' : ''}`;
    case 'tag':
      return node.remove ? `移除标签「${node.tag}」` : `打上标签「${node.tag}」`;
    case 'exit':
      return '离开旅程';
  }
}

export function goalText({ goal }: Definition): string {
  return goal ? `进入后 ${goal.withinDays} 天内再次支付` : '未设置目标';
}

export function durationText(duration: { days: number; hours: number; minutes?: number | undefined }): string {
  const parts = [
    duration.days ? `${duration.days} 天` : '',
    duration.hours ? `${duration.hours} 小时` : '',
    duration.minutes ? `${duration.minutes} 分钟` : '',
  ];
  return parts.filter(Boolean).join(' ') || '0 分钟';
}

export function clockText(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
}

function channelsText(channels: readonly string[]): string {
  const name = (channel: string) => (channel === 'subscribe' ? '订阅消息' : '站内信');
  const [first, second] = channels;
  return second ? `${name(first ?? '')}，没有额度时用${name(second)}` : name(first ?? '');
}

function conditionText(condition: NodeOf<'condition'>['condition'], names: Names): string {
  switch (condition.kind) {
    case 'paid_orders':
      return condition.sinceEntry
        ? `进入后又下了 ${condition.atLeast} 单吗？`
        : `累计支付满 ${condition.atLeast} 单吗？`;
    case 'stage_in':
      return `处于${condition.stages.map((s) => STAGE_LABEL[stageOf(s)]).join('、')}吗？`;
    case 'has_tag':
      return `有标签「${condition.tag}」吗？`;
    case 'opened_message':
      return `点开过「${names.messages.get(condition.node) ?? condition.node}」吗？`;
    case 'used_benefit':
      return '用掉了发放的优惠券吗？';
  }
}
