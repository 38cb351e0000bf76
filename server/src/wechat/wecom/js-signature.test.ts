import { expect, it } from 'vitest';
import { jsSignature } from './js-signature.ts';

it('signs the example of the documentation as it does, and never what stands behind the hash', () => {
  const example = {
    ticket: 'sM4AOVdWfPE4DxkXGEs8VMCPGGVi4C3VM0P37wVUCFvkVAy_90u5h9nbSlYy3-Sl-HhTdfl2fzFy1AOcHKP7qg',
    nonceStr: 'Wm3WZYTPz0wzccnW',
    timestamp: 1414587457,
    url: 'http://mp.weixin.qq.com?params=value',
  };
  const signature = '0f9de62fce790f9a083d5c99e95740ceb90c27ed';
  expect(jsSignature(example).signature).toBe(signature);
  expect(jsSignature({ ...example, url: `${example.url}#/customers` }).signature).toBe(signature);
});
