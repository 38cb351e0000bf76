const grounds = ['#0F8B8D', '#E07A5F', '#5B7DB1', '#B5838D', '#6A994E', '#C58B2A', '#7D6B9E', '#4A90A4'] as const;

/** A plain number on a colour: simulated shoppers look simulated. */
export function Avatar({ number, size = 36 }: { readonly number: number; readonly size?: number }) {
  const style = { background: grounds[number % grounds.length], width: size, height: size, fontSize: size * 0.36 };
  return (
    <span class="avatar" style={style} aria-hidden="true">
      {number}
    </span>
  );
}
