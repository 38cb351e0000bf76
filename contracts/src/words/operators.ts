import { words } from '../words.ts';

export const role = {
  owner: words('店主', 'Owner'),
  operator: words('运营', 'Operator'),
  viewer: words('只读', 'Viewer'),
} as const;
