import { learn } from './learn.ts';
import type { Parameters } from './parameters.ts';
import { gatherProfiles, profileAt, profileOf } from './profiles.ts';
import type { BasketFile, ItemName } from './read-baskets.ts';
import { recommend } from './recommend.ts';

/** The likeliest goods of everybody's next basket, the likeliest first: learnt from all of the file, then asked for each. */
export async function nextBaskets(
  { shoppers, items }: BasketFile,
  parameters: Parameters,
  most: number,
): Promise<Readonly<Record<string, readonly ItemName[]>>> {
  const gather = gatherProfiles();
  for (const { history } of shoppers) gather.add(profileOf(history, parameters.fades));
  const profiles = gather.done();
  const model = await learn(profiles, items.length, parameters);
  return Object.fromEntries(
    shoppers.map(({ id }, row) => [
      id,
      recommend(model, parameters, profileAt(profiles, row), { most }).flatMap(({ item }) => items[item] ?? []),
    ]),
  );
}
