import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { newId } from './ids.ts';
import { drawPicture, tidyPicture } from './pictures.ts';
import { tidyVideo } from './videos.ts';

/** Pictures and result files, stored by content: the same bytes are stored once and an address never changes meaning. */
export type Files = {
  readonly folder: string;
  /** Store a picture, tidied; its kind is told from its bytes, not from what the sender says. Answers its address. */
  putImage(bytes: Buffer): Promise<string>;
  /** Store a video, tidied. Answers its address. */
  putVideo(bytes: Buffer): Promise<string>;
  /**
   * The picture of this name (32 hexadecimal digits) drawn `width` pixels wide, made when it is first asked for and kept
   * beside it. Answers its path below `folder`; null where there is no such picture.
   */
  sized(name: string, width: number): Promise<string | null>;
  /** Store any file under a kept ending, where no address leads to it; answers its absolute path. */
  keep(bytes: Buffer | string, ending: string): Promise<string>;
};

export function createFiles(folder: string): Files {
  const drawing = new Map<string, Promise<string | null>>();
  const draw = async (name: string, width: number, sized: string): Promise<string | null> => {
    if (await isThere(path.join(folder, sized))) return sized;
    const whole = await findWhole(folder, name);
    if (whole === null) return null;
    await writeWhole(path.join(folder, sized), await drawPicture(await readFile(whole), width));
    return sized;
  };
  const address = (file: string) => `/files/${path.relative(folder, file).split(path.sep).join('/')}`;
  return {
    folder,
    async putImage(bytes) {
      const picture = await tidyPicture(bytes);
      return address(await store(folder, picture.bytes, picture.kind));
    },
    putVideo: async (bytes) => address(await store(folder, tidyVideo(bytes), 'mp4')),
    async sized(name, width) {
      const sized = path.join(name.slice(0, 2), `${name}.${width}.webp`);
      // Who asks for the same at once gets the same drawing.
      const known = drawing.get(sized);
      if (known) return known;
      const made = draw(name, width, sized).finally(() => drawing.delete(sized));
      drawing.set(sized, made);
      return made;
    },
    keep: async (bytes, ending) => store(`${folder}-kept`, Buffer.from(bytes), ending),
  };
}

async function store(folder: string, bytes: Buffer, ending: string): Promise<string> {
  const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 32);
  const file = path.join(folder, hash.slice(0, 2), `${hash}.${ending}`);
  if (await isThere(file)) return file;
  await mkdir(path.dirname(file), { recursive: true });
  await writeWhole(file, bytes);
  return file;
}

/** A reader never sees half a file. */
async function writeWhole(file: string, bytes: Buffer): Promise<void> {
  const half = `${file}.${newId('tmp')}`;
  await writeFile(half, bytes);
  await rename(half, file);
}

async function findWhole(folder: string, name: string): Promise<string | null> {
  for (const ending of ['webp', 'jpg', 'png']) {
    const file = path.join(folder, name.slice(0, 2), `${name}.${ending}`);
    if (await isThere(file)) return file;
  }
  return null;
}

async function isThere(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  );
}
