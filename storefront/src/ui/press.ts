/** The name of a field whose words stand beside it and not around it; for browsers. */
export function named(label: string): object {
  return process.env.TARO_ENV === 'h5' ? { nativeProps: { 'aria-label': label } } : {};
}

/** Something drawn that says what words would: a rating, a chart; for browsers. */
export function pictured(label: string): object {
  return process.env.TARO_ENV === 'h5' ? { role: 'img', 'aria-label': label } : {};
}

type Pressable = {
  /** A link may hold further things to press; a button may not. */
  readonly role?: 'button' | 'checkbox' | 'link' | 'tab';
  /** What it is called, where no text of its own says so. */
  readonly label?: string;
  readonly on?: boolean;
  readonly disabled?: boolean;
};

/**
 * Something that is tapped; of one thing within another only the inner one is meant. A browser is told besides what it is: its
 * role, its name, whether it is on, and that the keyboard reaches and presses it. The mini program has ways of its own for that.
 */
export function pressable(press: (() => unknown) | undefined, about: Pressable = {}): object {
  if (press === undefined) return {};
  const { role = 'button', label, on, disabled = false } = about;
  const onClick = (event: { stopPropagation(): void }) => {
    event.stopPropagation();
    if (!disabled) press();
  };
  if (process.env.TARO_ENV !== 'h5') return { onClick };
  return {
    role,
    tabIndex: disabled ? -1 : 0,
    onClick,
    ...(label === undefined ? {} : { 'aria-label': label }),
    ...(on === undefined ? {} : { [role === 'tab' ? 'aria-selected' : 'aria-checked']: String(on) }),
    ...(disabled ? { 'aria-disabled': 'true' } : {}),
    onKeyDown: (event: { readonly key?: string; preventDefault(): void; stopPropagation(): void }) => {
      if (event.key !== 'Enter' && event.key !== ' ') return;
      event.preventDefault();
      onClick(event);
    },
  };
}
