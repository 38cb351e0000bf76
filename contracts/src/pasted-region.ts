import { type Entry, entriesAt } from './region-forms.ts';

export type Region = { readonly province: string; readonly city: string; readonly district: string };
export type FoundRegion = {
  readonly region: Region;
  /** The word that holds it, where in that word it begins and ends, and words that hold nothing but a part of it. */
  readonly piece: number;
  readonly from: number;
  readonly to: number;
  readonly others: readonly number[];
  readonly doubtful: boolean;
};

/** One way to read a word as a region, from `from` to `to`. `said`: how many of the three levels are written out. */
type Reading = {
  readonly piece: number;
  readonly from: number;
  readonly to: number;
  readonly province: string;
  readonly city: string;
  readonly district: string;
  readonly said: number;
  /** The district by its bare name (义乌), which a street may be called by as well. */
  readonly bare: boolean;
  readonly others: readonly number[];
};

/**
 * The region of the list that these words name, wherever in them it stands. A district counts only below a province or
 * city that is named, in the same word or another, or when the list has it once; 朝阳区 alone stays open. Where several
 * readings are as good as each other, only what they share is said.
 */
export function findRegion(words: readonly string[]): FoundRegion | null {
  const read = words.flatMap(readingsIn);
  const all = [...read, ...read.flatMap((one) => read.flatMap((other) => join(one, other, words)))];
  const most = Math.max(...all.map(worth));
  const best = all.filter((one) => worth(one) === most);
  const [first] = best;
  if (first === undefined) return null;
  const agree = (level: 'province' | 'city' | 'district') => best.every((one) => one[level] === first[level]);
  if (!agree('province')) return null;
  const clear = { city: agree('city'), district: agree('city') && agree('district') };
  const doubtful = !clear.district || first.district === '' || first.bare || first.said === 1 || first.from > 0;
  return {
    region: {
      province: first.province,
      city: clear.city ? first.city : '',
      district: clear.district ? first.district : '',
    },
    piece: first.piece,
    from: first.from,
    // What is not decided stays where it was, for a person to read.
    to: clear.district ? first.to : endOfShared(read, first, clear.city),
    others: clear.district ? first.others : [],
    doubtful,
  };
}

/** Where the part ends on which all agree. */
function endOfShared(read: readonly Reading[], first: Reading, withCity: boolean): number {
  return read
    .filter(({ piece, from, district }) => piece === first.piece && from === first.from && district === '')
    .filter(({ province, city }) => province === first.province && city === (withCity ? first.city : ''))
    .reduce((furthest, { to }) => Math.max(furthest, to), first.from);
}

/** Whether these two words are one region that was written in two: 青岛市 and 市南区香港中路1号. */
export function runsOn(word: string, next: string): boolean {
  const reach = (text: string) => Math.max(0, ...readingsAt(text, 0, 0).map(({ to }) => to));
  return reach(word) === word.length && reach(word + next) > word.length;
}

/** Deeper readings go before longer ones, written levels before guessed ones, the beginning of a word before its middle. */
function worth({ city, district, said, from, to, bare, others }: Reading): number {
  const depth = district !== '' ? 3 : city !== '' ? 2 : 1;
  return depth * 1000 + said * 100 + (to - from) * 4 - (bare ? 150 : 0) - from * 3 + others.length;
}

/** Two words of one place: 朝阳区… and, by itself, 北京. The one that goes deeper keeps what it says. */
function join(one: Reading, other: Reading, words: readonly string[]): Reading[] {
  if (one.piece === other.piece || one.district === '' || other.district !== '') return [];
  const alone = other.from === 0 && other.to === words[other.piece]?.length;
  if (!alone || one.province !== other.province || (other.city !== '' && one.city !== other.city)) return [];
  return [{ ...one, said: Math.min(3, one.said + other.said), others: [other.piece] }];
}

/** At its beginning, and behind a name that was glued to it: inside, only what says at least two levels in full counts. */
function readingsIn(word: string, piece: number): Reading[] {
  const found = readingsAt(word, 0, piece);
  for (let from = 1; from <= Math.min(8, word.length - 4); from++)
    found.push(...readingsAt(word, from, piece).filter(({ said, bare }) => said >= 2 && !bare));
  return found;
}

function readingsAt(text: string, from: number, piece: number): Reading[] {
  const start: Reading = {
    piece,
    from,
    to: from,
    province: '',
    city: '',
    district: '',
    said: 0,
    bare: false,
    others: [],
  };
  const provinces = entriesAt('province', text, from).map((entry) => step(start, entry));
  const cities = [start, ...provinces].flatMap((one) =>
    entriesAt('city', text, one.to)
      // 县 is a city of 重庆市; by itself it is a word.
      .filter((entry) => (one.province === '' ? entry.form.length > 1 : entry.province === one.province))
      .map((entry) => step(one, entry)),
  );
  const districts = [start, ...provinces, ...cities, ...cities.flatMap((one) => behindFiller(text, one))].flatMap(
    (one) =>
      entriesAt('district', text, one.to)
        .filter(
          (entry) =>
            (one.province === '' || entry.province === one.province) && (one.city === '' || entry.city === one.city),
        )
        .filter((entry) => !entry.bare || (one.said > 0 && !isStreet(text, one.to + entry.form.length)))
        .map((entry) => step(one, entry)),
  );
  return [...provinces, ...cities, ...districts];
}

function step(one: Reading, { form, province, city, district, bare }: Entry): Reading {
  return { ...one, to: one.to + form.length, province, city, district, said: one.said + 1, bare };
}

/** 北京市市辖区朝阳区: forms of other shops have a level that says nothing. */
function behindFiller(text: string, one: Reading): Reading[] {
  const filler = ['市辖区', '县'].find((word) => text.startsWith(word, one.to));
  return filler === undefined ? [] : [{ ...one, to: one.to + filler.length }];
}

/** 吴中大道 is a street, not the district 吴中区. */
function isStreet(text: string, at: number): boolean {
  return /^(路|街|大道|大街|巷|道|镇|乡|村|新村|桥|花园|小区|大厦|广场|公寓|[东南西北中][路街])/.test(
    text.slice(at, at + 3),
  );
}
