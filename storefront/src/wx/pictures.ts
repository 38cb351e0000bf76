import Taro from '@tarojs/taro';
import { WxFailure } from './port.ts';

/** Longest side in pixels: enough to see what is wrong, at a tenth of what a camera makes. */
const side = 1600;

/** Pictures that she chooses, made smaller and drawn anew, so that where they were taken stays hers. Empty: she chose none. */
export async function choosePictures(most: number): Promise<readonly string[]> {
  try {
    const { tempFilePaths } = await Taro.chooseImage({
      count: most,
      sizeType: ['compressed'],
      sourceType: ['album', 'camera'],
    });
    return await Promise.all(tempFilePaths.slice(0, most).map(smaller));
  } catch (failure) {
    const said =
      typeof failure === 'object' && failure !== null && 'errMsg' in failure ? String(failure.errMsg) : String(failure);
    const told = new WxFailure('chooseImage', said);
    if (told.cancelled) return [];
    throw told;
  }
}

async function smaller(path: string): Promise<string> {
  if (process.env.TARO_ENV === 'h5') return drawn(path);
  const { tempFilePath } = await Taro.compressImage({ src: path, quality: 80, compressedWidth: side });
  return tempFilePath;
}

/** In a browser; what it cannot read is sent as it is, and the shop says what it takes. */
async function drawn(path: string): Promise<string> {
  const blob = await (await fetch(path)).blob();
  const bitmap = await createImageBitmap(blob, { imageOrientation: 'from-image' }).catch(() => null);
  if (bitmap === null) return path;
  const scale = Math.min(1, side / Math.max(bitmap.width, bitmap.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(bitmap.width * scale));
  canvas.height = Math.max(1, Math.round(bitmap.height * scale));
  const pen = canvas.getContext('2d');
  if (pen === null) return path;
  // JPEG knows no transparency: what was none becomes white.
  pen.fillStyle = '#fff';
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  bitmap.close();
  const small = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', 0.84));
  return small === null ? path : URL.createObjectURL(small);
}
