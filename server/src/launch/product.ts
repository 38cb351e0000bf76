import { basename, join } from 'node:path';

/** The checkout's root: this code runs bundled from server/dist and in tests from server/src/launch. */
export const productRoot =
  basename(import.meta.dirname) === 'dist'
    ? join(import.meta.dirname, '..', '..')
    : join(import.meta.dirname, '..', '..', '..');

/** What `scripts/build.mjs` leaves for the launcher to run and the server to serve. */
export const built = {
  server: join(productRoot, 'server/dist/main.js'),
  eventStore: join(productRoot, 'server/dist/event-store.js'),
  /** Comes before a part that is to give back what it does not need any more. */
  rest: join(productRoot, 'server/dist/rest.js'),
  sandbox: join(productRoot, 'sandbox/dist/main.js'),
  rehearsal: join(productRoot, 'rehearsal/dist/main.js'),
  console: join(productRoot, 'console/dist'),
  storefront: join(productRoot, 'storefront/dist/h5'),
} as const;
