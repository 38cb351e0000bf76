import type { FastifyInstance } from 'fastify';
import jsqr from 'jsqr';
import { PNG } from 'pngjs';
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
    const text = readCode(Buffer.from(await answer.arrayBuffer()));
    if (text === null) throw new BadInput('图里没有读懂的码', 422);
    return { text };
  });
}

function readCode(bytes: Buffer): string | null {
  try {
    const { data, width, height } = PNG.sync.read(bytes);
    return jsqr(new Uint8ClampedArray(data), width, height)?.data ?? null;
  } catch {
    return null;
  }
}
