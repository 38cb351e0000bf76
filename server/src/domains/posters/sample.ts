import type { Draft } from '@huoshui/contracts/form';
import type { Ctx } from '../../platform/ctx.ts';
import { readForm } from '../../platform/form/read.ts';
import { drawPoster } from './draw-poster.ts';
import { SAMPLE } from './her-words.ts';
import { picturesOf } from './personal.ts';
import { posterForm } from './poster-form.ts';

/** Round as a mini-program code is, and nothing that a phone could read. */
const STAND_IN = `<svg xmlns="http://www.w3.org/2000/svg" width="400" height="400" fill="none" stroke="#1d1f21">
  <rect width="400" height="400" fill="#fff" stroke="none"/><circle cx="200" cy="200" r="70" fill="#1d1f21" stroke="none"/>
  <circle cx="200" cy="200" r="110" stroke-width="16" stroke-dasharray="14 22"/><circle cx="200" cy="200" r="145" stroke-width="16" stroke-dasharray="30 18"/>
  <circle cx="200" cy="200" r="180" stroke-width="16" stroke-dasharray="10 26"/></svg>`;

/** What a draft would look like, whatever it will be called, with a code that leads nowhere. Throws `platform.bad_form`. */
export async function drawSample(ctx: Ctx, draft: Draft): Promise<string> {
  const values = await readForm(ctx, posterForm, { ...draft, name: draft.name || SAMPLE.activity }, { stored: draft });
  const code = Buffer.from(STAND_IN);
  const hers = { ...SAMPLE, code };
  return ctx.files.putImage(
    await drawPoster(values, hers, { folder: ctx.files.folder, products: await picturesOf(ctx, values) }),
  );
}
