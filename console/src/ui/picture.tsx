/** A square product picture on equal ground; a quiet square where there is none. */
export function Picture({ src, size = 40 }: { readonly src: string | null | undefined; readonly size?: number }) {
  const style = {
    width: size,
    height: size,
    borderRadius: 6,
    flex: 'none',
    objectFit: 'cover',
    background: 'var(--hs-surface-soft)',
  } as const;
  return src ? (
    <img src={src} alt="" style={style} loading="lazy" />
  ) : (
    <span style={{ ...style, display: 'inline-block' }} />
  );
}
