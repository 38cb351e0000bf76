import { sizedAddress } from '@huoshui/contracts/picture-address';

/** The size of a picture that fits where it takes so many pixels of the page. */
export function pictureAt(src: string, pixels: number): string {
  return sizedAddress(src, pixels * window.devicePixelRatio);
}

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
    <img src={pictureAt(src, size)} alt="" style={style} loading="lazy" />
  ) : (
    <span style={{ ...style, display: 'inline-block' }} />
  );
}
