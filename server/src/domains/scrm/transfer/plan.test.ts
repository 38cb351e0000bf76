import fc from 'fast-check';
import { expect, it } from 'vitest';
import { plan } from './plan.ts';

const takers = fc.uniqueArray(fc.record({ userid: fc.stringMatching(/^[a-d]$/), room: fc.nat({ max: 12 }) }), {
  selector: ({ userid }) => userid,
  minLength: 1,
});
const wards = fc
  .array(fc.subarray(['a', 'b', 'c', 'd']), { maxLength: 40 })
  .map((all) => all.map((friends, n) => ({ external: `wm${n}`, friends: new Set(friends) })));

it('places everybody once or says why not, over nobody’s room, with no friend of hers, and no more a day than is allowed', () => {
  fc.assert(
    fc.property(wards, takers, fc.integer({ min: 1, max: 5 }), (wards, takers, perDay) => {
      const { planned, unplanned } = plan(wards, takers, perDay);
      const all = [...planned, ...unplanned].map(({ external }) => external);
      expect(all.toSorted()).toEqual(wards.map(({ external }) => external).toSorted());
      for (const { userid, room } of takers) {
        const hers = planned.filter(({ takeover }) => takeover === userid);
        expect(hers.length).toBeLessThanOrEqual(room);
        for (const { day } of hers) expect(hers.filter((one) => one.day === day).length).toBeLessThanOrEqual(perDay);
      }
      for (const { external, takeover } of planned)
        expect(wards.find((one) => one.external === external)?.friends.has(takeover)).toBe(false);
      for (const { external, why } of unplanned) {
        const friends = wards.find((one) => one.external === external)?.friends;
        const strangers = takers.filter(({ userid }) => !friends?.has(userid));
        expect(why).toBe(strangers.length === 0 ? 'friend_already' : 'no_room');
        // Nobody is left out while somebody who could take her has room.
        for (const { userid, room } of strangers)
          expect(planned.filter(({ takeover }) => takeover === userid).length).toBe(room);
      }
    }),
  );
});

it('shares evenly while all have room', () => {
  fc.assert(
    fc.property(fc.nat({ max: 60 }), fc.integer({ min: 1, max: 4 }), (count, of) => {
      const wards = Array.from({ length: count }, (_, n) => ({ external: `wm${n}`, friends: new Set<string>() }));
      const takers = ['a', 'b', 'c', 'd'].slice(0, of).map((userid) => ({ userid, room: 100 }));
      const { planned } = plan(wards, takers, 10);
      const shares = takers.map(({ userid }) => planned.filter(({ takeover }) => takeover === userid).length);
      expect(Math.max(...shares) - Math.min(...shares)).toBeLessThanOrEqual(1);
    }),
  );
});
