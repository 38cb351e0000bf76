import { codeMet, posterOfGroups } from './codes.ts';
import { checkout, home, OpenMiniProgram, onProduct } from './mini-program.ts';
import type { Random } from './random.ts';
import { demoShop } from './shop/shop.ts';
import type { MiniProgram, World } from './world.ts';

/** Sees the home page and is gone. */
const BOUNCES = 0.3;
const SEARCHES = 0.25;
/** What they look for and the demo shop has not. */
const MISSED: readonly string[] = ['榴莲千层', '无糖酸奶', '佛跳墙'];
const FILLS_CART = 0.12;
/** One in so many looks at what the page shows besides goods. */
const LOOKS_AT_PLACED = 3;
/** Of those who filled a cart. */
const LEAVES_AT_CHECKOUT = 0.25;

/** Comes by a code or a friend's link, looks, perhaps fills a cart, and never buys: most of whom a shop ever sees. */
export class Looker {
  readonly #program: OpenMiniProgram;
  readonly #world: World;

  constructor(world: World, { wechatId, app }: { readonly wechatId: string; readonly app: MiniProgram }) {
    this.#world = world;
    this.#program = new OpenMiniProgram(world, wechatId, app);
  }

  /** @param dice which code brought her, if one did */
  async signIn(dice: Random): Promise<void> {
    await this.#program.signIn();
    const code = codeMet(dice);
    if (code !== null) await this.#program.scan(code);
    // One in seven passes the poster of the groups. No dice: whatever else she does stays as it was.
    else if (Number.parseInt(this.#program.wechatId.slice(-2), 36) % 7 === 0) await this.#program.scan(posterOfGroups);
  }

  async look(random: Random): Promise<void> {
    if (random.chance(BOUNCES)) return this.#program.track([home]);
    const mood = Number.parseInt(this.#program.wechatId.slice(-2), 36);
    if (mood % LOOKS_AT_PLACED === 0) await this.#program.meet('home', mood / LOOKS_AT_PLACED);
    const seen = random.some(this.#world.goods, random.between(1, 4));
    const searched = random.chance(SEARCHES) ? random.some([...demoShop.hotWords, ...MISSED], 1) : [];
    const missing = seen.find((goods) => goods === this.#world.missing());
    const taken = (random.chance(FILLS_CART) ? seen.slice(-1) : []).filter((goods) => goods !== missing);
    const leaves = taken.length > 0 && random.chance(LEAVES_AT_CHECKOUT);
    this.#program.track([
      home,
      ...searched.map((q) => {
        const found = !MISSED.includes(q);
        const value = found ? seen.length : 0;
        return { name: 'search', page: 'catalog/pages/search', value, props: { q, found } };
      }),
      ...seen.map((goods) => onProduct('product_view', goods)),
      ...taken.map((goods) => onProduct('cart_add', goods)),
      ...(leaves ? [checkout] : []),
    ]);
    if (missing !== undefined) await this.#program.waitFor(missing, mood % 2 === 0);
    for (const { skuIds } of taken) {
      const skuId = random.pick(skuIds) ?? '';
      await this.#program.quietly(async () =>
        this.#program.ask('PUT /api/shop/cart/:skuId', { params: { skuId }, body: { quantity: 1 } }),
      );
    }
  }
}
