import { expect, it } from 'vitest';
import { doesWithMoments, looksAtCards } from './heed.ts';
import { addsStaff } from './mini-program.ts';
import { oneIn } from './traits.ts';

/** As the sandbox names its shoppers. */
const ids = Array.from({ length: 1200 }, (_, n) => `u${(n * 7919 + 1000).toString(36)}`);

it('says for each question of about so many who it is, and the same each time', () => {
  for (const many of [2, 3, 7, 12]) {
    const yes = ids.filter((id) => oneIn(many, id, `asked of ${many}`)).length;
    expect(yes / ids.length).toBeGreaterThan(0.7 / many);
    expect(yes / ids.length).toBeLessThan(1.3 / many);
  }
  expect(ids.map((id) => oneIn(5, id, 'again'))).toEqual(ids.map((id) => oneIn(5, id, 'again')));
});

it('has some of those who add staff open what these send, and like and talk about what these publish', () => {
  const friends = ids.filter(addsStaff);
  const share = (of: (id: string) => boolean) => friends.filter(of).length / friends.length;
  expect(share(looksAtCards)).toBeGreaterThan(0.2);
  expect(share((id) => doesWithMoments(id) === 'like')).toBeGreaterThan(0.2);
  expect(share((id) => doesWithMoments(id) === 'comment')).toBeGreaterThan(0.05);
});
