type How = { readonly size: number; readonly color: string; readonly dpi: number; readonly font: string };

/** A line of text as a picture, as large as its letters. */
export async function wordsPicture(text: string, { size, color, dpi, font }: How) {
  const { default: sharp } = await import('sharp');
  return sharp({
    text: {
      text: `<span foreground="${color}">${escaped(text)}</span>`,
      fontfile: font,
      font: `Noto Sans SC Medium ${size}`,
      dpi,
      rgba: true,
    },
  })
    .png()
    .toBuffer({ resolveWithObject: true });
}

/** What draws it reads marks. */
export function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
