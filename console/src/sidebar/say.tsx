import { useSyncExternalStore } from 'react';
import { ApiError } from '../ui/api-error.ts';
import { currentLanguage } from '../ui/language.ts';
import { HostError } from './host-port.ts';
import { textIn } from './texts.ts';

type Said = { readonly text: string; readonly bad: boolean } | null;

let said: Said = null;
let timer: ReturnType<typeof setTimeout> | undefined;
const heard = new Set<() => void>();

const GONE_MS = 3000;

function put(next: Said): void {
  said = next;
  for (const tell of heard) tell();
}

/** For a moment, above everything. */
export function say(text: string, bad = false): void {
  clearTimeout(timer);
  timer = setTimeout(() => put(null), GONE_MS);
  put({ text, bad });
}

/** Does it and says what went wrong, if anything did; answers whether nothing did. */
export async function attempt(act: () => Promise<unknown>): Promise<boolean> {
  try {
    await act();
    return true;
  } catch (error) {
    say(
      error instanceof ApiError || error instanceof HostError ? error.message : textIn(currentLanguage())('failed'),
      true,
    );
    return false;
  }
}

export function Toasts() {
  const now = useSyncExternalStore(
    (tell) => {
      heard.add(tell);
      return () => heard.delete(tell);
    },
    () => said,
  );
  return (
    <div className="toasts" role="status" aria-live="polite">
      {now !== null && <p className={now.bad ? 'bad' : ''}>{now.text}</p>}
    </div>
  );
}
