import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { regionLines } from '../../scripts/regions.mjs';
import { readPastedAddress } from './pasted-address.ts';
import { regionList } from './region-list.ts';
import { regions } from './regions.ts';

type Case = { readonly text: string; readonly expected: Readonly<Record<string, string>> };
const file = path.resolve(import.meta.dirname, '../../../shared/data/addresses/pasted.json');
const split = (text: string) => {
  const { name, phone, province, city, district, detail } = readPastedAddress(text);
  return { name, phone, province, city, district, detail };
};

describe('a pasted address', () => {
  it.runIf(existsSync(file))('is split as the kept cases say, all of them', () => {
    const cases: readonly Case[] = JSON.parse(readFileSync(file, 'utf8'));
    const wrong = cases.filter(({ text, expected }) => JSON.stringify(split(text)) !== JSON.stringify(expected));
    expect(wrong.map(({ text }) => text)).toEqual([]);
    expect(cases.length).toBeGreaterThanOrEqual(20);
  });
  if (!existsSync(file)) {
    it('left out the kept cases: ../shared/data/addresses/pasted.json is not beside this checkout', () => {
      expect(existsSync(file)).toBe(false);
    });
  }

  it.each([
    [
      'glued together',
      '张三浙江省杭州市西湖区文三路1号13800000000',
      '张三|浙江省|杭州市|西湖区|文三路1号',
      'name,region',
    ],
    [
      'with its levels apart',
      '山东省 青岛市 市南区 香港中路1号 冯二 13800000000',
      '冯二|山东省|青岛市|市南区|香港中路1号',
      '',
    ],
    [
      'as a form writes it',
      '姓名：陈三，电话：138-0000-0000，所在地区：湖南省长沙市长沙县，详细地址：星沙街道1号',
      '陈三|湖南省|长沙市|长沙县|星沙街道1号',
      '',
    ],
    [
      'with a level that says nothing',
      '周八 13800000000 北京市市辖区海淀区中关村1号',
      '周八|北京市|北京市|海淀区|中关村1号',
      '',
    ],
    [
      'without province and what the city is',
      '西安雁塔区科技路1号 吴女士 13800000000',
      '吴女士|陕西省|西安市|雁塔区|科技路1号',
      '',
    ],
    [
      'with a short name of an autonomous place',
      '重庆秀山县中和街道1号 沈六 13800000000',
      '沈六|重庆市|县|秀山土家族苗族自治县|中和街道1号',
      '',
    ],
    [
      'in a prefecture by its short name',
      '四川省凉山州西昌市航天大道1号 吴九13800000000',
      '吴九|四川省|凉山彝族自治州|西昌市|航天大道1号',
      '',
    ],
    [
      'with the bare name of a city within a city',
      '浙江义乌稠城街道1号,王五,13800000000',
      '王五|浙江省|金华市|义乌市|稠城街道1号',
      'region',
    ],
    [
      'of somebody with two names',
      'John Smith 13800000000 上海市静安区南京西路1号',
      'John Smith|上海市|上海市|静安区|南京西路1号',
      '',
    ],
    [
      'with a word to the courier',
      '寄到：广东省广州市天河区天河路1号，收件人：李明（下班后），13800000000',
      '李明|广东省|广州市|天河区|天河路1号',
      '',
    ],
  ])('is read %s', (_, text, expected, unsure) => {
    const { name, phone, province, city, district, detail, ...rest } = readPastedAddress(text);
    expect([name, province, city, district, detail].join('|')).toBe(expected);
    expect(phone).toBe('13800000000');
    expect(rest.unsure.join()).toBe(unsure);
  });

  it.each([
    ['a district of several cities, alone', '朝阳区某街8号 张三 13800000000', '||', '朝阳区某街8号'],
    ['a district that was abolished', '杭州市江干区凯旋路1号 李四 13800000000', '浙江省|杭州市|', '江干区凯旋路1号'],
    [
      'a street that is called as a district is',
      '江苏省苏州市吴中大道1号 赵六 13800000000',
      '江苏省|苏州市|',
      '吴中大道1号',
    ],
    [
      'a zone that the city has twice',
      '安徽省合肥市高新区望江西路1号 郑十 13800000000',
      '安徽省|合肥市|',
      '高新区望江西路1号',
    ],
  ])('leaves open, and says so: %s', (_, text, expected, detail) => {
    const read = readPastedAddress(text);
    expect([read.province, read.city, read.district].join('|')).toBe(expected);
    expect(read.detail).toBe(detail);
    expect(read.unsure).toContain('region');
  });

  it('names what it could not be sure of: no mobile, two mobiles, an extension, nothing at all', () => {
    expect(readPastedAddress('上海市黄浦区南京东路1号\n杨先生\n13800000000\n备用 13900000000').unsure).toEqual([
      'phone',
    ]);
    expect(readPastedAddress('周八 18400000000转1234 北京市海淀区中关村1号').unsure).toEqual(['phone']);
    expect(readPastedAddress('陕西西安市雁塔区科技路11号 029-88888888 王五').unsure).toEqual(['phone']);
    expect(readPastedAddress('').unsure).toEqual(['name', 'phone', 'region', 'detail']);
  });

  it('never says a region that the list does not have, whatever is pasted', () => {
    const names = regions().flatMap(({ name, cities }) => [
      name,
      ...cities.flatMap((city) => [city.name, ...city.districts]),
    ]);
    const piece = fc.oneof(
      fc.constantFrom(...names),
      fc.string(),
      fc.constantFrom('13800000000', ',', '\n', '收货人:', '1号'),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        const { province, city, district } = readPastedAddress(pieces.join(' '));
        const cities = regions().find((one) => one.name === province)?.cities ?? [];
        const districts = cities.find((one) => one.name === city)?.districts ?? [];
        expect(province === '' ? city : '').toBe('');
        if (city !== '') expect(cities.map((one) => one.name)).toContain(city);
        if (district !== '') expect(districts).toContain(district);
      }),
      { numRuns: 300 },
    );
  });

  it('finds every place of the list by its full name', () => {
    const missed = regions().flatMap((province) =>
      province.cities.flatMap((city) =>
        city.districts
          .filter((district) => {
            const read = readPastedAddress(`张三 13800000000 ${province.name}${city.name}${district}模拟路1号`);
            return read.province !== province.name || read.city !== city.name || read.district !== district;
          })
          .map((district) => `${province.name}${city.name}${district}`),
      ),
    );
    expect(missed).toEqual([]);
  });

  it('knows the regions as the kept data set has them', async () => {
    expect(regionList.trim().split('\n')).toEqual(await regionLines());
  });
});
