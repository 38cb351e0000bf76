import { expect, it } from 'vitest';
import { codeInPath, codeOf } from './code.ts';

it('finds the scene of a code in what WeChat says at a launch and at every show, and in a path', () => {
  expect(codeOf({ scene: 1047, path: 'home/pages/home', query: { scene: '0a1b2c' } })).toBe('0a1b2c');
  expect(codeOf({ scene: 1047, query: { scene: '%2530a' } })).toBe('%2530a');
  // The number of the way is no code, and a link's mark neither.
  for (const options of [
    undefined,
    {},
    { scene: 1047 },
    { scene: 1001, query: { source: 'x' } },
    { query: { scene: '' } },
    { query: null },
  ])
    expect(codeOf(options)).toBeNull();
  expect(codeInPath('home/pages/home?scene=0a1b2c')).toBe('0a1b2c');
  expect(codeInPath('/home/pages/home?x=1&scene=0a%31#top')).toBe('0a%31');
  for (const path of ['home/pages/home', 'catalog/pages/product?id=prd_1', 'x?obscene=1'])
    expect(codeInPath(path)).toBeNull();
});
