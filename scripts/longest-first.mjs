import { relative } from 'node:path';
import { BaseSequencer } from 'vitest/node';

/**
 * The files that take longest, those of a step in the order of their time. On a machine that has not run them yet vitest
 * would begin with the biggest, and end with one of these while the other workers have nothing left to do.
 */
export const LONGEST = [
  'server/test/browser/every-page.test.ts',
  'server/test/browser/every-opening.test.ts',
  'server/test/browser/console.test.ts',
  'server/test/browser/faces.test.ts',
  'server/test/browser/operators-walk.test.ts',
  'server/test/browser/first-loop.test.ts',
  'server/test/browser/pickup-desk.test.ts',
  'server/test/browser/forms.test.ts',
  'server/test/browser/drawing.test.ts',
  'server/test/browser/staff-sidebar.test.ts',
  'server/src/domains/rehearsals/rehearsal.test.ts',
  'server/test/flows/every-playbook.test.ts',
  'server/src/domains/analytics/people.test.ts',
  'server/src/domains/audiences/conditions.test.ts',
  'server/src/domains/audiences/counting.test.ts',
  'server/test/flows/chaos.test.ts',
  'server/test/flows/demo.test.ts',
  'server/src/domains/orders/refund/units.test.ts',
  'server/test/flows/levels.test.ts',
  'server/test/boundaries.test.ts',
  'server/src/domains/themes/themes.test.ts',
  'server/test/cli.test.ts',
  'server/test/flows/books.test.ts',
  'server/test/flows/member-days.test.ts',
  'server/test/launch.test.ts',
  'server/src/domains/orders/shipment/owed.test.ts',
  'server/src/domains/imports/first-morning.test.ts',
  'server/src/domains/journeys/effect.test.ts',
  'server/test/flows/cards.test.ts',
  'server/src/domains/journeys/journeys.test.ts',
  'server/src/domains/orders/after-sales/after-sales.test.ts',
  'server/src/domains/orders/books.test.ts',
  'server/test/flows/check-in.test.ts',
  'server/src/domains/audiences/conditions/behaviour.test.ts',
  'server/src/domains/orders/money/surprises.test.ts',
  'server/test/flows/outage.test.ts',
  'server/src/domains/orders/shipment/parcels.test.ts',
  'server/src/launch/postgres.test.ts',
  'server/src/domains/journeys/reentry.test.ts',
  'server/src/domains/orders/gifts.test.ts',
  'server/src/domains/audiences/segments/segments.test.ts',
  'server/src/domains/codes/codes.test.ts',
  'server/test/fuzz/fuzz.test.ts',
  'server/src/domains/codes/attribution.test.ts',
];

/** Projects one after the other, as workers do; what is short and many comes last, so that all of them end together. */
const PROJECTS = ['unit', 'server', 'browser'];

export class LongestFirst extends BaseSequencer {
  /** @param {import('vitest/node').TestSpecification[]} files */
  async sort(files) {
    const placeOf = ({ moduleId }) => {
      const place = LONGEST.indexOf(relative(this.ctx.config.root, moduleId));
      return place < 0 ? LONGEST.length : place;
    };
    const projectOf = ({ project }) => PROJECTS.indexOf(project.name);
    return (await super.sort(files)).toSorted((a, b) => projectOf(a) - projectOf(b) || placeOf(a) - placeOf(b));
  }
}
