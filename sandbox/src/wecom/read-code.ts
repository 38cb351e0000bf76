import type { FastifyInstance } from 'fastify';
import jsqr from 'jsqr';
import { readBody } from '../phone/read.ts';
import { BadInput } from '../world/bad-input.ts';
import { textOf } from '../world/json.ts';
import type { World } from '../world/world.ts';

/** 识别图中的二维码 for phones without a screen: what the code in a picture says, wherever the picture lies. Below `/sandbox/api`. */
export function mountCodeReader(app: FastifyInstance, world: World): void {
  app.post('/code-readings', async (request) => {
    const address = textOf(readBody(request), 'picture') ?? '';
    if (!URL.canParse(address, world.serverUrl)) throw new BadInput('picture 应为图片地址');
    const answer = await fetch(new URL(address, world.serverUrl)).catch(() => null);
    if (!answer?.ok) throw new BadInput('图片打不开', 404);
    const text = await readCode(Buffer.from(await answer.arrayBuffer()));
    if (text === null) throw new BadInput('图里没有读懂的码', 422);
    return { text };
  });
}

/** As a phone reads it, whatever kind of picture it is: codes are PNG, posters JPEG. */
async function readCode(bytes: Buffer): Promise<string | null> {
  const { default: sharp } = await import('sharp');
  try {
    const { data, info } = await sharp(bytes).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
    return jsqr(new Uint8ClampedArray(data), info.width, info.height)?.data ?? null;
  } catch {
    return null;
  }
}
