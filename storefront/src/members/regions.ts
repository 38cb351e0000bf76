export type Regions = readonly {
  readonly name: string;
  readonly cities: readonly { readonly name: string; readonly districts: readonly string[] }[];
}[];

/** All provinces, cities and districts (@vant/area-data, MIT). Codes nest by prefix: 33 · 3301 · 330106. */
export async function loadRegions(): Promise<Regions> {
  const { areaList } = await import('@vant/area-data');
  const cities = Object.entries(areaList.city_list);
  const districts = Object.entries(areaList.county_list);
  return Object.entries(areaList.province_list).map(([provinceCode, province]) => ({
    name: province,
    cities: cities
      .filter(([code]) => code.startsWith(provinceCode.slice(0, 2)))
      .map(([cityCode, city]) => ({
        name: city,
        districts: districts.filter(([code]) => code.startsWith(cityCode.slice(0, 4))).map(([, district]) => district),
      })),
  }));
}

/** What the three columns show for a position. */
export function columnsOf(
  regions: Regions,
  at: readonly [number, number, number],
): readonly [readonly string[], readonly string[], readonly string[]] {
  const cities = regions[at[0]]?.cities ?? [];
  return [regions.map((one) => one.name), cities.map((one) => one.name), cities[at[1]]?.districts ?? []];
}
