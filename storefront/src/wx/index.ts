import { framePort } from './frame.ts';
import type { Port } from './port.ts';
import { weappPort } from './weapp.ts';

/** The one way to WeChat. The build knows the platform, so only one of the two is in the output. */
export const wx: Port = process.env.TARO_ENV === 'weapp' ? weappPort : framePort;
export { type Arrival, arrivalOf } from './arrival.ts';
export { PhoneButton } from './PhoneButton.tsx';
export { type PayParams, type Shared, WxFailure } from './port.ts';
export { ShareButton } from './ShareButton.tsx';
