/** The first character of a name on a calm ground; a picture where the shopper gave one. */
export function Avatar({
  name,
  src = null,
  size = 32,
}: {
  readonly name: string;
  readonly src?: string | null;
  readonly size?: number;
}) {
  if (src !== null)
    return <img src={src} alt="" width={size} height={size} style={{ borderRadius: '50%', objectFit: 'cover' }} />;
  return (
    <span
      aria-hidden="true"
      style={{
        display: 'inline-grid',
        placeItems: 'center',
        flex: 'none',
        width: size,
        height: size,
        borderRadius: '50%',
        fontSize: size * 0.42,
        background: 'var(--hs-primary-soft)',
        // On the ground of a chosen row, which is of the same colour, it is still a circle.
        boxShadow: 'inset 0 0 0 1px color-mix(in srgb, var(--hs-primary) 25%, transparent)',
        color: 'var(--hs-primary)',
      }}
    >
      {[...name.trim()][0] ?? '·'}
    </span>
  );
}
