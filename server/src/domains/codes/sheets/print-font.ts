import { fileURLToPath } from 'node:url';

/** Noto Sans SC in one file: what is printed must not hang on the fonts of a machine. Of it, only the letters that are used come into a PDF. */
export function printFont(): string {
  return fileURLToPath(import.meta.resolve('@expo-google-fonts/noto-sans-sc/500Medium/NotoSansSC_500Medium.ttf'));
}
