import { regionList } from './region-list.ts';

export type City = { readonly name: string; readonly districts: readonly string[] };
export type Province = { readonly name: string; readonly cities: readonly City[] };

/** Provinces, cities and districts, in the order of their codes. Read once, when somebody first asks. */
export const regions: () => readonly Province[] = once(() =>
  regionList
    .trim()
    .split('\n')
    .map((line) => {
      const [name = '', ...cities] = line.split(' ');
      return { name, cities: cities.map(readCity) };
    }),
);

function readCity(text: string): City {
  const [name = '', districts = ''] = text.split(':');
  return { name, districts: districts === '' ? [] : districts.split(',') };
}

/** 浙江省 → 浙江, 内蒙古自治区 → 内蒙古: as people write it. */
export function shortProvince(name: string): string {
  return name.replace(/(省|市|特别行政区|(壮族|回族|维吾尔)?自治区)$/, '');
}

/** 杭州市 → 杭州, 延边朝鲜族自治州 → 延边, 阿坝藏族羌族自治州 → 阿坝. */
export function shortCity(name: string): string {
  return withoutPeoples(name.replace(/(市|地区|盟|自治州)$/, '')) || name;
}

const peoples =
  /(蒙古族?|回族|藏族|维吾尔族?|苗族|彝族|壮族|布依族|朝鲜族|满族|侗族|瑶族|白族|土家族|哈尼族|哈萨克族?|傣族|黎族|傈僳族|佤族|畲族|拉祜族|水族|东乡族|纳西族|景颇族|柯尔克孜族?|土族|达斡尔族|仫佬族|羌族|布朗族|撒拉族|毛南族|仡佬族|锡伯族?|塔吉克族?|怒族|鄂温克族|保安族|裕固族|独龙族|各族)+$/;

/** 秀山土家族苗族 → 秀山. A name that is nothing but a people's stays. */
export function withoutPeoples(name: string): string {
  const short = name.replace(peoples, '');
  return short.length >= 2 ? short : name;
}

function once<T>(read: () => T): () => T {
  let kept: T | undefined;
  return () => {
    kept ??= read();
    return kept;
  };
}
