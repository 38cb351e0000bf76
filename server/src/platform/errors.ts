import { type Words, words } from '@huoshui/contracts/words';
import { saidOf } from './said.ts';

export type ErrorText = {
  readonly status: number;
  readonly zh: string;
  readonly en: string;
  /** The field that it is about, where forms lead here: it leaves as `details.problems`, and the console tells it there. */
  readonly at?: string;
};

/** Something a caller did that cannot be: a stable code, a status, a sentence in her language, and details as data. */
export class DomainError extends Error {
  readonly code: string;
  readonly text: ErrorText;
  readonly details: Readonly<Record<string, unknown>> | undefined;

  constructor(code: string, text: ErrorText, details?: Readonly<Record<string, unknown>>) {
    super(`${code}: ${text.en}`);
    this.name = 'DomainError';
    this.code = code;
    this.text = text;
    this.details = details;
  }
}

export type Errors<Code extends string> = {
  readonly area: string;
  readonly texts: Readonly<Record<Code, ErrorText>>;
  error(code: Code, details?: Readonly<Record<string, unknown>>): DomainError;
};

/**
 * The errors of one domain. `{name}` in a text is replaced by the detail of that name.
 * A missing translation does not compile, a mistyped code neither.
 */
export function defineErrors<const T extends Readonly<Record<string, ErrorText>>>(
  area: string,
  texts: T,
): Errors<Extract<keyof T, string>> {
  return {
    area,
    texts,
    error: (code, details) => {
      const text: ErrorText = texts[code] ?? { status: 500, zh: code, en: code };
      const [zh, en] = [fill(text.zh, 'zh', details), fill(text.en, 'en', details)];
      return new DomainError(`${area}.${code}`, { ...text, zh, en }, placed(text.at, words(zh, en), details));
    },
  };
}

function placed(at: string | undefined, told: Words, details: DomainError['details']): DomainError['details'] {
  return at === undefined ? details : { problems: [{ at: fill(at, 'en', details), words: told }], ...details };
}

/** A detail that is a pair itself is said in the language of the sentence. */
function fill(text: string, language: keyof Words, details: Readonly<Record<string, unknown>> = {}): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const detail = details[name];
    return detail === undefined ? whole : (saidOf(detail)?.[language] ?? String(detail));
  });
}
