import { postNotice } from '../messages/notice.ts';
import { isRecord, type Json, parseRecord } from '../world/json.ts';
import { digits, seeded } from '../world/seed.ts';
import type { World } from '../world/world.ts';
import { fine, needed, pageOf, type SmsAction, type SmsCall, SmsRefusal } from './endpoint.ts';
import { checkFlow, checkHours } from './limits.ts';
import {
  DELIVERED,
  hasRefused,
  holderOf,
  keepMessage,
  messages,
  NOT_IN_SERVICE,
  type Outcome,
  REFUSED,
  type SmsMessage,
} from './messages.ts';
import type { Reports } from './push.ts';

type Tells = Pick<Reports, 'promise'>;

import { beijingDay, beijingTime, isApprovedSign, type SmsTemplate, templateOf, verdictOf } from './templates.ts';
import { PLACE, pieces, placesIn, readMobile } from './words.ts';

const mostNumbers = 1000;
const mostInBatch = 100;
const longestValue = 35;
const longestText = 500;
/** How long the carrier takes to say what became of it. */
const carrierMs = 3000;

type Wanted = { readonly phone: string; readonly sign: string; readonly params: string };

export function sendActions(reports: Tells): readonly SmsAction[] {
  return [sendSms(reports), sendBatch(reports), sendDetails];
}

function sendSms(reports: Tells): SmsAction {
  return {
    name: 'SendSms',
    title: '发送短信',
    answer: (world, call) => {
      const numbers = needed(call, 'PhoneNumbers').split(',');
      if (numbers.length > mostNumbers) throw new SmsRefusal('isv.MOBILE_COUNT_OVER_LIMIT', '一次最多 1000 个号码');
      const [sign, params] = [needed(call, 'SignName'), call.params.TemplateParam ?? ''];
      return send(
        world,
        reports,
        call,
        numbers.map((phone) => ({ phone, sign, params })),
      );
    },
  };
}

function sendBatch(reports: Tells): SmsAction {
  return {
    name: 'SendBatchSms',
    title: '批量发送短信',
    answer: (world, call) => {
      const numbers = readTexts(needed(call, 'PhoneNumberJson'));
      const signs = readTexts(needed(call, 'SignNameJson'));
      const params = call.params.TemplateParamJson === undefined ? [] : readList(call.params.TemplateParamJson);
      if (numbers.length > mostInBatch) throw new SmsRefusal('isv.MOBILE_COUNT_OVER_LIMIT', '一次最多 100 个号码');
      if (signs.length !== numbers.length || (params.length > 0 && params.length !== numbers.length))
        throw new SmsRefusal('isv.INVALID_PARAMETERS', '号码、签名、变量的个数应一致');
      const wanted = numbers.map((phone, at) => ({
        phone,
        sign: signs[at] ?? '',
        params: params[at] === undefined ? '' : JSON.stringify(params[at]),
      }));
      return send(world, reports, call, wanted);
    },
  };
}

/** All of them, or none: whatever one of them is refused for is the answer of the call. */
function send(world: World, reports: Tells, call: SmsCall, wanted: readonly Wanted[]): Json {
  const template = templateOf(world, needed(call, 'TemplateCode'));
  if (!template || verdictOf(world, template).state !== 'PASS')
    throw new SmsRefusal('isv.SMS_TEMPLATE_ILLEGAL', '该账号下找不到对应模板，或模板未通过审核');
  const fault = world.faults.get().sms;
  if (fault === 'no-money') throw new SmsRefusal('isv.AMOUNT_NOT_ENOUGH', '账户余额不足');
  if (fault === 'limited') throw new SmsRefusal('isv.BUSINESS_LIMIT_CONTROL', '触发分钟级流控Permits:1');
  checkHours(world, template.type);
  const ready = wanted.map((one) => readOne(world, template, one));
  return world.store.together(() => {
    const bizId = `${seeded(world.seed, 'sms-biz', world.store.next('sms-biz'), 18, digits)}^0`;
    for (const { phone, sign, text } of ready) {
      const now = world.clock.now();
      const id = `m${world.store.next('sms-message')}`;
      const outcome = outcomeOf(world, phone, sign, template.type);
      const message: SmsMessage = {
        ...{ id, phone, sign, text, bizId, outcome, type: template.type, template: template.code },
        outId: call.params.OutId ?? '',
        pieces: pieces(text),
        at: now.toISOString(),
        reportedAt: new Date(now.getTime() + carrierMs).toISOString(),
      };
      keepMessage(world, message);
      reports.promise(message);
      const holder = outcome.arrived ? holderOf(world, phone) : undefined;
      if (holder !== undefined) postNotice(world, { shopperId: holder, chat: 'sms', from: sign, title: text });
    }
    return { ...fine, BizId: bizId };
  });
}

function readOne(world: World, template: SmsTemplate, { phone: given, sign, params }: Wanted) {
  const phone = readMobile(given);
  if (phone === null) throw new SmsRefusal('isv.MOBILE_NUMBER_ILLEGAL', `手机号码格式错误：${given}`);
  if (!isApprovedSign(world, sign)) throw new SmsRefusal('isv.SMS_SIGNATURE_ILLEGAL', '签名不存在或未通过审核');
  const values = readValues(template, params);
  checkFlow(world, phone, { sign, template: template.code, type: template.type });
  const text = `【${sign}】${template.content.replace(PLACE, (_whole, name: string) => values[name] ?? '')}`;
  if (text.length > longestText) throw new SmsRefusal('isv.PARAM_LENGTH_LIMIT', '短信内容不超过 500 个字');
  return { phone, sign, text };
}

function readValues(template: SmsTemplate, params: string): Readonly<Record<string, string>> {
  const places = placesIn(template.content);
  const given = params === '' ? {} : parseRecord(params);
  if (given === null) throw new SmsRefusal('isv.INVALID_JSON_PARAM', 'TemplateParam 应为 JSON 对象');
  const values: Record<string, string> = {};
  for (const place of places) {
    const value = given[place];
    if (typeof value !== 'string' && typeof value !== 'number')
      throw new SmsRefusal('isv.TEMPLATE_MISSING_PARAMETERS', `模板变量 ${place} 缺少对应参数值`);
    const text = String(value);
    if (text.length > longestValue) throw new SmsRefusal('isv.PARAM_LENGTH_LIMIT', `变量 ${place} 超过 35 个字`);
    if (/https?:\/\/|www\.|\.(com|cn|net)\b/i.test(text))
      throw new SmsRefusal('isv.PARAM_NOT_SUPPORT_URL', `变量 ${place} 不支持传入网址`);
    values[place] = text;
  }
  return values;
}

function outcomeOf(world: World, phone: string, sign: string, type: SmsTemplate['type']): Outcome {
  if (world.faults.get().sms === 'undelivered' || holderOf(world, phone) === undefined) return NOT_IN_SERVICE;
  return type === 2 && hasRefused(world, phone, sign) ? REFUSED : DELIVERED;
}

/** Of one number on one day: 1 on its way, 2 it failed, 3 she has it. */
const sendDetails: SmsAction = {
  name: 'QuerySendDetails',
  title: '查询短信发送详情',
  answer: (world, call) => {
    const phone = readMobile(needed(call, 'PhoneNumber'));
    const day = needed(call, 'SendDate');
    if (phone === null) throw new SmsRefusal('isv.MOBILE_NUMBER_ILLEGAL', '手机号码格式错误');
    if (!/^\d{8}$/.test(day)) throw new SmsRefusal('isv.INVALID_PARAMETERS', 'SendDate 应为 yyyyMMdd');
    const [size, page] = pageOf(call, 'PageSize', 'CurrentPage');
    const bizId = call.params.BizId ?? '';
    const sent = world.store
      .of(messages)
      .by(phone)
      .filter(
        (one) => beijingDay(new Date(one.at)).replaceAll('-', '') === day && (bizId === '' || one.bizId === bizId),
      )
      .reverse();
    const shown = sent.slice((page - 1) * size, page * size).map((one): Json => detailOf(world, one));
    return { ...fine, TotalCount: String(sent.length), SmsSendDetailDTOs: { SmsSendDetailDTO: shown } };
  },
};

function detailOf(world: World, { outcome, reportedAt, at, ...message }: SmsMessage): Json {
  const known = Date.parse(reportedAt) <= world.clock.now().getTime();
  return {
    PhoneNum: message.phone,
    OutId: message.outId,
    Content: message.text,
    TemplateCode: message.template,
    SendDate: beijingTime(new Date(at)),
    SendStatus: known ? (outcome.arrived ? 3 : 2) : 1,
    ...(known ? { ReceiveDate: beijingTime(new Date(reportedAt)), ErrCode: outcome.code } : {}),
  };
}

function readList(text: string): readonly unknown[] {
  try {
    const value: unknown = JSON.parse(text);
    if (Array.isArray(value) && value.every((one) => typeof one === 'string' || isRecord(one))) return value;
  } catch {}
  throw new SmsRefusal('isv.INVALID_JSON_PARAM', '应为 JSON 数组');
}

function readTexts(text: string): readonly string[] {
  return readList(text).map((one) => (typeof one === 'string' ? one : ''));
}
