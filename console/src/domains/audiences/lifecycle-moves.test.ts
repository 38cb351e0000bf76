import { describe, expect, it } from 'vitest';
import { membersBefore, movement, moveOf } from './lifecycle-moves.ts';

describe('moves between stages', () => {
  it('are better towards mature and worse towards lost', () => {
    expect(moveOf('none', 'new')).toBe('better');
    expect(moveOf('growing', 'mature')).toBe('better');
    expect(moveOf('mature', 'declining')).toBe('worse');
    expect(moveOf('declining', 'lost')).toBe('worse');
    expect(moveOf('lost', 'growing')).toBe('better');
    expect(moveOf('lost', 'declining')).toBe('better');
    expect(moveOf('mature', 'mature')).toBe('same');
  });

  it('are told as won back and slipped', () => {
    const transitions = [
      { from: 'declining', to: 'mature', members: 3 },
      { from: 'lost', to: 'new', members: 2 },
      { from: 'lost', to: 'declining', members: 7 },
      { from: 'mature', to: 'declining', members: 5 },
      { from: 'declining', to: 'lost', members: 4 },
      { from: 'growing', to: 'growing', members: 90 },
    ] as const;
    expect(movement([...transitions])).toEqual({ won: 5, slipped: 9 });
    expect(membersBefore([...transitions], 'declining')).toBe(7);
  });
});
