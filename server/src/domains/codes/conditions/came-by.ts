import type { Field, ValuesOf } from '@huoshui/contracts/form';
import { type Words, words } from '@huoshui/contracts/words';
import type { Ctx } from '../../../platform/ctx.ts';
import { type PersonSet, personsIn, personsOfQuery } from '../../../platform/event-store/person-set.ts';
import { type Piece, piece } from '../../../platform/event-store/piece.ts';
import { type Form, form } from '../../../platform/form/form.ts';
import { idsOfChannels } from '../queries.ts';
import { scans, touches } from '../touches.ts';

/** As audiences asks of a condition; she stands above and is handed these. */
type Condition<Fields extends readonly Field[]> = {
  readonly kind: string;
  readonly about: 'profile';
  readonly words: Words;
  readonly form: Form<Fields>;
  readonly asksStore?: true;
  persons(ctx: Ctx, values: ValuesOf<Fields>, asOf: Date): Promise<PersonSet>;
  holds(ctx: Ctx, values: ValuesOf<Fields>, personNos: readonly number[], asOf: Date): Promise<ReadonlySet<number>>;
};

const which = [
  { value: 'first', label: words('第一次', 'First') },
  { value: 'last', label: words('最近一次', 'Last') },
  { value: 'ever', label: words('任何一次', 'Ever') },
] as const;
type Which = (typeof which)[number]['value'];

const whichField = {
  key: 'which',
  label: words('哪一次', 'Which scan'),
  kind: 'choice',
  options: which,
  initial: 'first',
} as const;

/** Merges change whose scans they are, so both forms ask the event store. */
export const cameByCode = cameBy({
  kind: 'came_by_code',
  about: 'profile',
  words: words('从渠道码来', 'Came by a code'),
  form: form({
    fields: [whichField, { key: 'codes', label: words('渠道码', 'Codes'), kind: 'picker', of: 'code', many: 50 }],
    sentence: ({ which: scan, codes }, names) => {
      const all = codes.map((id) => names('code', id) ?? words('已删除的渠道码', 'a code that is gone'));
      return said(
        scan,
        words(all.map(({ zh }) => `「${zh}」`).join('、'), all.map(({ en }) => `“${en}”`).join(' or ')),
      );
    },
  }),
  scanned: async (_ctx, { which: scan, codes }) => ({ scan, codes }),
});

export const cameByChannel = cameBy({
  kind: 'came_by_channel',
  about: 'profile',
  words: words('从渠道来', 'Came by a channel'),
  form: form({
    fields: [
      whichField,
      { key: 'channels', label: words('渠道', 'Channels'), kind: 'picker', of: 'code_channel', many: 20 },
    ],
    sentence: ({ which: scan, channels }) =>
      said(scan, words(`渠道 ${channels.join('、')} 的码`, `a code of the channel ${channels.join(' or ')}`)),
  }),
  scanned: async (ctx, { which: scan, channels }) => ({ scan, codes: await idsOfChannels(ctx, channels) }),
});

function said(scan: Which, of: Words): Words {
  const when = {
    first: words('第一次扫码是', 'first scanned'),
    last: words('最近扫的是', 'last scanned'),
    ever: words('扫过', 'scanned'),
  }[scan];
  return words(`${when.zh}${of.zh}`, `${when.en} ${of.en}`);
}

type Asked<Fields extends readonly Field[]> = Pick<Condition<Fields>, 'kind' | 'about' | 'words' | 'form'> & {
  scanned(ctx: Ctx, values: ValuesOf<Fields>): Promise<{ readonly scan: Which; readonly codes: readonly string[] }>;
};

function cameBy<const Fields extends readonly Field[]>({ scanned, ...face }: Asked<Fields>): Condition<Fields> {
  const persons = async (ctx: Ctx, values: ValuesOf<Fields>, asOf: Date) => {
    const { scan, codes } = await scanned(ctx, values);
    return personsOfQuery(scannedSql(codes, scan, asOf));
  };
  return {
    ...face,
    asksStore: true,
    persons,
    holds: async (ctx, values, personNos, asOf) => personsIn(ctx, await persons(ctx, values, asOf), personNos),
  };
}

/** Ids are text of the statement: a channel may have thousands. */
function scannedSql(codeIds: readonly string[], scan: Which, asOf: Date): Piece {
  const among = `IN (SELECT arrayJoin(splitByChar(',', '${codeIds.filter((id) => /^[a-z0-9_]+$/.test(id)).join(',')}')))`;
  if (scan === 'ever') return piece`SELECT person_no FROM (${scans(asOf)}) WHERE code_id ${among}`;
  return piece`SELECT person_no FROM (${touches(asOf)}) WHERE ${scan}_code ${among}`;
}
