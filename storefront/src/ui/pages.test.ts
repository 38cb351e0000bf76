import { expect, it } from 'vitest';
import { pages, placeOf } from './pages.ts';

it('an address that is not found leads to where it stands today, else home, and never to itself again', () => {
  expect(placeOf('/pages/product/detail')).toBe(pages.product);
  expect(placeOf('pages/never/was')).toBe(pages.home);
  // A shop that was built without one of its pages: to ask for it again would never end.
  expect(placeOf(`/${pages.level}`)).toBe(pages.home);
});
