import type { SmsVendor } from './vendor.ts';
import { aliyun } from './vendors/aliyun.ts';

/** Every vendor of texts, a line a vendor. */
export const smsVendors: readonly SmsVendor[] = [aliyun];

export function vendorNamed(name: string): SmsVendor | undefined {
  return smsVendors.find((vendor) => vendor.name === name);
}
