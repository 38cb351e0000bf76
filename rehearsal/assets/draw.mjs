/**
 * Draws the demo shop's pictures: 3D pictures of Fluent Emoji on a soft ground, one tint a category.
 *
 *   npm pack @lobehub/fluent-emoji-3d@1.1.0 && tar xzf lobehub-fluent-emoji-3d-1.1.0.tgz
 *   node rehearsal/assets/draw.mjs package/assets
 *
 * The results are committed: the shop needs neither the package nor this script to run.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createCanvas, loadImage } from '@napi-rs/canvas';

const here = dirname(fileURLToPath(import.meta.url));
const [source] = process.argv.slice(2);
if (source === undefined) throw new Error('usage: node draw.mjs <folder of @lobehub/fluent-emoji-3d/assets>');
const plan = JSON.parse(readFileSync(join(here, 'pictures.json'), 'utf8'));
const side = 600;

/** Where the things stand: centre, size and turn, back to front, on a square of 600. */
const layouts = {
  solo: [{ x: 300, y: 300, size: 430, turn: 0 }],
  pair: [
    { x: 382, y: 252, size: 320, turn: 10 },
    { x: 226, y: 336, size: 340, turn: -8 },
  ],
  side: [
    { x: 244, y: 286, size: 386, turn: 0 },
    { x: 424, y: 392, size: 242, turn: 8 },
  ],
  trio: [
    { x: 300, y: 214, size: 270, turn: 0 },
    { x: 196, y: 356, size: 282, turn: -9 },
    { x: 406, y: 360, size: 282, turn: 9 },
  ],
  pile: [
    { x: 212, y: 210, size: 228, turn: -10 },
    { x: 390, y: 210, size: 228, turn: 10 },
    { x: 138, y: 366, size: 228, turn: -6 },
    { x: 464, y: 366, size: 228, turn: 8 },
    { x: 300, y: 356, size: 270, turn: 0 },
  ],
};
/** The second picture comes closer, on the deeper tint. */
const close = [{ x: 330, y: 330, size: 620, turn: -6 }];

for (const [name, { of, layout }] of Object.entries(plan.products)) {
  const [light, deep] = plan.grounds[name.split('-')[0]];
  const things = await Promise.all(of.map((code) => loadImage(readFileSync(join(source, `${code}.webp`)))));
  write(`products/${name}.webp`, draw(side, light, deep, layouts[layout], things), 82);
  write(`products/${name}-close.webp`, draw(side, deep, light, close, things), 78);
}
for (const [name, code] of Object.entries(plan.categories)) {
  const [light, deep] = plan.grounds[name];
  const thing = await loadImage(readFileSync(join(source, `${code}.webp`)));
  write(`categories/${name}.webp`, draw(168, light, deep, [{ x: 300, y: 300, size: 420, turn: 0 }], [thing]), 84);
}

function draw(pixels, centre, edge, places, things) {
  const canvas = createCanvas(pixels, pixels);
  const pen = canvas.getContext('2d');
  pen.scale(pixels / side, pixels / side);
  pen.imageSmoothingQuality = 'high';
  const ground = pen.createRadialGradient(300, 250, 60, 300, 320, 430);
  ground.addColorStop(0, centre);
  ground.addColorStop(1, edge);
  pen.fillStyle = ground;
  pen.fillRect(0, 0, side, side);
  places.forEach((place, at) => {
    shadow(pen, place);
    pen.save();
    pen.translate(place.x, place.y);
    pen.rotate((place.turn * Math.PI) / 180);
    pen.drawImage(things[at % things.length], -place.size / 2, -place.size / 2, place.size, place.size);
    pen.restore();
  });
  return canvas;
}

/** A soft pool of shade under a thing, so that it stands instead of floating. */
function shadow(pen, { x, y, size }) {
  pen.save();
  pen.translate(x, y + size * 0.44);
  pen.scale(1, 0.2);
  const pool = pen.createRadialGradient(0, 0, 0, 0, 0, size * 0.46);
  pool.addColorStop(0, 'rgba(60, 50, 45, 0.26)');
  pool.addColorStop(1, 'rgba(60, 50, 45, 0)');
  pen.fillStyle = pool;
  pen.fillRect(-size, -size, size * 2, size * 2);
  pen.restore();
}

function write(path, canvas, quality) {
  writeFileSync(join(here, path), canvas.toBuffer('image/webp', quality));
}
