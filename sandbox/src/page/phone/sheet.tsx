import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

type SheetProps = {
  readonly label: string;
  readonly onEscape: () => void;
  readonly children: ComponentChildren;
  readonly kind?: string;
};

/** A sheet from below: takes the focus, keeps it, and Escape answers no. */
export function Sheet({ label, onEscape, children, kind = '' }: SheetProps) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    const preferred = box.current?.querySelector<HTMLElement>('[data-first]');
    (preferred ?? box.current)?.focus({ preventScroll: true });
    return () => {
      if (before instanceof HTMLElement) before.focus({ preventScroll: true });
    };
  }, []);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') onEscape();
    if (event.key === 'Tab') keepFocus(event, box.current);
  };
  return (
    <div class="sheet-ground">
      <div
        class={`sheet ${kind}`}
        role="dialog"
        aria-modal="true"
        aria-label={label}
        tabIndex={-1}
        ref={box}
        onKeyDown={onKeyDown}
      >
        {children}
      </div>
    </div>
  );
}

function keepFocus(event: KeyboardEvent, box: HTMLElement | null): void {
  const reachable = [...(box?.querySelectorAll<HTMLElement>('button:not(:disabled), input, select, a[href]') ?? [])];
  const [first, last] = [reachable[0], reachable.at(-1)];
  if (!first || !last) return;
  const from = document.activeElement;
  if (event.shiftKey && (from === first || from === box)) {
    event.preventDefault();
    last.focus();
  } else if (!event.shiftKey && from === last) {
    event.preventDefault();
    first.focus();
  }
}

/** The asking mini program, as WeChat heads its sheets. */
export function Asker({ app, does }: { readonly app: string; readonly does: string }) {
  return (
    <p class="asker">
      <span class="asker-logo" aria-hidden="true" />
      <b>{app}</b> {does}
    </p>
  );
}
