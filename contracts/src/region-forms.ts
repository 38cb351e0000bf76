import { type City, regions, shortCity, shortProvince, withoutPeoples } from './regions.ts';

type Level = 'province' | 'city' | 'district';
/** One way to write one place of the list. `bare`: a district without what it is (义乌 for 义乌市). */
export type Entry = {
  readonly form: string;
  readonly province: string;
  readonly city: string;
  readonly district: string;
  readonly bare: boolean;
};
type Index = Readonly<Record<Level, Map<string, Entry[]>>>;

/** The places of a level that the text names from here on, each by the longest of its forms that fits. */
export function entriesAt(level: Level, text: string, at: number): readonly Entry[] {
  const found = new Map<string, Entry>();
  const entries = index()[level];
  const [two, one] = [entries.get(text.slice(at, at + 2)), entries.get(text.slice(at, at + 1))];
  for (const entry of [...(two ?? []), ...(one ?? [])]) {
    if (!text.startsWith(entry.form, at)) continue;
    const place = `${entry.province} ${entry.city} ${entry.district}`;
    const known = found.get(place);
    if (known === undefined || entry.form.length > known.form.length) found.set(place, entry);
  }
  return [...found.values()];
}

let kept: Index | undefined;

/** By the first two characters of each form: a text is looked up, the list is not walked. */
function index(): Index {
  kept ??= build();
  return kept;
}

function build(): Index {
  const built: Index = { province: new Map(), city: new Map(), district: new Map() };
  const add = (level: Level, entry: Entry) => {
    const key = entry.form.slice(0, 2);
    built[level].set(key, [...(built[level].get(key) ?? []), entry]);
  };
  for (const { name: province, cities } of regions()) {
    const top = { province, city: '', district: '', bare: false };
    for (const form of new Set([province, shortProvince(province)])) add('province', { ...top, form });
    for (const city of cities) {
      for (const form of cityForms(city)) add('city', { ...top, city: city.name, form });
      for (const district of city.districts) {
        const whole = new Set(districtForms(district, city));
        for (const form of whole) add('district', { ...top, city: city.name, district, form });
        for (const form of bareForms(district))
          if (!whole.has(form)) add('district', { ...top, city: city.name, district, form, bare: true });
      }
    }
  }
  return built;
}

/** 凉山彝族自治州, 凉山州, 凉山. Names that only say what they are (县, 省直辖县) have no other form. */
function cityForms({ name }: City): Set<string> {
  const short = shortCity(name);
  if (short.length < 2 || /直辖/.test(name)) return new Set([name]);
  return new Set([name, short, ...(name.endsWith('自治州') ? [`${short}州`] : [])]);
}

/** 秀山土家族苗族自治县 is written 秀山县 as well, 合肥高新技术产业开发区 合肥市's 高新区. */
function districtForms(district: string, city: City): string[] {
  const short = shortCity(city.name);
  const own =
    district.startsWith(short) && district.length > short.length + 2 ? district.slice(short.length) : district;
  const zone = zones.find((names) => names.includes(own)) ?? [];
  // A zone that the list has under several names is called by each of them, and by no other's.
  const others = zone.flatMap((name) => [name, short + name]).filter((name) => !city.districts.includes(name));
  const shorter = /自治([县旗])$/.exec(district);
  return [
    district,
    ...(city.districts.includes(own) ? [] : [own]),
    ...others,
    ...(shorter === null ? [] : [withoutPeoples(district.slice(0, -3)) + shorter[1]]),
  ];
}

const zones: readonly (readonly string[])[] = [
  ['高新区', '高新技术产业开发区', '高新技术开发区', '高新开发区'],
  ['经开区', '经济技术开发区', '经济开发区', '经济技术产业开发区'],
];

function bareForms(district: string): string[] {
  const short = withoutPeoples(district.replace(/(自治县|自治旗|[区县市旗])$/, ''));
  return short.length >= 2 && short !== district ? [short] : [];
}
