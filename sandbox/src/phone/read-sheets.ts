import type { SubscribeAnswer } from '../messages/request.ts';
import type { CashierAnswer, CashierRequest } from '../pay/cashier.ts';
import { BadInput } from '../world/bad-input.ts';
import { isRecord, type Json, textOf, textsOf } from '../world/json.ts';

type SubscribeSheet = {
  readonly templateIds: readonly string[];
  readonly answer: (templateId: string) => SubscribeAnswer;
  readonly always: boolean;
};

/** `{templateIds, answer: 'accept' | 'reject' | {[id]: …}, always?}`; an id that the map leaves out is rejected. */
export function readSubscribe(body: Json): SubscribeSheet {
  const templateIds = textsOf(body, 'templateIds');
  if (!templateIds) throw new BadInput('templateIds 应为模板编号的数组');
  if (body.always !== undefined && typeof body.always !== 'boolean') throw new BadInput('always 应为 true 或 false');
  const { answer } = body;
  const always = body.always === true;
  if (isAnswer(answer)) return { templateIds, answer: () => answer, always };
  if (!isRecord(answer) || !Object.values(answer).every(isAnswer)) {
    throw new BadInput('answer 应为 accept、reject，或逐个模板的选择');
  }
  return { templateIds, answer: (id) => (answer[id] === 'accept' ? 'accept' : 'reject'), always };
}

function isAnswer(value: unknown): value is SubscribeAnswer {
  return value === 'accept' || value === 'reject';
}

export function readCashierRequest(body: Json): CashierRequest {
  const text = (key: string): string => {
    const value = textOf(body, key);
    if (value === undefined || value === '') throw new BadInput(`缺少支付参数 ${key}`);
    return value;
  };
  return {
    timeStamp: text('timeStamp'),
    nonceStr: text('nonceStr'),
    package: text('package'),
    signType: text('signType'),
    paySign: text('paySign'),
  };
}

export function readCashierAnswer(body: Json): { readonly answer: CashierAnswer; readonly awaitNotify: boolean } {
  const { answer } = body;
  if (answer !== 'pay' && answer !== 'cancel' && answer !== 'insufficient') {
    throw new BadInput('answer 只能是 pay、cancel 或 insufficient');
  }
  return { answer, awaitNotify: body.awaitNotify === true };
}

type Share = { readonly to: string; readonly title: string; readonly path: string; readonly imageUrl: string | null };

/** `{to, title, path, imageUrl?}`: a mini-program card sent to another shopper. */
export function readShare(body: Json): Share {
  const [to, title, path] = [textOf(body, 'to'), textOf(body, 'title'), textOf(body, 'path')];
  if (to === undefined) throw new BadInput('缺少 to:分享给哪位模拟顾客');
  if (!title || [...title].length > 100) throw new BadInput('分享标题应为 1 到 100 个字');
  if (!path || path.length > 1024) throw new BadInput('分享路径不能为空，且不超过 1024 个字符');
  return { to, title, path: path.replace(/^\//, ''), imageUrl: textOf(body, 'imageUrl') ?? null };
}
