import type { Result } from './kit/result.ts';
import { measureBurst } from './wecom/burst.ts';
import { measureCallbacks } from './wecom/callbacks.ts';
import { withProduct } from './wecom/product.ts';
import { measureSync } from './wecom/sync.ts';

/** README: WeCom's part of the whole product, with its sandbox as WeCom, on a fresh folder and this machine. */
export async function run(): Promise<Result[]> {
  return withProduct(async (product) => [
    ...(await measureBurst(product)),
    ...(await measureSync(product)),
    ...(await measureCallbacks(product)),
  ]);
}
