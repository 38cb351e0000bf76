/** What the server answers when it refuses: a sentence in the operator's language and a code to quote. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly requestId: string | null,
    readonly details: unknown = null,
  ) {
    super(message);
    this.name = 'ApiError';
  }
}

/** No answer came at all: nothing is known about whether the server acted. */
export class Unreachable extends Error {
  constructor() {
    super('unreachable');
    this.name = 'Unreachable';
  }
}

export async function failureOf(response: Response): Promise<ApiError> {
  const body: unknown = await response.json().catch(() => null);
  const error = fieldOf(body, 'error');
  return new ApiError(
    response.status,
    textOf(fieldOf(error, 'code')) ?? `http.${response.status}`,
    textOf(fieldOf(error, 'message')) ?? `${response.status} ${response.statusText}`,
    textOf(fieldOf(error, 'requestId')) ?? response.headers.get('x-request-id'),
    fieldOf(error, 'details'),
  );
}

const fieldOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;

const textOf = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);
