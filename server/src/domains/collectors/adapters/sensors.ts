import {
  type Adapter,
  type Answer,
  BadWire,
  type Incoming,
  type Item,
  type PersonId,
  type Values,
} from '../adapter.ts';
import { fromBase64, isRecord, parseJson, personId, recordOf, timeOf, unpack } from '../wire.ts';

// Sensors Analytics. The mini program's SDK takes any HTTP answer for "received" and forgets what it sent, so an answer is given only when
// events are stored, and where they cannot be the line is cut (findings/sensors-miniprogram-drops-on-503.sh).

const PROFILES = [
  ['profile_set', 'set'],
  ['profile_set_once', 'once'],
  ['profile_unset', 'unset'],
] as const;
const TRACKS = ['track', 'track_signup', 'track_id_bind', 'track_id_unbind'];
const PIXEL = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');

export const sensors: Adapter = {
  vendor: 'sensors',
  paths: ['/sa', '/sa.gif'],
  read(incoming) {
    return { key: incoming.query.token ?? null, items: async () => ({ items: itemsOf(await recordsOf(incoming)) }) };
  },
  taken: ({ query }): Answer =>
    query.data === undefined
      ? { status: 200, type: 'text/plain; charset=utf-8', body: 'OK' }
      : { status: 200, type: 'image/gif', body: PIXEL },
  refused: (status, why) => ({ status, type: 'text/plain; charset=utf-8', body: why }),
  later: 'hang_up',
};

/** `data` is one record, `data_list` many: base64 of JSON, or of JSON that was compressed; `ext` may hold a checksum of the text. */
async function recordsOf({ query, body }: Incoming): Promise<readonly unknown[]> {
  const form = new URLSearchParams(body.toString('utf8'));
  const value = (name: string) => form.get(name) ?? query[name] ?? null;
  if (value('payload') !== null || value('payloads') !== null) throw new BadWire('encrypted', 'encrypted');
  const text = value('data_list') ?? value('data');
  if (text === null) throw new BadWire('neither data nor data_list');
  const sum = /crc=(-?\d+)/.exec(value('ext') ?? '')?.[1];
  if (sum !== undefined && Number(sum) !== hashCode(text.replaceAll(' ', '+')))
    throw new BadWire('the checksum differs');
  const read = parseJson((await unpack(fromBase64(text))).toString('utf8'));
  return Array.isArray(read) ? read : [read];
}

/** As their SDKs count it: Java’s hash of a text, signed 32 bits. */
function hashCode(text: string): number {
  let hash = 0;
  for (let at = 0; at < text.length; at += 1) hash = (Math.imul(hash, 31) + text.charCodeAt(at)) | 0;
  return hash;
}

function itemsOf(records: readonly unknown[]): Item[] {
  return records.flatMap((record) =>
    isRecord(record) ? itemsOfOne(record) : [{ is: 'skipped' as const, reason: 'bad_event' as const, name: '' }],
  );
}

function itemsOfOne(record: Values): Item[] {
  const type = String(record.type ?? '');
  const who = personOf(record);
  const [, how] = PROFILES.find(([name]) => name === type) ?? [];
  if (how !== undefined) return [{ is: 'profile', who, how, values: recordOf(record.properties) }];
  if (!TRACKS.includes(type)) return [{ is: 'skipped', reason: 'unsupported', name: type.slice(0, 100) }];
  const from = personId('id', record.original_id);
  const event = eventOf(record, type, who);
  return type === 'track_signup' && from !== null && who !== null && from.value !== who.value
    ? [{ is: 'bind', who, from }, event]
    : [event];
}

/** Before a login the id is the device's, after it the user's; both lie in one space. */
function personOf(record: Values): PersonId | null {
  return personId('id', record.login_id) ?? personId('id', record.distinct_id);
}

function eventOf(record: Values, type: string, who: PersonId | null): Item {
  const props = recordOf(record.properties);
  const track = record._track_id;
  const key = [record.distinct_id, type, record.event, record.time, track].map((part) => String(part ?? '')).join(' ');
  return {
    is: 'event',
    key: track === undefined ? null : key,
    name: String(record.event ?? (type === 'track_signup' ? '$SignUp' : '')),
    at: timeOf(record.time),
    sentAt: timeOf(record._flush_time),
    who,
    props,
    page: props.$url_path ?? (typeof props.$url === 'string' ? props.$url.split('?')[0] : null),
    session: props.$event_session_id,
  };
}
