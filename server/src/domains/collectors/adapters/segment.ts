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
import { headerText, idText, isRecord, parseJson, personId, recordOf, timeOf } from '../wire.ts';

// Segment. Node's SDK drops the path of its `host`, so its addresses stand at the root; it gives up at 400 and 413 and comes again at 429 and 5xx.

const CALLS: Readonly<Record<string, string>> = {
  t: 'track',
  i: 'identify',
  p: 'page',
  s: 'screen',
  g: 'group',
  a: 'alias',
};
const NAMES = [...Object.values(CALLS), ...Object.keys(CALLS), 'batch', 'import', 'b', 'm'];

export const segment: Adapter = {
  vendor: 'segment',
  paths: NAMES.map((name) => `/v1/${name}`),
  read: (incoming) => ({ key: basicName(incoming), items: async () => itemsOf(incoming) }),
  taken: () => jsonAnswer(200, { success: true }),
  refused: (status, message) => jsonAnswer(status, { success: false, message }),
  later: (status, message) => jsonAnswer(status, { success: false, message }),
};

/** `Basic base64(key:)`. */
function basicName({ headers }: Incoming): string | null {
  const [, basic] = /^Basic (\S+)$/i.exec(headerText(headers.authorization)) ?? [];
  return basic === undefined ? null : (Buffer.from(basic, 'base64').toString('utf8').split(':')[0] ?? null);
}

function itemsOf({ path, body }: Incoming): Unpacked {
  const read = parseJson(body.toString('utf8'));
  if (!isRecord(read)) throw new BadWire('not an object');
  const sentAt = timeOf(read.sentAt);
  const call = path.split('/').at(-1) ?? '';
  const messages = Array.isArray(read.batch) ? read.batch : [{ ...read, type: read.type ?? typeOf(call) }];
  return { key: idText(read.writeKey), items: messages.flatMap((message) => itemsOfOne(message, sentAt)) };
}

const typeOf = (call: string): string => CALLS[call] ?? call;

function itemsOfOne(message: unknown, sent: number | null): Item[] {
  if (!isRecord(message)) return [{ is: 'skipped', reason: 'bad_event', name: '' }];
  const user = personId('id', message.userId);
  const device = personId('anonymous', message.anonymousId);
  const who = user ?? device;
  switch (message.type) {
    case 'track':
    case 'page':
    case 'screen':
      return [eventOf(message, who, timeOf(message.sentAt) ?? sent)];
    case 'identify':
      return [...bind(user, device), { is: 'profile', who, how: 'set', values: recordOf(message.traits) }];
    case 'alias':
      return bind(user, personId('anonymous', message.previousId));
    default:
      return [{ is: 'skipped', reason: 'unsupported', name: String(message.type ?? '').slice(0, 100) }];
  }
}

const bind = (who: PersonId | null, from: PersonId | null): Item[] => (who && from ? [{ is: 'bind', who, from }] : []);

function eventOf(message: Values, who: PersonId | null, sentAt: number | null): Item {
  const props = recordOf(message.properties);
  const context = recordOf(message.context);
  const isTrack = message.type === 'track';
  const title = typeof message.name === 'string' && !isTrack ? { name: message.name } : {};
  return {
    is: 'event',
    key: idText(message.messageId),
    name: isTrack ? String(message.event ?? '') : `$${String(message.type)}`,
    at: timeOf(message.timestamp ?? message.originalTimestamp),
    sentAt,
    who,
    props: { ...title, ...props },
    page: recordOf(context.page).path ?? props.path ?? recordOf(context.screen).name,
    session: context.sessionId,
  };
}
