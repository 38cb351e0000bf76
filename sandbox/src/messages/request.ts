import type { App } from '../world/credentials.ts';
import type { World } from '../world/world.ts';
import { answerGrant, grantOf } from './grant.ts';
import { templateOf } from './template.ts';

export type SubscribeAnswer = 'accept' | 'reject';
/** The platform takes the answer away from her: the template is banned, or of the same title as another. */
type Withheld = 'ban' | 'filter';
/** What wx.requestSubscribeMessage hands to its caller: one key per template id, or an error. */
export type SubscribeResult = {
  readonly errMsg: string;
  readonly errCode?: number;
  readonly [templateId: string]: string | number | undefined;
};

/** miniprogram-api-typings 5.2.3; older documents say 3. */
const maxTemplates = 5;

/**
 * wx.requestSubscribeMessage. A remembered answer ("总是保持以上选择") wins over `answer`, as the sheet would not have
 * shown the template.
 */
export function requestSubscribe(
  world: World,
  app: App,
  shopperId: string,
  templateIds: readonly string[],
  answer: (templateId: string) => SubscribeAnswer,
  always: boolean,
): SubscribeResult {
  if (templateIds.length === 0) return fail(10001, 'TmplIds can not be empty');
  if (templateIds.length > maxTemplates) return fail(20003, 'Templates count out of max bounds');
  if (templateIds.some((id) => !templateOf(app, id)))
    return fail(20001, 'No template data return, verify the template id exist');
  const { subscribe } = world.faults.get();
  if (subscribe === 'switched-off') return fail(20004, 'The main switch is switched off');
  if (subscribe !== 'ask') return withheld(templateIds, subscribe);
  const answers = world.store.together(() =>
    [...new Set(templateIds)].map((id) => {
      const remembered = grantOf(world, shopperId, id).always;
      const given = remembered ?? answer(id);
      answerGrant(world, shopperId, id, given, always && remembered === null);
      return [id, given] as const;
    }),
  );
  world.bus.tell({ topic: 'shoppers', id: shopperId });
  return { errMsg: 'requestSubscribeMessage:ok', ...Object.fromEntries(answers) };
}

function withheld(templateIds: readonly string[], why: Withheld): SubscribeResult {
  return { errMsg: 'requestSubscribeMessage:ok', ...Object.fromEntries(templateIds.map((id) => [id, why])) };
}

function fail(errCode: number, reason: string): SubscribeResult {
  return { errMsg: `requestSubscribeMessage:fail ${reason}`, errCode };
}
