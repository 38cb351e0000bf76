import { fillHome } from './home/shop.ts';
import type { Result } from './kit/result.ts';
import { getting, runLoad } from './orders/load.ts';
import { withProduct } from './wecom/product.ts';

const SECONDS = 8;
const CONNECTIONS = 16;

/** A composed home of twenty blocks, half of them hers alone, as the whole product answers it in one request; beside it the plainest answer that the same server gives. */
export async function run(): Promise<Result[]> {
  return withProduct(async (product) => {
    const tokens = await fillHome(product);
    let turn = 0;
    const home = () => {
      turn += 1;
      const authorization = `Bearer ${tokens[turn % tokens.length]}`;
      return { method: 'GET' as const, path: '/api/shop/page?kind=home', headers: { authorization } };
    };
    await runLoad(product.url, CONNECTIONS, 3, home);
    const { answered } = await runLoad(product.url, CONNECTIONS, SECONDS, home);
    const alone = await runLoad(product.url, 1, 4, home);
    const plain = await runLoad(
      product.url,
      CONNECTIONS,
      4,
      getting(() => '/healthz'),
    );
    const rate = answered / SECONDS;
    const ratio = rate / (plain.answered / 4);
    return [
      {
        name: 'a home of 20 blocks, 16 at once',
        value: Math.round(rate),
        unit: 'pages/s',
        goal: '≥ 800',
        ok: rate >= 800,
      },
      { name: 'a home of 20 blocks, alone, p95', value: alone.p95, unit: 'ms', goal: '≤ 60', ok: alone.p95 <= 60 },
      {
        name: 'a home of 20 blocks beside /healthz',
        ...{ value: Math.round(ratio * 1000) / 1000, unit: '× its rate', goal: '–', ok: true },
      },
    ];
  });
}
