import { type MpEndpoint, MpError, ok } from '../mp/endpoint.ts';
import { shoppers } from '../phone/shopper.ts';
import { textOf } from '../world/json.ts';
import { takeCode } from './code.ts';

/** POST /wxa/business/getuserphonenumber: the code of the phone-number button (5 minutes, once) → the number. */
export const phoneNumberEndpoint: MpEndpoint = {
  method: 'POST',
  path: '/wxa/business/getuserphonenumber',
  title: '获取手机号',
  token: true,
  answer: (world, { body, app }) => {
    const code = textOf(body, 'code');
    if (!code) throw new MpError(40029, 'invalid code');
    if (app.kind !== 'mini_program') throw new MpError(48001, 'api unauthorized');
    const id = takeCode(world, 'phone', app, code, new MpError(40029, 'invalid code'));
    const shopper = world.store.of(shoppers).get(id);
    if (!shopper) throw new MpError(40029, 'invalid code');
    return {
      ...ok,
      phone_info: {
        phoneNumber: shopper.phoneNumber,
        purePhoneNumber: shopper.phoneNumber,
        // The platform's own sample shows a number, most SDKs type a string: both occur.
        countryCode: shopper.number % 2 === 0 ? 86 : '86',
        watermark: { timestamp: Math.floor(world.clock.now().getTime() / 1000), appid: app.appid },
      },
    };
  },
};
