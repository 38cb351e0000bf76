import {
  type Adapter,
  BadWire,
  type Incoming,
  type Item,
  jsonAnswer,
  type PersonId,
  type Unpacked,
  type Values,
} from '../adapter.ts';
import { fromBase64, idText, isRecord, parseJson, personId, recordOf, timeOf, unpack } from '../wire.ts';

// PostHog. The browser's SDK keeps its address's path, so these stand below one of their own. There are no feature flags here and no recordings:
// what asks for flags is answered that there are none, what sends recordings is thanked and nothing of it is kept.

const HOME = '/posthog';
const NO_FLAGS = jsonAnswer(200, {
  flags: {},
  featureFlags: {},
  featureFlagPayloads: {},
  errorsWhileComputingFlags: false,
  supportedCompression: ['gzip', 'gzip-js'],
  sessionRecording: false,
  surveys: false,
  autocapture_opt_out: false,
});
const slashed = (path: string) => [`${HOME}${path}`, `${HOME}${path}/`];
/** Properties that say how it came and not what happened. */
const NOT_SAID = ['token', 'distinct_id', '$set', '$set_once', '$unset', '$anon_distinct_id'];

export const posthog: Adapter = {
  vendor: 'posthog',
  paths: ['/e', '/batch', '/capture', '/i/v0/e', '/track', '/engage'].flatMap(slashed),
  probes: [
    ...['/flags', '/decide'].flatMap(slashed).map((path) => ({ path, answer: NO_FLAGS })),
    ...slashed('/s').map((path) => ({ path, answer: jsonAnswer(200, { status: 1 }) })),
    { path: `${HOME}/array/:key/config`, answer: NO_FLAGS },
    // A page loads it as a script; without one it asks for the line above.
    { path: `${HOME}/array/:key/config.js`, answer: { status: 200, type: 'text/javascript; charset=utf-8', body: '' } },
  ],
  read: (incoming) => ({ key: null, items: async () => itemsOf(incoming, await bodyOf(incoming)) }),
  taken: () => jsonAnswer(200, { status: 1 }),
  refused: (status, detail) => jsonAnswer(status, { type: 'validation_error', code: 'invalid', detail, attr: null }),
  later: (status, detail) => jsonAnswer(status, { type: 'server_error', code: 'later', detail, attr: null }),
};

/** JSON, JSON that was compressed, or a form whose `data` is base64 of either. */
async function bodyOf({ body, query }: Incoming): Promise<unknown> {
  const plain = (await unpack(body)).toString('utf8');
  const data = plain.startsWith('data=') ? new URLSearchParams(plain).get('data') : (query.data ?? null);
  return parseJson(data === null ? plain : (await unpack(fromBase64(data))).toString('utf8'));
}

function itemsOf({ receivedAt }: Incoming, read: unknown): Unpacked {
  const whole = recordOf(read);
  const events = Array.isArray(read) ? read : Array.isArray(whole.batch) ? whole.batch : [read];
  if (events.length === 0) throw new BadWire('no events');
  const first = recordOf(events[0]);
  const key = whole.api_key ?? whole.token ?? first.api_key ?? first.token ?? recordOf(first.properties).token;
  const sentAt = timeOf(whole.sent_at);
  return { key: idText(key), items: events.flatMap((event) => itemsOfOne(event, sentAt, receivedAt)) };
}

function itemsOfOne(event: unknown, sentAt: number | null, receivedAt: number): Item[] {
  if (!isRecord(event)) return [{ is: 'skipped', reason: 'bad_event', name: '' }];
  const props = recordOf(event.properties);
  const who = personId('id', event.distinct_id ?? props.distinct_id ?? event.$distinct_id);
  const name = String(event.event ?? '');
  const profiles = profilesOf(event, props, who);
  if (name === '$identify') return [...bind(who, props.$anon_distinct_id), ...profiles];
  if (name === '$create_alias') return bind(who, props.alias);
  if (name === '$set') return profiles;
  if (name === '$groupidentify') return [{ is: 'skipped', reason: 'unsupported', name }];
  const ago = typeof event.offset === 'number' && event.timestamp === undefined ? event.offset : null;
  return [
    {
      is: 'event',
      key: idText(event.uuid),
      name,
      at: ago === null ? timeOf(event.timestamp) : receivedAt - ago,
      sentAt: ago === null ? sentAt : null,
      who,
      props: Object.fromEntries(Object.entries(props).filter(([key]) => !NOT_SAID.includes(key))),
      page: props.$pathname,
      session: props.$session_id,
    },
    ...profiles,
  ];
}

function bind(who: PersonId | null, other: unknown): Item[] {
  const from = personId('id', other);
  return who && from && from.value !== who.value ? [{ is: 'bind', who, from }] : [];
}

function profilesOf(event: Values, props: Values, who: PersonId | null): Item[] {
  const said = (name: string) => recordOf(props[name] ?? event[name]);
  const unset = props.$unset;
  const all = [
    { how: 'set', values: said('$set') },
    { how: 'once', values: said('$set_once') },
    {
      how: 'unset',
      values: Object.fromEntries((Array.isArray(unset) ? unset : []).map((name) => [String(name), null])),
    },
  ] as const;
  return all.flatMap(({ how, values }) =>
    Object.keys(values).length > 0 ? [{ is: 'profile', who, how, values }] : [],
  );
}
