import { createHash } from 'node:crypto';
import { mkdir, rename, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { newId } from './ids.ts';
import { platformErrors } from './platform-errors.ts';

/** Pictures and result files, stored by content: the same bytes are stored once and an address never changes meaning. */
export type Files = {
  readonly folder: string;
  /** Store a picture; its kind is told from its bytes, not from what the sender says. Answers its address. */
  putImage(bytes: Buffer): Promise<string>;
  /** Store any file under a kept ending, where no address leads to it; answers its absolute path. */
  keep(bytes: Buffer | string, ending: string): Promise<string>;
};

export function createFiles(folder: string): Files {
  const store = async (folder: string, bytes: Buffer, ending: string): Promise<string> => {
    const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 32);
    const file = path.join(folder, hash.slice(0, 2), `${hash}.${ending}`);
    if (await stat(file).catch(() => null)) return file;
    await mkdir(path.dirname(file), { recursive: true });
    const half = `${file}.${newId('tmp')}`;
    await writeFile(half, bytes);
    await rename(half, file); // a reader never sees half a file
    return file;
  };
  return {
    folder,
    async putImage(bytes) {
      const ending = imageKind(bytes);
      if (!ending) throw platformErrors.error('not_an_image');
      const file = await store(folder, bytes, ending);
      return `/files/${path.relative(folder, file).split(path.sep).join('/')}`;
    },
    keep: async (bytes, ending) => store(`${folder}-kept`, Buffer.from(bytes), ending),
  };
}

function imageKind(bytes: Buffer): 'jpg' | 'png' | 'webp' | null {
  if (bytes.subarray(0, 3).equals(Buffer.from([0xff, 0xd8, 0xff]))) return 'jpg';
  if (bytes.subarray(0, 8).equals(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]))) return 'png';
  if (bytes.subarray(0, 4).toString('latin1') === 'RIFF' && bytes.subarray(8, 12).toString('latin1') === 'WEBP')
    return 'webp';
  return null;
}
