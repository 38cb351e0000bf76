import { createServer } from 'node:http';
import Dysms, {
  CreateSmsSignRequest,
  CreateSmsTemplateRequest,
  GetSmsTemplateRequest,
  QuerySendDetailsRequest,
  SendBatchSmsRequest,
  SendSmsRequest,
} from '@alicloud/dysmsapi20170525';
import { $OpenApiUtil } from '@alicloud/openapi-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TestSandbox, testSandbox } from '../testing.ts';
import { signature } from './acs3.ts';
import { pieces } from './words.ts';

// The vendor's own SDK, unchanged, speaks with the sandbox as it does with dysmsapi.aliyuncs.com.

let sandbox: TestSandbox;
let sdk: Dysms;
const pushed: { readonly path: string; readonly rows: readonly Readonly<Record<string, unknown>>[] }[] = [];
let answers = true;
const address = createServer((request, response) => {
  let body = '';
  request.on('data', (chunk) => {
    body += chunk;
  });
  request.on('end', () => {
    pushed.push({ path: request.url ?? '', rows: JSON.parse(body) });
    response.statusCode = answers ? 200 : 503;
    response.end('{"code":0,"msg":"ok"}');
  });
});

beforeAll(async () => {
  await new Promise<void>((resolve) => address.listen(0, '127.0.0.1', resolve));
  sandbox = await testSandbox(`http://127.0.0.1:${Object(address.address()).port}`);
  sdk = client({});
  // Ten in the morning of Shanghai, whenever it is run: promotions leave by day.
  const hour = 3_600_000;
  const sinceTen = (((Date.now() + 8 * hour) % (24 * hour)) - 10 * hour) * -1;
  await sandbox.moveClock(sinceTen);
});
afterAll(async () => {
  await sandbox.close();
  address.close();
});

function client(other: Partial<$OpenApiUtil.Config>): Dysms {
  const { accessKeyId, accessKeySecret } = sandbox.credentials.sms;
  const endpoint = sandbox.url().replace('http://', '');
  return new Dysms(new $OpenApiUtil.Config({ accessKeyId, accessKeySecret, endpoint, protocol: 'http', ...other }));
}

/** `{name}` is a place, which the vendor writes with a dollar before it. */
async function template(templateType: 0 | 1 | 2, content: string): Promise<string> {
  const templateContent = content.replaceAll('{', '${');
  const asked = { templateName: '测试', templateType, templateContent, relatedSignName: '活水鲜生' };
  const made = await sdk.createSmsTemplate(new CreateSmsTemplateRequest(asked));
  await sandbox.moveClock(60_000);
  return made.body?.templateCode ?? '';
}

async function send(
  phoneNumbers: string,
  templateCode: string,
  values: object,
  outId = 'msg_1',
  signName = '活水鲜生',
) {
  const asked = { phoneNumbers, templateCode, signName, outId, templateParam: JSON.stringify(values) };
  const { body } = await sdk.sendSms(new SendSmsRequest(asked));
  return { code: body?.code, message: body?.message, bizId: body?.bizId };
}

async function textsOf(id: string) {
  const { chats } = Object((await sandbox.api('GET', `/shoppers/${id}/chats`)).body);
  return (chats.find((chat: { id: string }) => chat.id === 'sms')?.notices ?? []).map(
    ({ title }: { title: string }) => title,
  );
}

it('has a template reviewed, sends by it, and the carrier says that it arrived; asked or pushed, and again where nobody answered', async () => {
  const shopper = await sandbox.newShopper();
  const code = await template(1, '您的订单{number}已发货，{company}运单{waybill}');
  const review = await sdk.getSmsTemplate(new GetSmsTemplateRequest({ templateCode: code }));
  expect([review.body?.code, review.body?.templateStatus]).toEqual(['OK', '1']);
  answers = false;
  const sent = await send(`+86${shopper.phoneNumber}`, code, { number: 'N(1)!*', company: '顺丰', waybill: 'SF1' });
  expect(sent).toMatchObject({ code: 'OK', message: 'OK' });
  expect(await textsOf(shopper.id)).toEqual(['【活水鲜生】您的订单N(1)!*已发货，顺丰运单SF1']);
  const ask = async () => {
    const sendDate = new Date((await sandbox.now()).getTime() + 8 * 3_600_000)
      .toISOString()
      .slice(0, 10)
      .replaceAll('-', '');
    const asked = { phoneNumber: shopper.phoneNumber, sendDate, pageSize: 10, currentPage: 1, bizId: sent.bizId };
    const { body } = await sdk.querySendDetails(new QuerySendDetailsRequest(asked));
    return body?.smsSendDetailDTOs?.smsSendDetailDTO?.map(({ sendStatus, outId, errCode }) => [
      sendStatus,
      outId,
      errCode,
    ]);
  };
  expect(await ask()).toEqual([[1, 'msg_1', undefined]]);
  await sandbox.moveClock(3000);
  expect(await ask()).toEqual([[3, 'msg_1', 'DELIVERED']]);
  answers = true;
  await sandbox.moveClock(60_000);
  const reports = pushed.splice(0).filter(({ path }) => path.endsWith('/report'));
  expect(reports.length).toBe(2);
  expect(reports[1]?.path).toBe(`/sms/aliyun/${sandbox.credentials.sms.callbackKey}/report`);
  expect(reports[1]?.rows).toMatchObject([
    {
      phone_number: shopper.phoneNumber,
      success: true,
      err_code: 'DELIVERED',
      sms_size: '1',
      biz_id: sent.bizId,
      out_id: 'msg_1',
    },
  ]);
});

it('refuses what the service refuses, each with its code', async () => {
  const shopper = await sandbox.newShopper();
  const { phoneNumber } = shopper;
  const code = await template(2, '会员{name}，草莓今天特价 拒收请回复R');
  const codeOf = async (...asked: Parameters<typeof send>) => (await send(...asked)).code;
  expect(await codeOf('12345', code, { name: 'a' })).toBe('isv.MOBILE_NUMBER_ILLEGAL');
  expect(await codeOf(phoneNumber, 'SMS_1', { name: 'a' })).toBe('isv.SMS_TEMPLATE_ILLEGAL');
  expect(await codeOf(phoneNumber, code, { name: 'a' }, 'o', '别家')).toBe('isv.SMS_SIGNATURE_ILLEGAL');
  expect(await codeOf(phoneNumber, code, {})).toBe('isv.TEMPLATE_MISSING_PARAMETERS');
  expect(await codeOf(phoneNumber, code, { name: 'x'.repeat(36) })).toBe('isv.PARAM_LENGTH_LIMIT');
  expect(await codeOf(phoneNumber, code, { name: 'https://a.cn/b' })).toBe('isv.PARAM_NOT_SUPPORT_URL');
  expect(
    (
      await sdk.sendSms(
        new SendSmsRequest({ phoneNumbers: phoneNumber, signName: '活水鲜生', templateCode: code, templateParam: '{' }),
      )
    ).body?.code,
  ).toBe('isv.INVALID_JSON_PARAM');
  await sandbox.faults({ sms: 'no-money' });
  expect(await codeOf(phoneNumber, code, { name: 'a' })).toBe('isv.AMOUNT_NOT_ENOUGH');
  await sandbox.faults({ sms: 'none' });
  const waiting = await sdk.createSmsTemplate(
    new CreateSmsTemplateRequest({ templateName: '测试', templateType: 2, templateContent: '草莓 拒收请回复R' }),
  );
  expect(await codeOf(phoneNumber, waiting.body?.templateCode ?? '', {})).toBe('isv.SMS_TEMPLATE_ILLEGAL');
  await sdk.createSmsSign(
    new CreateSmsSignRequest({ signName: '活水优选', signSource: 0, signType: 1, qualificationId: 1 }),
  );
  expect(await codeOf(phoneNumber, code, { name: 'a' }, 'o', '活水优选')).toBe('isv.SMS_SIGNATURE_ILLEGAL');
  await sandbox.moveClock(60_000);
  expect(await codeOf(phoneNumber, code, { name: 'a' }, 'o', '活水优选')).toBe('OK');
});

it('turns a text down that a carrier would not have, and says why', async () => {
  const reasonOf = async (type: 0 | 1 | 2, content: string) => {
    const templateCode = await template(type, content);
    const { body } = await sdk.getSmsTemplate(new GetSmsTemplateRequest({ templateCode }));
    return [body?.templateStatus, body?.auditInfo?.rejectInfo ?? ''];
  };
  expect(await reasonOf(2, '草莓今天特价')).toEqual(['2', '推广短信须以“拒收请回复R”结尾']);
  expect((await reasonOf(2, '加微信领券 拒收请回复R'))[0]).toBe('2');
  expect((await reasonOf(1, '订单已发货，拒收请回复R'))[0]).toBe('2');
  expect((await reasonOf(1, '{a}'))[0]).toBe('2');
  expect((await reasonOf(1, '订单{a}已发货'))[0]).toBe('1');
});

it('keeps the flow of one number: codes by minute, hour and day of the clock; promotions fifty in a day, and by day only', async () => {
  const { phoneNumber } = await sandbox.newShopper();
  const code = await template(0, '您的验证码{code}');
  const sent: (string | undefined)[] = [];
  for (let n = 0; n < 7; n += 1) {
    sent.push((await send(phoneNumber, code, { code: '1234' })).code);
    await sandbox.moveClock(n === 0 ? 0 : 60_000);
  }
  expect(sent).toEqual(['OK', 'isv.BUSINESS_LIMIT_CONTROL', 'OK', 'OK', 'OK', 'OK', 'isv.BUSINESS_LIMIT_CONTROL']);
  const promotion = await template(2, '草莓{n}元 拒收请回复R');
  const numbers = async (count: number) => {
    const codes: (string | undefined)[] = [];
    for (let n = 0; n < count; n += 1) codes.push((await send(phoneNumber, promotion, { n })).code);
    return codes;
  };
  expect((await numbers(50)).every((one) => one === 'OK')).toBe(true);
  expect(await numbers(1)).toEqual(['isv.BUSINESS_LIMIT_CONTROL']);
  await sandbox.moveClock(12 * 3_600_000);
  const other = await sandbox.newShopper();
  expect((await send(other.phoneNumber, promotion, { n: 1 })).code).toBe('isv.BUSINESS_LIMIT_CONTROL');
  await sandbox.moveClock(12 * 3_600_000);
  expect((await send(phoneNumber, promotion, { n: 1 })).code).toBe('OK');
});

it('takes her R: no promotion arrives any more, notices do; her reply is pushed; a number that nobody has does not answer', async () => {
  const [shopper, signName] = [await sandbox.newShopper(), '活水鲜生'];
  const promotion = await template(2, '草莓特价 拒收请回复R');
  const notice = await template(1, '订单{n}已发货');
  await sandbox.moveClock(5000);
  pushed.splice(0);
  await sandbox.api('POST', `/shoppers/${shopper.id}/sms`, { text: 'r' });
  const phones = JSON.stringify([shopper.phoneNumber, '19900000000']);
  const batch = { phoneNumberJson: phones, signNameJson: JSON.stringify([signName, signName]) };
  await sdk.sendBatchSms(new SendBatchSmsRequest({ ...batch, templateCode: promotion, outId: 'b' }));
  await sdk.sendBatchSms(
    new SendBatchSmsRequest({ ...batch, templateCode: notice, templateParamJson: '[{"n":"1"},{"n":"2"}]', outId: 'c' }),
  );
  expect(await textsOf(shopper.id)).toEqual(['r', '【活水鲜生】订单1已发货']);
  await sandbox.moveClock(3000);
  const rows = pushed
    .splice(0)
    .flatMap(({ path, rows }) => rows.map((row) => ({ ...row, path: path.split('/').at(-1) })));
  expect(rows.filter(({ path }) => path === 'reply')).toMatchObject([
    { phone_number: shopper.phoneNumber, content: 'r' },
  ]);
  const reports = rows.flatMap((row) =>
    row.path === 'report' ? [[Reflect.get(row, 'out_id'), Reflect.get(row, 'err_code')]] : [],
  );
  expect(reports.sort()).toEqual([
    ['b', 'MOBILE_IN_BLACK'],
    ['b', 'MOBILE_NOT_ON_SERVICE'],
    ['c', 'DELIVERED'],
    ['c', 'MOBILE_NOT_ON_SERVICE'],
  ]);
});

it('lets nobody in with another key, another secret, an old date, or the same call twice', async () => {
  const asked = new SendSmsRequest({ phoneNumbers: '13800000000', signName: 'a', templateCode: 'b' });
  const failure = async (other: Partial<$OpenApiUtil.Config>) =>
    client(other)
      .sendSms(asked)
      .then(
        () => '',
        (error: { code: string }) => error.code,
      );
  expect(await failure({ accessKeyId: 'LTAI' })).toBe('InvalidAccessKeyId.NotFound');
  expect(await failure({ accessKeySecret: 'wrong' })).toBe('SignatureDoesNotMatch');
  const { accessKeyId, accessKeySecret } = sandbox.credentials.sms;
  const call = async (date: string, nonce: string) => {
    const headers: Record<string, string> = {
      host: sandbox.url().replace('http://', ''),
      'x-acs-action': 'QuerySmsTemplateList',
      'x-acs-version': '2017-05-25',
      'x-acs-date': date,
      'x-acs-signature-nonce': nonce,
      'x-acs-content-sha256': 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    };
    const names = Object.keys(headers).sort();
    const signed = signature(accessKeySecret, names, {
      method: 'POST',
      path: '/',
      query: new URLSearchParams(),
      headers,
      body: '',
    });
    const authorization = `ACS3-HMAC-SHA256 Credential=${accessKeyId},SignedHeaders=${names.join(';')},Signature=${signed}`;
    const answer = await fetch(sandbox.url(), { method: 'POST', headers: { ...headers, authorization } });
    return Object(await answer.json()).Code;
  };
  const now = `${new Date().toISOString().slice(0, 19)}Z`;
  expect(await call('2020-01-01T00:00:00Z', 'n1')).toBe('InvalidTimeStamp.Expired');
  expect([await call(now, 'n2'), await call(now, 'n2')]).toEqual(['OK', 'SignatureNonceUsed']);
});

it('counts pieces as they are billed: seventy in one, sixty-seven in each of several', () => {
  expect([1, 70, 71, 134, 135, 160].map((length) => pieces('字'.repeat(length)))).toEqual([1, 1, 2, 2, 3, 3]);
});
