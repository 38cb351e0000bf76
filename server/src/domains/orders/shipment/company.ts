/** WeChat's codes of the carriers operators name most (source: its delivery list, get_delivery_list). */
const codes: readonly (readonly [RegExp, string])[] = [
  [/顺丰/, 'SF'],
  [/中通/, 'ZTO'],
  [/圆通/, 'YTO'],
  [/申通/, 'STO'],
  [/韵达/, 'YD'],
  [/极兔/, 'JTSD'],
  [/京东/, 'JD'],
  [/德邦/, 'DBL'],
  [/EMS/i, 'EMS'],
  [/邮政/, 'YZPY'],
];

/** The code of a carrier by the name an operator typed; null for one that delivers by itself (同城配送). */
export function carrierCode(company: string): string | null {
  return codes.find(([name]) => name.test(company))?.[1] ?? null;
}
