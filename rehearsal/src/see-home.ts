import type { OpenMiniProgram } from './mini-program.ts';

/** One in so many who stand on home scrolls to what is tested there; one in so many of these taps it. */
const [SCROLLS, TAPS] = [2, 4];

/** What is tested on home was on her screen. What she does is drawn of her number and mood: whatever else she does stays as it was. */
export async function seeHome(
  program: OpenMiniProgram,
  { her, mood }: { readonly her: number; readonly mood: number },
): Promise<void> {
  if ((her + mood) % SCROLLS !== 0) return;
  const query = { kind: 'home' } as const;
  const home = await program.quietly(async () => program.ask('GET /api/shop/page', { query }));
  const page = home?.id ?? null;
  if (home === null || page === null) return;
  for (const { key, content, experiment } of home.blocks) {
    if (experiment === null) continue;
    const props = { shopPage: page, version: home.version, block: key };
    const body = { ...query, page, block: key, experiment: experiment.id, arm: experiment.arm };
    if (!experiment.seen) await program.quietly(async () => program.ask('POST /api/shop/page/exposures', { body }));
    program.notice([
      { name: 'exposure', props: { slot: 'page_block', kind: content.kind, ...props } },
      ...((her + mood) % TAPS === 0 ? [{ name: 'click', props: { slot: 'home_coupons', ...props } }] : []),
    ]);
  }
}
