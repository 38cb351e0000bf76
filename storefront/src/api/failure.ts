import { t } from './texts.ts';

/** Why a call to the shop failed: `code` is stable, `message` is for the shopper. */
export class ApiFailure extends Error {
  readonly code: string;
  readonly status: number;
  readonly details: unknown;
  constructor(code: string, message: string, status = 0, details: unknown = undefined) {
    super(message);
    this.name = 'ApiFailure';
    this.code = code;
    this.status = status;
    this.details = details;
  }
  /** The phone never reached the shop: worth another try, nothing was judged. */
  get offline(): boolean {
    return this.status === 0;
  }
}

/** The failure in an answer's body, or a general one when the body is no error of ours. */
export function failureOf(status: number, data: unknown): ApiFailure {
  const error = typeof data === 'object' && data !== null && 'error' in data ? data.error : null;
  if (typeof error === 'object' && error !== null && 'code' in error && 'message' in error) {
    return new ApiFailure(
      String(error.code),
      String(error.message),
      status,
      'details' in error ? error.details : undefined,
    );
  }
  return new ApiFailure(`http.${status}`, status >= 500 ? t('serverFailed') : t('failed'), status);
}

/** What the shopper reads, with the code to quote. */
export function sayFailure(failure: unknown): string {
  if (failure instanceof ApiFailure)
    return failure.offline ? failure.message : t('quoted', { message: failure.message, code: failure.code });
  return failure instanceof Error && failure.message !== '' ? failure.message : t('trouble');
}
