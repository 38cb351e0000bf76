import { type Adapter, BadWire, type Incoming, type Item, jsonAnswer, type Values } from '../adapter.ts';
import { fromLzUtf16 } from '../lz-string.ts';
import { idText, isRecord, parseJson, personId, recordOf, timeOf } from '../wire.ts';

// GrowingIO. Its SDKs take 200 and 204 for received and try again three times after anything else. The project's id in the address is the key.

const PATH = '/growingio/v3/projects/:key/collect';
const PROFILES = ['LOGIN_USER_ATTRIBUTES', 'VISITOR_ATTRIBUTES', 'LOGIN_USER_ATTRIBUTE'];

export const growingio: Adapter = {
  vendor: 'growingio',
  paths: [PATH],
  read: (incoming) => ({
    key: incoming.path.split('/').at(-2) ?? null,
    items: async () => ({ items: itemsOf(incoming) }),
  }),
  taken: () => ({ status: 204, type: 'text/plain; charset=utf-8', body: '' }),
  refused: (status, message) => jsonAnswer(status, { message }),
  later: (status, message) => jsonAnswer(status, { message }),
};

function itemsOf({ body, query }: Incoming): Item[] {
  const text = body.toString('utf8');
  const read = parseJson(query.compress === '1' ? fromLzUtf16(text) : text);
  if (!Array.isArray(read)) throw new BadWire('not a list');
  return read.flatMap((event) =>
    isRecord(event) ? itemsOfOne(event) : [{ is: 'skipped' as const, reason: 'bad_event' as const, name: '' }],
  );
}

function itemsOfOne(event: Values): Item[] {
  const user = personId('id', event.userId);
  const device = personId('anonymous', event.deviceId);
  const who = user ?? device;
  const type = String(event.eventType ?? '');
  const bound: Item[] = user && device ? [{ is: 'bind', who: user, from: device }] : [];
  if (PROFILES.includes(type))
    return [...bound, { is: 'profile', who, how: 'set', values: recordOf(event.attributes) }];
  const sequence = idText(event.globalSequenceId) ?? idText(event.esid);
  return [
    ...bound,
    {
      is: 'event',
      key: sequence === null ? null : [event.deviceId, type, event.timestamp, sequence].map(String).join(' '),
      name: type === 'CUSTOM' ? String(event.eventName ?? '') : type === '' ? '' : `$${type.toLowerCase()}`,
      at: timeOf(event.timestamp),
      sentAt: null,
      who,
      props: { ...recordOf(event.attributes), ...said(event) },
      page: event.path,
      session: event.sessionId,
    },
  ];
}

/** What stands beside the attributes and tells something. */
function said(event: Values): Values {
  const names = ['title', 'query', 'referralPage', 'appChannel', 'platform', 'textValue', 'xpath', 'duration'];
  return Object.fromEntries(names.flatMap((name) => (event[name] === undefined ? [] : [[`$${name}`, event[name]]])));
}
