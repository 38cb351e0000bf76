const grounds = ['#0D7879', '#AF5F4A', '#5677A8', '#946B74', '#587F41', '#9A6C21', '#7D6B9E', '#407D8F'] as const;

/** A plain number on a colour: simulated shoppers look simulated. */
export function Avatar({ number, size = 36 }: { readonly number: number; readonly size?: number }) {
  const style = { background: grounds[number % grounds.length], width: size, height: size, fontSize: size * 0.36 };
  return (
    <span class="avatar" style={style} aria-hidden="true">
      {number}
    </span>
  );
}
