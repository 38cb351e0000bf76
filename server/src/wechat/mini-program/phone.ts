import { WechatBadAnswer } from '../errors.ts';
import { type JsonObject, objectAt, objectOrEmpty, textAt } from '../json.ts';
import type { WechatTransport } from '../transport.ts';

export type PhoneNumber = {
  /** With the country code for numbers outside China. */
  readonly phoneNumber: string;
  /** Never with the country code. */
  readonly purePhoneNumber: string;
  /** Digits without a plus: `86`. */
  readonly countryCode: string;
};

/**
 * Trades the code of the `getPhoneNumber` button (five minutes, once; not the code of `wx.login`) for the number.
 * WechatError 40029: bad or used code. WechatBadAnswer when the number was given to another app.
 */
export async function getPhoneNumber(transport: WechatTransport, appid: string, code: string): Promise<PhoneNumber> {
  const answer = await transport.json({ method: 'POST', path: '/wxa/business/getuserphonenumber', body: { code } });
  const info = objectAt(answer, 'phone_info');
  if (objectOrEmpty(info, 'watermark').appid !== appid) {
    throw new WechatBadAnswer('phone_info.watermark.appid', 'the number was given to another app');
  }
  return {
    phoneNumber: textAt(info, 'phoneNumber'),
    purePhoneNumber: textAt(info, 'purePhoneNumber'),
    countryCode: countryCodeOf(info),
  };
}

/** The official sample shows a number where the field table says text: both occur. */
function countryCodeOf(info: JsonObject): string {
  const value = info.countryCode;
  return typeof value === 'number' ? String(value) : textAt(info, 'countryCode');
}
