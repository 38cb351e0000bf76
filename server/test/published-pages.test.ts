import { expect, it } from 'vitest';
import { publishedPages } from '../../sandbox/src/codes/published-pages.ts';
import { pages } from '../../storefront/src/ui/pages.ts';

// The sandbox is another world and cannot read the storefront: what it takes for the published version is checked here.
// The page about the played shop is in no published version.
it('the sandbox knows the pages that the storefront has', () => {
  expect([...publishedPages].sort()).toEqual(
    Object.values(pages)
      .filter((page) => page !== pages.about)
      .sort(),
  );
});
