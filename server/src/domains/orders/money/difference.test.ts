import { expect, it } from 'vitest';
import { testApp } from '../../../platform/testing/app.ts';
import { signedIn } from '../../operators/testing.ts';
import { noteDifferences } from './difference.ts';

const app = await testApp();
const { cookie } = await signedIn(app.ctx, 'owner');

it('keeps what was told of a difference, cut by letters: a picture letter at the edge is whole or not there', async () => {
  const told = `${'字'.repeat(199)}🍓又`;
  await noteDifferences(app.ctx, [{ kind: 'refund_arrived', about: 'RF1', told, foundBy: 'query' }]);
  await noteDifferences(app.ctx, [{ kind: 'refund_arrived', about: 'RF2', told: `字${told}`, foundBy: 'query' }]);
  const { body } = await app.call('GET /api/admin/money/differences', { cookie });
  const kept: readonly string[] = body.items.map((one: { told: string }) => one.told);
  expect(kept.toSorted()).toEqual([`${'字'.repeat(199)}🍓`, '字'.repeat(200)].toSorted());
});
