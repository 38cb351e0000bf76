import { words } from '@huoshui/contracts/words';
import { nextMinuteOfDay, shanghaiDay } from '../../../../../platform/calendar.ts';
import type { Ctx } from '../../../../../platform/ctx.ts';
import { createHttp, WechatUnreachable } from '../../../../../wechat/index.ts';
import type { Kind } from '../../../gate.ts';
import type { SendAnswer, SmsAccount, SmsClient, SmsReply, SmsReport, SmsVendor } from '../vendor.ts';
import { signedRequest } from './acs3.ts';

const RULES = 'https://help.aliyun.com/document_detail/44335.html';
const START = 'https://help.aliyun.com/en/sms/getting-started/get-started-with-sms';
const AS_OF = '2026-11-29';
const VERSION = '2017-05-25';
const TYPES: Readonly<Record<Kind, string>> = { service: '1', marketing: '2' };

/** 阿里云短信服务, Dysmsapi 2017-05-25. */
export const aliyun: SmsVendor = {
  name: 'aliyun',
  words: words('阿里云短信', 'Aliyun SMS'),
  limits: [
    { kind: 'cap', per: 'day', count: 50, source: RULES, asOf: AS_OF },
    { kind: 'hours', from: 8 * 60, to: 20 * 60, source: START, asOf: AS_OF },
    {
      kind: 'length',
      of: words('整条短信（含签名）', 'The whole text, signature included'),
      max: 500,
      source: RULES,
      asOf: AS_OF,
    },
  ],
  prices: { service: 45, marketing: 55, source: START, asOf: AS_OF },
  ending: '拒收请回复R',
  isRefusal: (reply) => /^(r|t|td|n|退订|拒收|取消)[\s。.!！]*$/i.test(reply.trim()),
  pieces: ({ length }) => (length <= 70 ? 1 : Math.ceil(length / 67)),
  longestValue: 35,
  place: (name) => `\${${name}}`,
  objection,
  open,
  readReports,
  readReplies,
  taken: { code: 0, msg: '接收成功' },
};

/** Source: 通知短信模板规范 and 推广短信模板规范, help.aliyun.com/document_detail/463270, 2026-11. */
function objection(kind: Kind, text: string) {
  if (/[【】]/.test(text)) return words('不能使用【】，签名会自动加上', 'No 【】: the signature is added by itself');
  if (/加(微信|群|QQ|客服)/i.test(text))
    return words('审核不通过：不能出现加微信、加群、加客服', 'Refused in review: no “add me on WeChat”, no groups');
  if (/[①-⑳★※→『』「」〖〗]/.test(text))
    return words('审核不通过：含有不支持的特殊符号', 'Refused in review: symbols that are not supported');
  if (kind === 'service' && /拒收|退订/.test(text))
    return words('通知短信不能写退订方式', 'A notice must not say how to unsubscribe');
  if (/\p{Extended_Pictographic}/u.test(text)) return words('不能有表情符号', 'No emoji');
  return null;
}

function open(ctx: Ctx, account: SmsAccount): SmsClient {
  const http = httpOf();
  const base = new URL(ctx.config.smsBaseUrl ?? 'https://dysmsapi.aliyuncs.com');
  const call = async (action: string, query: Readonly<Record<string, string>>): Promise<Answer> => {
    const signed = signedRequest(account, { host: base.host, action, version: VERSION, query, now: ctx.now() });
    const url = `${base.origin}/?${signed.query}`;
    const answer = await http({ method: 'POST', url, path: `/${action}`, headers: signed.headers });
    return read(action, answer.status, answer.body.toString('utf8'));
  };
  return {
    submit: async ({ name, text, kind }) => {
      const asked = {
        TemplateName: name,
        TemplateContent: text,
        TemplateType: TYPES[kind],
        Remark: name,
        RelatedSignName: account.signName,
      };
      const answer = await call('CreateSmsTemplate', asked);
      return textIn(fine('CreateSmsTemplate', answer), 'TemplateCode');
    },
    review: async (code) => {
      const answer = fine('GetSmsTemplate', await call('GetSmsTemplate', { TemplateCode: code }));
      const status = textIn(answer, 'TemplateStatus');
      const reason = textIn(Reflect.get(answer, 'AuditInfo'), 'RejectInfo');
      return { state: status === '1' ? 'approved' : status === '0' ? 'waiting' : 'refused', reason };
    },
    send: async ({ id, phone, code, values }) => {
      const asked = {
        PhoneNumbers: phone,
        SignName: account.signName,
        TemplateCode: code,
        TemplateParam: JSON.stringify(values),
        OutId: id,
      };
      try {
        return sent(ctx.now(), await call('SendSms', asked));
      } catch (error) {
        if (error instanceof WechatUnreachable && !error.handedOver)
          return { state: 'later', error: error.message, minutes: 1 };
        return { state: 'unknown', error: error instanceof Error ? error.message : String(error) };
      }
    },
    find: async ({ id, phone, at }) => {
      const day = shanghaiDay(at).replaceAll('-', '');
      for (let page = 1; page <= 5; page += 1) {
        const asked = { PhoneNumber: phone, SendDate: day, PageSize: '50', CurrentPage: String(page) };
        const answer = fine('QuerySendDetails', await call('QuerySendDetails', asked));
        const rows = listIn(Reflect.get(Object(Reflect.get(answer, 'SmsSendDetailDTOs')), 'SmsSendDetailDTO'));
        const row = rows.find((one) => textIn(one, 'OutId') === id);
        if (row !== undefined) return detail(id, row);
        if (rows.length < 50) return null;
      }
      return null;
    },
  };
}

let http: ReturnType<typeof createHttp> | null = null;
/** One pool of connections, however often the account is read. */
function httpOf() {
  http ??= createHttp();
  return http;
}

type Answer = { readonly status: number; readonly body: object };

function read(action: string, status: number, text: string): Answer {
  if (status >= 500) throw new WechatUnreachable(`/${action}`, 'server_error', true, `HTTP ${status}`);
  try {
    const body: unknown = JSON.parse(text);
    if (typeof body === 'object' && body !== null) return { status, body };
  } catch {}
  throw new WechatUnreachable(`/${action}`, 'unreadable_answer', true);
}

/** The vendor understood the question and says no. */
class AliyunRefusal extends Error {
  readonly code: string;
  constructor(action: string, code: string, message: string) {
    super(`${action} answered ${code} ${message}`);
    this.code = code;
  }
}

function fine(action: string, { body }: Answer): object {
  const code = textIn(body, 'Code');
  if (code !== 'OK') throw new AliyunRefusal(action, code, textIn(body, 'Message'));
  return body;
}

const ACCOUNT = ['isv.AMOUNT_NOT_ENOUGH', 'isv.OUT_OF_SERVICE', 'isv.ACCOUNT_ABNORMAL', 'isp.RAM_PERMISSION_DENY'];
const KEYS = ['InvalidAccessKeyId.NotFound', 'SignatureDoesNotMatch', 'InvalidTimeStamp.Expired', 'SignatureNonceUsed'];

/** Source: API 错误码, help.aliyun.com/document_detail/101346, 2026-11. */
function sent(now: Date, { body }: Answer): SendAnswer {
  const [code, message] = [textIn(body, 'Code'), textIn(body, 'Message')];
  const error = `${code} ${message}`.trim();
  if (code === 'OK') return { state: 'taken', foreignId: textIn(body, 'BizId') };
  if (code === 'isv.BUSINESS_LIMIT_CONTROL') return { state: 'later', error, minutes: 60 };
  if (code === 'isv.DAY_LIMIT_CONTROL' || code === 'isv.MONTH_LIMIT_CONTROL')
    return {
      state: 'later',
      error,
      minutes: Math.ceil((nextMinuteOfDay(now, 8 * 60).getTime() - now.getTime()) / 60_000),
    };
  if (ACCOUNT.includes(code) || KEYS.includes(code)) return { state: 'later', error, minutes: 30 };
  if (code.startsWith('Throttling')) return { state: 'later', error, minutes: 1 };
  // It says nothing of whether the text went out.
  if (code === 'isp.SYSTEM_ERROR' || code === '') return { state: 'unknown', error };
  return { state: 'refused', error };
}

function detail(id: string, row: object): SmsReport | 'under_way' {
  const status = Number(Reflect.get(row, 'SendStatus'));
  if (status === 1) return 'under_way';
  const code = textIn(row, 'ErrCode');
  return { foreignId: '', id, arrived: status === 3, code, words: code, pieces: null };
}

function readReports(body: unknown): readonly SmsReport[] | null {
  if (!Array.isArray(body)) return null;
  return body.flatMap((row) => {
    const [foreignId, id] = [textIn(row, 'biz_id'), textIn(row, 'out_id')];
    if (id === '') return [];
    const success: unknown = Reflect.get(Object(row), 'success');
    const pieces = Number(textIn(row, 'sms_size'));
    return [
      {
        foreignId,
        id,
        arrived: success === true || success === 'true',
        code: textIn(row, 'err_code'),
        words: textIn(row, 'err_msg'),
        pieces: Number.isInteger(pieces) && pieces > 0 ? pieces : null,
      },
    ];
  });
}

function readReplies(body: unknown): readonly SmsReply[] | null {
  if (!Array.isArray(body)) return null;
  return body.flatMap((row) => {
    const [phone, text, at] = [textIn(row, 'phone_number'), textIn(row, 'content'), textIn(row, 'send_time')];
    if (phone === '') return [];
    return [{ phone, text, at, key: textIn(row, 'sequence_id') || `${phone} ${at} ${text}` }];
  });
}

function textIn(one: unknown, name: string): string {
  const value: unknown = typeof one === 'object' && one !== null ? Reflect.get(one, name) : undefined;
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

function listIn(value: unknown): readonly object[] {
  return Array.isArray(value) ? value.filter((one): one is object => typeof one === 'object' && one !== null) : [];
}
