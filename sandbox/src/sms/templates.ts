import type { Json } from '../world/json.ts';
import { digits, seeded } from '../world/seed.ts';
import type { TableShape } from '../world/table.ts';
import type { World } from '../world/world.ts';
import { fine, needed, pageOf, type SmsAction, SmsRefusal } from './endpoint.ts';
import { objection } from './words.ts';

/** 0 code, 1 notice, 2 promotion. */
export type SmsTemplate = {
  readonly code: string;
  readonly type: 0 | 1 | 2;
  readonly name: string;
  readonly content: string;
  readonly sign: string;
  readonly at: string;
};

export type SmsSign = { readonly name: string; readonly at: string };

const templates: TableShape<SmsTemplate> = { name: 'sms-templates' };
const signs: TableShape<SmsSign> = { name: 'sms-signs' };
/** Two hours in truth, from nine to nine; here a minute, or nobody would wait for it. */
const reviewMs = 60_000;
const longest = 500;
const mostADay = 100;

type Verdict = { readonly state: 'INIT' | 'PASS' | 'NOT_PASS'; readonly reason: string };

/** How the review stands now. */
export function verdictOf(world: World, { type, content, at }: SmsTemplate): Verdict {
  if (world.clock.now().getTime() - Date.parse(at) < reviewMs) return { state: 'INIT', reason: '' };
  const reason = objection(type, content);
  return reason === null ? { state: 'PASS', reason: '' } : { state: 'NOT_PASS', reason };
}

export function templateOf(world: World, code: string): SmsTemplate | undefined {
  return world.store.of(templates).get(code);
}

/** Signatures that may be sent under. The shop's own was approved before the sandbox began. */
export function isApprovedSign(world: World, name: string): boolean {
  if (name === world.credentials.sms.signName) return true;
  const sign = world.store.of(signs).get(name);
  return sign !== undefined && world.clock.now().getTime() - Date.parse(sign.at) >= reviewMs;
}

export function allTemplates(world: World): readonly SmsTemplate[] {
  return [...world.store.of(templates).all()].reverse();
}

const createTemplate: SmsAction = {
  name: 'CreateSmsTemplate',
  title: '申请短信模板',
  answer: (world, call) => {
    const [name, content] = [needed(call, 'TemplateName'), needed(call, 'TemplateContent')];
    const type = Number(needed(call, 'TemplateType'));
    if (type !== 0 && type !== 1 && type !== 2)
      throw new SmsRefusal('isv.INVALID_PARAMETERS', 'TemplateType 应为 0、1、2');
    if ([...name].length > 30) throw new SmsRefusal('isv.TEMPLATE_NAME_LENGTH', '模板名称不超过 30 个字');
    if ([...content].length > longest) throw new SmsRefusal('isv.PARAM_LENGTH_LIMIT', '模板内容不超过 500 个字');
    const today = beijingDay(world.clock.now());
    const made = [...world.store.of(templates).all()].filter(({ at }) => beijingDay(new Date(at)) === today);
    if (made.length >= mostADay) throw new SmsRefusal('isv.TEMPLATE_OVER_LIMIT', '一个自然日最多申请 100 个模板');
    const code = world.store.together(() => {
      const id = `SMS_${seeded(world.seed, 'sms-template', world.store.next('sms-template'), 9, digits)}`;
      const sign = call.params.RelatedSignName ?? '';
      world.store.of(templates).put(id, { code: id, type, name, content, sign, at: world.clock.now().toISOString() });
      return id;
    });
    return { ...fine, TemplateCode: code, TemplateName: name, OrderId: `2000${code.slice(4)}` };
  },
};

const getTemplate: SmsAction = {
  name: 'GetSmsTemplate',
  title: '查询短信模板审核',
  answer: (world, call) => {
    const template = templateOf(world, needed(call, 'TemplateCode'));
    if (!template) throw new SmsRefusal('isv.SMS_TEMPLATE_ILLEGAL', '模板不存在');
    const { state, reason } = verdictOf(world, template);
    return {
      ...fine,
      TemplateCode: template.code,
      TemplateName: template.name,
      TemplateContent: template.content,
      TemplateType: String(template.type),
      TemplateStatus: { INIT: '0', PASS: '1', NOT_PASS: '2' }[state],
      TemplateTag: 2,
      RelatedSignName: template.sign,
      CreateDate: beijingTime(new Date(template.at)),
      AuditInfo: state === 'NOT_PASS' ? { RejectInfo: reason } : {},
    };
  },
};

const listTemplates: SmsAction = {
  name: 'QuerySmsTemplateList',
  title: '查询短信模板列表',
  answer: (world, call) => {
    const [size, page] = pageOf(call, 'PageSize', 'PageIndex');
    const all = allTemplates(world);
    return {
      ...fine,
      TotalCount: all.length,
      CurrentPage: page,
      PageSize: size,
      SmsTemplateList: all.slice((page - 1) * size, page * size).map((template): Json => {
        const { state, reason } = verdictOf(world, template);
        return {
          TemplateCode: template.code,
          TemplateName: template.name,
          TemplateContent: template.content,
          OuterTemplateType: template.type,
          AuditStatus: `AUDIT_STATE_${state}`,
          CreateDate: beijingTime(new Date(template.at)),
          Reason: { RejectInfo: reason },
        };
      }),
    };
  },
};

const createSign: SmsAction = {
  name: 'CreateSmsSign',
  title: '申请短信签名',
  answer: (world, call) => {
    const name = needed(call, 'SignName');
    if (!/^[\p{Script=Han}A-Za-z0-9]{2,12}$/u.test(name))
      throw new SmsRefusal('isv.SIGN_NAME_ILLEGAL', '签名应为 2 到 12 个中英文或数字');
    if (world.store.of(signs).get(name) !== undefined || name === world.credentials.sms.signName)
      throw new SmsRefusal('isv.SMS_SIGN_ALREADY_EXIST', '签名已存在');
    world.store.of(signs).put(name, { name, at: world.clock.now().toISOString() });
    return { ...fine, SignName: name, OrderId: `1000${world.store.next('sms-sign')}` };
  },
};

const getSign: SmsAction = {
  name: 'GetSmsSign',
  title: '查询短信签名审核',
  answer: (world, call) => {
    const name = needed(call, 'SignName');
    const known = name === world.credentials.sms.signName || world.store.of(signs).get(name) !== undefined;
    if (!known) throw new SmsRefusal('isv.SMS_SIGNATURE_ILLEGAL', '签名不存在');
    return { ...fine, SignName: name, SignStatus: isApprovedSign(world, name) ? 1 : 0 };
  },
};

const listSigns: SmsAction = {
  name: 'QuerySmsSignList',
  title: '查询短信签名列表',
  answer: (world, call) => {
    const [size, page] = pageOf(call, 'PageSize', 'PageIndex');
    const names = [world.credentials.sms.signName, ...[...world.store.of(signs).all()].map(({ name }) => name)];
    return {
      ...fine,
      TotalCount: names.length,
      CurrentPage: page,
      PageSize: size,
      SmsSignList: names.slice((page - 1) * size, page * size).map((name) => ({
        SignName: name,
        AuditStatus: isApprovedSign(world, name) ? 'AUDIT_STATE_PASS' : 'AUDIT_STATE_INIT',
      })),
    };
  },
};

export const templateActions = [createTemplate, getTemplate, listTemplates, createSign, getSign, listSigns];

/** `2026-11-30 10:00:00` in Beijing. */
export function beijingTime(at: Date): string {
  return new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ');
}

export function beijingDay(at: Date): string {
  return beijingTime(at).slice(0, 10);
}
