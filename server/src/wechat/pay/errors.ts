/**
 * A refusal by WeChat Pay. `code` is upper case without `_`, since its pages spell the same error both ways
 * (ORDER_NOT_EXIST, ORDERNOTEXIST). Never branch on `message`.
 */
export class PayError extends Error {
  readonly status: number;
  readonly code: string;
  readonly path: string;
  /** WeChat's `Request-ID`, to quote in a complaint. */
  readonly requestId: string | null;
  /** What it asked us to wait (`Retry-After`); null where it asked nothing. */
  readonly retryAfterMs: number | null;

  constructor(
    path: string,
    status: number,
    code: string,
    message: string,
    requestId: string | null,
    retryAfterMs: number | null = null,
  ) {
    super(message);
    this.name = 'PayError';
    this.path = path;
    this.status = status;
    this.code = code.replaceAll('_', '').toUpperCase();
    this.requestId = requestId;
    this.retryAfterMs = retryAfterMs;
  }
}
