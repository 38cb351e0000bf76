import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const kept = join(root, 'contracts/src/region-list.ts');

/**
 * The regions of China as @vant/area-data (MIT) keeps them, a province a line: `省 市:区,区 市:区`. Codes nest by prefix
 * (33 · 3301 · 330106); we go by names, as parcels do.
 */
export async function regionLines() {
  const file = join(root, 'storefront/node_modules/@vant/area-data/dist/index.js');
  const { areaList } = await import(pathToFileURL(file).href);
  const below = (list, code, digits) => Object.entries(list).filter(([one]) => one.startsWith(code.slice(0, digits)));
  return Object.entries(areaList.province_list).map(([code, province]) => {
    const cities = below(areaList.city_list, code, 2).map(
      ([cityCode, city]) =>
        `${city}:${below(areaList.county_list, cityCode, 4)
          .map(([, name]) => name)
          .join(',')}`,
    );
    return [province, ...cities].join(' ');
  });
}

/** After an update of the package: `node scripts/regions.mjs` writes the list anew; a test says when that was forgotten. */
if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const lines = await regionLines();
  writeFileSync(
    kept,
    `// Written by scripts/regions.mjs from @vant/area-data (MIT, youzan): a province a line, its cities with their districts.
export const regionList = \`
${lines.join('\n')}
\`;
`,
  );
}
