/** Widths in pixels in which the server draws the pictures it keeps, as webp. */
export const pictureSizes = [240, 480, 960] as const;

/** A picture that the server keeps: two letters of its content's name, the whole of it, and its kind. */
const kept = /^(\/files\/[0-9a-f]{2}\/[0-9a-f]{32})\.(?:jpg|png|webp)$/;

/** Whether an upload of ours answered this address; anything else is another's picture, or none. */
export const isKeptPicture = (address: string): boolean => kept.test(address);

/**
 * The address of the smallest size that shows a picture well where it takes `pixels` of the screen; the picture itself where
 * none is that large, or where it is not one of the server's own. A fifth too few pixels is nothing that anybody sees.
 */
export function sizedAddress(address: string, pixels: number): string {
  const whole = kept.exec(address)?.[1];
  const size = pictureSizes.find((width) => width >= pixels * 0.8);
  return whole === undefined || size === undefined ? address : `${whole}.${size}.webp`;
}
