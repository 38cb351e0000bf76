import { answerGrant, forgetAnswer, grantsOf } from '../messages/grant.ts';
import { templateOf } from '../messages/template.ts';
import { pushEvent } from '../mp/push.ts';
import { BadInput } from '../world/bad-input.ts';
import type { App } from '../world/credentials.ts';
import { type Json, textOf } from '../world/json.ts';
import type { World } from '../world/world.ts';
import { openidOf, shoppers } from './shopper.ts';

/**
 * wx.getSetting({withSubscriptions: true}).subscriptionsSetting: the remembered answers; and for `ids` what the sheet
 * shows of each template.
 */
export function settingOf(world: World, app: App, shopperId: string, ids: readonly string[]): Json {
  const remembered = grantsOf(world, shopperId).filter(
    (grant) => grant.always !== null && templateOf(app, grant.templateId),
  );
  return {
    mainSwitch: world.faults.get().subscribe !== 'switched-off',
    itemSettings: Object.fromEntries(remembered.map((grant) => [grant.templateId, grant.always])),
    templates: ids.flatMap((id) => {
      const template = templateOf(app, id);
      return template ? [{ id, title: template.title, fields: template.fields }] : [];
    }),
  };
}

/** `{templateId, answer: 'reject' | null}`: turns a template off in the settings (its grants end), or asks again next time. */
export function changeSetting(world: World, app: App, shopperId: string, body: Json): void {
  const templateId = textOf(body, 'templateId') ?? '';
  if (!templateOf(app, templateId)) throw new BadInput('没有这个模板');
  if (body.answer === null) forgetAnswer(world, shopperId, templateId);
  else if (body.answer === 'reject') answerGrant(world, shopperId, templateId, 'reject', true);
  else throw new BadInput('answer 只能是 reject 或 null');
  tellChange(world, app, shopperId, { templateId, answer: body.answer === null ? 'accept' : 'reject' });
  world.bus.tell({ topic: 'shoppers', id: shopperId });
}

/** subscribe_msg_change_event, in JSON: a list of one. */
function tellChange(world: World, app: App, shopperId: string, changed: { templateId: string; answer: string }): void {
  const shopper = world.store.of(shoppers).get(shopperId);
  if (!shopper) return;
  pushEvent(world, app.appid, openidOf(world, shopper, app), 'subscribe_msg_change_event', {
    List: { TemplateId: changed.templateId, SubscribeStatusString: changed.answer },
  });
}
