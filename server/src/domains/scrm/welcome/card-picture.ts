import { sql } from 'kysely';
import { MINUTE_MS } from '../../../platform/calendar.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import { type Sweep, sweep } from '../../../platform/sweeps.ts';
import { wecomOf } from '../corp/corp.ts';

/** What is uploaded for messages is there for three days; a fresh one lies ready long before, so that no welcome waits for it. */
const GOOD_MS = 70 * 60 * MINUTE_MS;
const FRESH_MS = 24 * 60 * MINUTE_MS;
const AGAIN_MS = 5 * MINUTE_MS;

/** The picture of our mini-program cards: the shop's colour, and a coupon drawn on it. */
const DRAWING = `<svg xmlns="http://www.w3.org/2000/svg" width="520" height="416">
  <rect width="520" height="416" fill="#0F8B8D"/>
  <path d="M80 128h360a16 16 0 0 1 16 16v40a24 24 0 0 0 0 48v40a16 16 0 0 1-16 16H80a16 16 0 0 1-16-16v-40a24 24 0 0 0 0-48v-40a16 16 0 0 1 16-16z" fill="#fff"/>
  <path d="M188 144v128" stroke="#0F8B8D" stroke-width="4" stroke-dasharray="10 10"/>
  <path d="M260 176l32 36 32-36M292 212v52M264 224h56M264 244h56" fill="none" stroke="#FF6B4A" stroke-width="10" stroke-linecap="round" stroke-linejoin="round"/>
</svg>`;

export async function drawCardPicture(): Promise<Buffer> {
  const { default: sharp } = await import('sharp');
  return sharp(Buffer.from(DRAWING)).png().toBuffer();
}

export const cardPicture = {
  /** Null while none lies ready. */
  async id(ctx: Ctx): Promise<string | null> {
    const { rows } = await sql<{ mediaId: string }>`
      select media_id from scrm.corp where media_id is not null and media_until > ${ctx.now()}
    `.execute(ctx.db);
    return rows[0]?.mediaId ?? null;
  },
};

export function freshenCardPicture(): Sweep {
  let quietUntil = 0;
  return sweep({
    name: 'scrm.card-picture',
    due: null,
    async run(ctx) {
      if (ctx.now().getTime() < quietUntil) return 0;
      const { rows } = await sql`
      select from scrm.corp where media_until is null or media_until < ${new Date(ctx.now().getTime() + FRESH_MS)}
    `.execute(ctx.db);
      if (rows.length === 0) return 0;
      quietUntil = ctx.now().getTime() + AGAIN_MS;
      const id = await (await wecomOf(ctx)).uploadPicture(await drawCardPicture());
      await sql`
      update scrm.corp set media_id = ${id}, media_until = ${new Date(ctx.now().getTime() + GOOD_MS)}
    `.execute(ctx.db);
      return 0;
    },
  });
}
