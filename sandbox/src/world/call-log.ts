import type { Bus } from './bus.ts';

/** One call over the wire, as the page's log shows it. */
export type Call = {
  readonly seq: number;
  /** On the sandbox's clock. */
  readonly at: string;
  /** `in`: the shop's server called WeChat; `out`: WeChat called the shop's server; `phone`: a shopper's hand. */
  readonly direction: 'in' | 'out' | 'phone';
  /** What the call is for, in Chinese. */
  readonly title: string;
  readonly method: string;
  readonly path: string;
  readonly status: number;
  /** False when the answer is an error of any kind. */
  readonly ok: boolean;
  /** The error's code, when there is one. */
  readonly code: string | null;
  readonly request: string;
  readonly response: string;
  readonly latencyMs: number;
};

export type CallLog = {
  readonly add: (call: Omit<Call, 'seq'>) => void;
  /** Calls after `after`, oldest first; without it the newest `limit`, or the newest of those before `before`. */
  readonly read: (
    after: number | null,
    limit: number,
    before?: number | null,
  ) => { readonly calls: readonly Call[]; readonly last: number };
  readonly counts: () => { readonly calls: number; readonly errors: number };
};

const kept = 2000;
const keptChars = 6000;

/** The last 2 000 calls, in memory only. Secrets never come in: see `mask`. */
export function openCallLog(bus: Bus): CallLog {
  const ring: Call[] = [];
  let last = 0;
  let errors = 0;
  return {
    add: (call) => {
      last += 1;
      if (!call.ok) errors += 1;
      ring[(last - 1) % kept] = { ...call, seq: last, request: short(call.request), response: short(call.response) };
      bus.tell({ topic: 'log' });
    },
    read: (after, limit, before = null) => {
      // A reader that saw more than there is watched an earlier process: it starts over.
      const seen = after !== null && after <= last ? after : 0;
      const until = after === null && before !== null ? Math.min(before - 1, last) : last;
      const first = after === null ? until - limit + 1 : Math.max(seen + 1, 1);
      const calls: Call[] = [];
      for (let seq = Math.max(first, last - kept + 1, 1); seq <= until && calls.length < limit; seq++) {
        const call = ring[(seq - 1) % kept];
        if (call) calls.push(call);
      }
      return { calls, last };
    },
    counts: () => ({ calls: last, errors }),
  };
}

/** Hides app secrets, tokens, session keys and signatures in anything that goes to the log. */
export function mask(text: string): string {
  return text
    .replaceAll(/("(?:secret|access_token|session_key|paySign|welcome_code)"\s*:\s*")[^"]+/g, '$1***')
    .replaceAll(/((?:secret|corpsecret|access_token)=)[^&\s]+/g, '$1***')
    .replaceAll(/(signature=")[^"]+/g, '$1***');
}

function short(text: string): string {
  return text.length > keptChars ? `${text.slice(0, keptChars)}… (${text.length} 字符)` : text;
}
