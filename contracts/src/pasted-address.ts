import { type FoundRegion, findRegion, type Region, runsOn } from './pasted-region.ts';

export type AddressPart = 'name' | 'phone' | 'region' | 'detail';
/** What a pasted text says. What it does not say is empty; `unsure` names what somebody should look at. */
export type PastedAddress = Region & {
  readonly name: string;
  readonly phone: string;
  readonly detail: string;
  readonly unsure: readonly AddressPart[];
};

/**
 * Name, phone, region and street out of one pasted text, in any order and with or without labels. A region is only ever
 * one of the list; what the text leaves open stays open and is said to be so. Nothing leaves the device.
 */
export function readPastedAddress(text: string): PastedAddress {
  const { rest, labels } = takeLabels(clean(text));
  const phones = findPhones(labels.phone ?? rest);
  const phone = phones[0] ?? null;
  // The phone ends a word on both sides, however it was glued on; the mark stays to say who stood beside it.
  const marked = phones.reduce((all, one) => all.replace(one.text, ` ${BESIDE} `), rest);
  const pieces = splitPieces(marked);
  const found = findRegion(pieces.map((piece) => piece.text));
  const named = labels.name === undefined ? pickName(pieces, found) : nameOf(labels.name);
  const detail = detailOf(marked, pieces, found, named?.piece ?? null);
  const region = found?.region ?? { province: '', city: '', district: '' };
  const unsure: AddressPart[] = [
    ...(named === null || named.doubtful ? ['name' as const] : []),
    ...(phone === null || phones.length > 1 || phone.extended || !/^1[3-9]\d{9}$/.test(phone.number)
      ? ['phone' as const]
      : []),
    ...(found === null || found.doubtful ? ['region' as const] : []),
    ...(detail.length < 3 ? ['detail' as const] : []),
  ];
  return { name: named?.name ?? '', phone: phone?.number ?? '', ...region, detail, unsure };
}

const BESIDE = '\u0001';

/** Full-width digits, letters and signs as they are on keyboards; what is only layout goes. */
function clean(text: string): string {
  return text
    .replace(/[\uff01-\uff5e]/g, (one) =>
      /[,;:!?()]/.test(one) ? one : String.fromCharCode(one.charCodeAt(0) - 0xfee0),
    )
    .replace(/(?!\n)[\s\p{Cc}\p{Cf}]/gu, ' ')
    .trim();
}

type Labels = { readonly name?: string; readonly phone?: string };

const labelled = {
  name: /(?:收货人|收件人|收货人姓名|收件人姓名|联系人|姓名|名字)\s*[::]\s*/,
  phone: /(?:手机号码?|手机|联系电话|联系方式|电话号码|电话|固话)\s*[::]\s*/,
  place:
    /(?:寄到|送到|收货地址|收件地址|详细地址|所在地区|所在地|省市区|街道地址|地址|地区|街道|省份?|城市|区县|邮编\s*[::]\s*\d{6})\s*[::]?\s*/,
};

/** "收货人:" and its kind are taken out; what stands behind the label of a name, up to the next break, is her name. */
function takeLabels(text: string): { readonly rest: string; readonly labels: Labels } {
  const any = new RegExp(`${labelled.name.source}|${labelled.phone.source}`);
  const behind = (label: RegExp) => {
    const at = label.exec(text);
    if (at === null) return undefined;
    const from = text.slice(at.index + at[0].length);
    return from
      .split(/[\n,,;;]/)[0]
      ?.split(any)[0]
      ?.trim();
  };
  const name = behind(labelled.name)?.split(/\s|\d/)[0];
  const phone = behind(labelled.phone);
  const place = new RegExp(`(^|[\\s,,;;。])${labelled.place.source.replace(/\[::\]\?/g, '[::]')}`, 'g');
  const bare = (name === undefined || name === '' ? text : text.replace(name, ' '))
    .replace(new RegExp(labelled.name.source, 'g'), ' ')
    .replace(new RegExp(labelled.phone.source, 'g'), ' ')
    .replace(place, '$1');
  return {
    rest: bare,
    labels: {
      ...(name === undefined || name === '' ? {} : { name }),
      ...(phone === undefined || findPhones(phone).length === 0 ? {} : { phone }),
    },
  };
}

type Phone = { readonly text: string; readonly number: string; readonly extended: boolean };

/** Mobiles first, then numbers with a country's code, then landlines. No lookbehind: older phones cannot read a file that has one. */
function findPhones(text: string): Phone[] {
  const mobiles =
    /(^|[^\d+])((?:(?:\+|00)?86[- ]?)?(1[3-9]\d[- ]?\d{4}[- ]?\d{4})(?!\d)(\s*(?:转|-)\s*\d{1,6}(?!\d))?)/g;
  const abroad = /()(\+(?!86[- ]?1[3-9])\d{1,3}[- ]?\d{3,4}[- ]?\d{4,6}(?!\d))/g;
  const landlines = /(^|\D)(0\d{2,3}[- ]?\d{7,8}(?!\d))/g;
  return [mobiles, abroad, landlines].flatMap((pattern) =>
    [...text.matchAll(pattern)].map(([, , whole = '', mobile, extension]) => ({
      text: whole,
      number: (mobile ?? whole).replace(/[- ]/g, ''),
      extended: extension !== undefined,
    })),
  );
}

type Piece = { readonly text: string; readonly at: number; readonly to: number; readonly besidePhone: boolean };

/** Words, where they stood; a region that was written in several is one, and so is a name in Latin letters. */
function splitPieces(text: string): Piece[] {
  const words = [...text.matchAll(/[A-Za-z][A-Za-z.'-]*(?: [A-Za-z][A-Za-z.'-]*)+|[^\s,,;;、。|]+/g)]
    .map((one) => ({ text: one[0], at: one.index, to: one.index + one[0].length }))
    .filter((one) => !/^备用(电话|手机)?$/.test(one.text));
  const pieces: Piece[] = [];
  for (const [place, word] of words.entries()) {
    if (word.text === BESIDE) continue;
    const besidePhone = words[place - 1]?.text === BESIDE || words[place + 1]?.text === BESIDE;
    const last = pieces.at(-1);
    if (last !== undefined && words[place - 1]?.text !== BESIDE && runsOn(last.text, word.text)) {
      pieces.splice(-1, 1, { ...last, text: last.text + word.text, to: word.to, besidePhone: false });
    } else pieces.push({ ...word, besidePhone });
  }
  return pieces;
}

type Named = { readonly name: string; readonly piece: Piece | null; readonly doubtful: boolean };

function nameOf(text: string): Named {
  const name = text.replace(/[((【[].*$/, '').trim();
  return { name, piece: null, doubtful: !looksLikeName(name) };
}

/**
 * Of the words that belong to no place, the one most like a name; one beside the phone goes before others. What was glued
 * to the front of the region is the last to be thought of.
 */
function pickName(pieces: readonly Piece[], found: FoundRegion | null): Named | null {
  const place = new Set(found === null ? [] : [found.piece, ...found.others]);
  const ranked = pieces
    .flatMap((piece, at) => {
      const name = place.has(at) ? '' : piece.text.replace(/[((【[].*$/, '');
      return name === '' ? [] : [{ piece, name, rank: rankOf(name, piece, at) }];
    })
    .filter(({ rank }) => rank > 0)
    .sort((a, b) => b.rank - a.rank);
  const [first, second] = ranked;
  if (first !== undefined) {
    const doubtful = !looksLikeName(first.name) || second?.rank === first.rank;
    return { name: first.name, piece: first.piece, doubtful };
  }
  const glued = found === null ? '' : (pieces[found.piece]?.text.slice(0, found.from) ?? '');
  return looksLikeName(glued) ? { name: glued, piece: null, doubtful: true } : null;
}

function rankOf(name: string, piece: Piece, at: number): number {
  if (/\d/.test(name) || name.length > 20) return 0;
  const manners = /(先生|女士|小姐|老师|阿姨|叔叔|总|收)$/.test(name) ? 3 : 0;
  return (looksLikeName(name) ? 3 : -2) + (piece.besidePhone ? 4 : 0) + manners + (at === 0 ? 1 : 0);
}

const ofPlaces = /[路街巷弄号栋幢楼室座层村组镇乡县区市省]$|小区|花园|公寓|大厦|广场|单元|大道/;
const toCourier = /请|放|门口|快递|驿站|不要|勿|打电话|联系|周末|工作日|白天|晚上|尽快|发货|谢谢|备注|代收/;

function looksLikeName(name: string): boolean {
  if (ofPlaces.test(name) || toCourier.test(name)) return false;
  return /^[\p{Script=Han}·•]{2,8}$/u.test(name) || /^\p{L}[\p{L}.' -]{1,19}$/u.test(name);
}

/** From where the region ends to the end of what is said, as it was written, without name and phone. */
function detailOf(text: string, pieces: readonly Piece[], found: FoundRegion | null, name: Piece | null): string {
  const others = new Set(found?.others ?? []);
  const parts = pieces.flatMap((piece, at) => {
    if (piece === name || others.has(at)) return [];
    const own = piece.text.slice(at === found?.piece ? found.to : 0);
    if (own === '') return [];
    const next = pieces[at + 1];
    const gap = next === undefined ? '' : text.slice(piece.to, next.at);
    // What stood between two words stays between them, unless name or phone stood there.
    return [own + (gap.includes(BESIDE) || next === name ? ' ' : gap)];
  });
  return parts
    .join('')
    .replace(/\s+/g, ' ')
    .replace(/^[\s,,;;、。::-]+|[\s,,;;、::]+$/g, '');
}
