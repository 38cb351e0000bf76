export type Carrier = { readonly code: string; readonly name: string };

/**
 * What operators write for a carrier that WeChat lists under another name, or under several. Codes in the order in which
 * they are tried, since an account may see only some of them (source: get_delivery_list and the store's table of carriers).
 */
const aliases: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    顺丰: ['SF'],
    sf: ['SF'],
    中通: ['ZTO'],
    圆通: ['YTO'],
    申通: ['STO'],
    韵达: ['YD', 'YUNDA'],
    极兔: ['JTSD'],
    京东: ['JD'],
    德邦: ['DBL', 'DBKD'],
    ems: ['EMS'],
    邮政ems: ['EMS'],
    邮政: ['YZPY'],
    中国邮政: ['YZPY'],
    跨越: ['KYSY'],
    安能: ['ANE', 'ANEKY'],
    安能快运: ['ANEKY', 'ANE'],
    百世: ['HTKY'],
    百世快运: ['BTWL'],
    宅急送: ['ZJS'],
    优速: ['UC'],
    菜鸟: ['CNSD', 'DNWL'],
    丹鸟: ['DNWL', 'CNSD'],
  }),
);

/**
 * Whom the operator means; null when nobody can tell. A guess would tell WeChat of another carrier than the parcel's, so
 * only the name, the code, an alias and a name without its ending (跨越 for 跨越速运) count. Pure.
 */
export function findCarrier(typed: string, carriers: readonly Carrier[]): Carrier | null {
  const name = plain(typed);
  const named = carriers.find((one) => plain(one.name) === name || one.code.toLowerCase() === name);
  if (named) return named;
  const short = stem(name);
  const known = aliases.get(name) ?? aliases.get(short) ?? [];
  const aliased = known.map((code) => carriers.find((one) => one.code === code)).find((one) => one !== undefined);
  if (aliased) return aliased;
  const alike = short === '' ? [] : carriers.filter((one) => stem(plain(one.name)) === short);
  return alike.length === 1 ? (alike[0] ?? null) : null;
}

/** At most three that the operator may have meant, to be told with the refusal. */
export function nearCarriers(typed: string, carriers: readonly Carrier[]): readonly Carrier[] {
  const [first, second] = plain(typed);
  const start = `${first ?? ''}${second ?? ''}`;
  if (start.length < 2) return [];
  return carriers.filter((one) => plain(one.name).includes(start)).slice(0, 3);
}

/** Without the width of letters, spaces and what stands in brackets: 顺丰速运（冷链）. */
function plain(name: string): string {
  return name
    .normalize('NFKC')
    .replaceAll(/\(.*?\)|\s/g, '')
    .toLowerCase();
}

/** 快运, 冷运 and 国际 stay: they are carriers of their own beside the parcel service of the same house. */
function stem(name: string): string {
  return name.replace(/((股份|集团)?(有限)?公司)$/, '').replace(/(速运|速递|快递|物流|快件|包裹)+$/, '');
}
