import { isHoldableText } from '../../platform/holdable.ts';
import type { EventRow } from './event.ts';

export type Refusal = { readonly code: string; readonly message: string };
export type Receipt = {
  readonly personNo: number;
  readonly receivedAt: number /** device clock when the batch left, ms */;
  readonly sentAt: number;
};

/** How far back an offline queue may reach, and how long a resend counts as the same: 30 days. */
const MAX_AGE_MS = 30 * 86_400_000;
/** A device that is this near to us is right, and the rest is the way the request took. */
const TRUSTED_SKEW_MS = 30_000;
const MAX_PROPS = 40;
const MAX_PROPS_BYTES = 8192;

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const NAME = /^[a-z][a-z0-9_]{0,63}$/;
const PROPERTY = /^[A-Za-z_$][A-Za-z0-9_$]{0,63}$/;

/**
 * One event of a batch: a row, or why it will never be one. Written by hand, since it runs for every event of every
 * shopper. Names with a dot are facts of the server and cannot be sent: nobody can claim to have paid.
 */
export function checkEvent(event: unknown, receipt: Receipt): EventRow | Refusal {
  if (!isRecord(event)) return refuse('bad_event', '事件不是对象 not an object');
  const { id, name } = event;
  if (typeof id !== 'string' || !UUID.test(id)) return refuse('bad_id', 'id 不是 UUID not a UUID');
  if (typeof name !== 'string') return refuse('bad_name', '缺少事件名 name missing');
  if (name.includes('.'))
    return refuse('reserved_name', '带点的事件名由服务端使用 names with a dot are the server’s own');
  if (!NAME.test(name))
    return refuse('bad_name', '事件名须为小写字母、数字、下划线 lower case letters, digits, underscores');
  const device = typeof event.ts === 'string' ? Date.parse(event.ts) : Number.NaN;
  if (Number.isNaN(device)) return refuse('bad_ts', 'ts 不是时间 not a time');
  const ts = correctClock(device, receipt);
  if (receipt.receivedAt - ts > MAX_AGE_MS) return refuse('too_old', '事件早于 30 天 older than 30 days');
  const texts = readTexts(event);
  if ('code' in texts) return texts;
  const value = event.value ?? 0;
  if (!Number.isSafeInteger(value)) return refuse('bad_value', 'value 须为整数 not an integer');
  const props = readProps(event.props);
  if (typeof props !== 'string') return props;
  return {
    name,
    person_no: receipt.personNo,
    ts,
    event_id: id.toLowerCase(),
    received_at: receipt.receivedAt,
    source: 'sdk',
    ...texts,
    value: Number(value),
    props,
  };
}

/**
 * What the server's clock showed when it happened: receivedAt − (sentAt − ts), the rule of Segment's HTTP API. Never
 * after its receipt: a device clock that was set back while the event waited would put it into the future.
 */
export function correctClock(device: number, { receivedAt, sentAt }: Omit<Receipt, 'personNo'>): number {
  const skew = receivedAt - sentAt;
  return Math.min(Math.abs(skew) <= TRUSTED_SKEW_MS ? device : device + skew, receivedAt);
}

type Texts = Pick<EventRow, 'session_id' | 'page' | 'product_id' | 'category_id' | 'order_id'>;

function readTexts(event: Readonly<Record<string, unknown>>): Texts | Refusal {
  const session = text(event.session, 64);
  const page = text(event.page, 200);
  const product = text(event.productId, 64);
  const category = text(event.categoryId, 64);
  const order = text(event.orderId, 64);
  if (session === null) return refuse('bad_session', 'session 须为 64 字以内的文本');
  if (page === null) return refuse('bad_page', 'page 须为 200 字以内的文本');
  if (product === null || category === null || order === null)
    return refuse('bad_reference', '编号须为 64 字以内的文本');
  return { session_id: session, page, product_id: product, category_id: category, order_id: order };
}

function text(value: unknown, max: number): string | null {
  if (value === undefined || value === null) return '';
  return typeof value === 'string' && value.length <= max && isHoldableText(value) ? value : null;
}

function readProps(props: unknown): string | Refusal {
  if (props === undefined || props === null) return '{}';
  if (!isRecord(props)) return refuse('bad_props', 'props 不是对象 not an object');
  let count = 0;
  for (const key in props) {
    const value = props[key];
    count += 1;
    if (!PROPERTY.test(key)) return refuse('bad_props', `属性名不合规 bad property name: ${key.slice(0, 70)}`);
    const simple =
      typeof value === 'string'
        ? value.length <= 1000 && isHoldableText(value)
        : typeof value === 'boolean' || Number.isFinite(value);
    if (!simple) return refuse('bad_props', `属性值须为 1000 字以内的文本、数字或布尔 bad value: ${key}`);
  }
  if (count > MAX_PROPS) return refuse('bad_props', `属性超过 ${MAX_PROPS} 个 too many properties`);
  const json = JSON.stringify(props);
  return json.length <= MAX_PROPS_BYTES ? json : refuse('bad_props', `属性超过 ${MAX_PROPS_BYTES} 字节 too large`);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function refuse(code: string, message: string): Refusal {
  return { code, message };
}
