import fc from 'fast-check';
import { expect, it } from 'vitest';
import { peopleAddress, peopleValues } from './people-address.ts';

const paramsOf = (address: string) => new URLSearchParams(address.split('?')[1] ?? '');

it('is readable', () => {
  const values = {
    stage: 'new',
    asOf: '2026-11-01',
    range: { from: '2026-10-01', to: '2026-10-31' },
    step: 2,
    to: null,
  };
  expect(peopleAddress('audiences.stage', values)).toBe(
    '/people/audiences.stage?stage=new&asOf=2026-11-01&range=2026-10-01..2026-10-31&step=2',
  );
  expect(peopleAddress('audiences.stage', {})).toBe('/people/audiences.stage');
});

it('gives back whatever was asked, text that looks like something else too', () => {
  const days = fc.constantFrom('2026-11-01', '2026-11-01..2026-11-30', '111', 'true', '"a"', '{}', '[1]', 'null', '');
  const value = fc.oneof(
    fc.string(),
    days,
    fc.integer(),
    fc.boolean(),
    fc.array(fc.record({ event: fc.string() })),
    fc.constant({ from: '2026-02-01', to: '2026-02-28' }),
    fc.record({ from: fc.string(), to: fc.string() }),
  );
  const values = fc.dictionary(fc.stringMatching(/^[a-z][a-zA-Z0-9]{5,9}$/), value);
  fc.assert(
    fc.property(values, (asked) => {
      expect(peopleValues(paramsOf(peopleAddress('a.b', asked)))).toEqual({ ...asked });
    }),
  );
});

it('leaves to the list what is the list’s', () => {
  expect(peopleValues(paramsOf('/people/a.b?stage=new&q=Li&after=x&page=2&limit=50&open=y'))).toEqual({ stage: 'new' });
});
