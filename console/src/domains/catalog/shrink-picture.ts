/** What the server takes (`POST /api/admin/files`). */
const mostBytes = 2 * 1024 * 1024;
/** Longest side in pixels: sharp on any phone, at a tenth of what a camera makes. */
const sides = [2000, 1600, 1200, 800] as const;

/**
 * The picture as it is sent: as it came when it is small enough, else drawn smaller until it is. Null when the file is no
 * picture that this browser can read.
 */
export async function shrinkPicture(file: File): Promise<File | null> {
  if (file.size <= mostBytes) return file;
  // The way it was held is in the file; drawn, it is upright.
  const bitmap = await createImageBitmap(file, { imageOrientation: 'from-image' }).catch(() => null);
  if (bitmap === null) return null;
  try {
    for (const side of sides) {
      const blob = await drawn(bitmap, side);
      if (blob !== null && blob.size <= mostBytes)
        return new File([blob], `${file.name.replace(/\.\w+$/, '')}.jpg`, { type: 'image/jpeg' });
    }
    return null;
  } finally {
    bitmap.close();
  }
}

async function drawn(bitmap: ImageBitmap, side: number): Promise<Blob | null> {
  const scale = Math.min(1, side / Math.max(bitmap.width, bitmap.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(bitmap.width * scale));
  canvas.height = Math.max(1, Math.round(bitmap.height * scale));
  const pen = canvas.getContext('2d');
  if (pen === null) return null;
  // What was transparent becomes white, not black: JPEG knows no transparency.
  pen.fillStyle = '#fff';
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve) => canvas.toBlob(resolve, 'image/jpeg', 0.86));
}
