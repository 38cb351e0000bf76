import { useEffect, useRef } from 'react';

export type CanvasKeys = {
  readonly undo: () => void;
  readonly redo: () => void;
  readonly add: () => void;
  readonly remove: () => void;
  readonly copy: () => void;
  readonly paste: () => void;
  readonly save: () => void;
};

/** The keys of the editor: not while somebody types, nor while a dialog lies above. */
export function useCanvasKeys(keys: CanvasKeys): void {
  const current = useRef(keys);
  current.current = keys;
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const command = event.ctrlKey || event.metaKey;
      const name = actOf(event.key.toLowerCase(), command, event.shiftKey);
      if (name === null || event.altKey || isDialogOpen()) return;
      if (name !== 'save' && (isTyping(event.target) || marked())) return;
      event.preventDefault();
      current.current[name]();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, []);
}

function actOf(key: string, command: boolean, shift: boolean): keyof CanvasKeys | null {
  if (!command) return key === 'delete' || key === 'backspace' ? 'remove' : key === 'a' && !shift ? 'add' : null;
  if (key === 'z') return shift ? 'redo' : 'undo';
  const named: Readonly<Record<string, keyof CanvasKeys>> = { y: 'redo', c: 'copy', v: 'paste', s: 'save' };
  return named[key] ?? null;
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof Element &&
    target.closest('input,textarea,select,[contenteditable=true],.ant-select,.ant-picker') !== null
  );
}

/** Text that somebody has marked is what she copies. */
const marked = (): boolean => (getSelection()?.toString() ?? '') !== '';

function isDialogOpen(): boolean {
  return [...document.querySelectorAll('.ant-modal-wrap')].some((one) => one.checkVisibility());
}
