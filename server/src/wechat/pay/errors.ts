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

  constructor(path: string, status: number, code: string, message: string, requestId: string | null) {
    super(message);
    this.name = 'PayError';
    this.path = path;
    this.status = status;
    this.code = code.replaceAll('_', '').toUpperCase();
    this.requestId = requestId;
  }
}
