/**
 * Remembers which events were stored of late, as 64-bit marks of (sender, event id): 16 bytes an event, two generations
 * of up to `capacity` each, so between one and two times that many are known. A mark taken for another by chance is a
 * matter of 1 in 10¹² events.
 */
export class RecentIds {
  readonly #capacity: number;
  #young: Marks;
  #old: Marks;

  constructor(capacity = 1_000_000) {
    this.#capacity = capacity;
    this.#young = new Marks(1024);
    this.#old = new Marks(16);
  }

  has(sender: number, id: string): boolean {
    const { high, low } = mark(sender, id);
    return this.#young.has(high, low) || this.#old.has(high, low);
  }

  add(sender: number, id: string): void {
    const { high, low } = mark(sender, id);
    if (this.#young.has(high, low)) return;
    if (this.#young.size >= this.#capacity) {
      this.#old = this.#young;
      this.#young = new Marks(1024);
    }
    this.#young.add(high, low);
  }
}

/** Open addressing over one array of pairs, at most half full; (0, 0) is an empty place. */
class Marks {
  size = 0;
  #slots: Uint32Array;

  constructor(places: number) {
    this.#slots = new Uint32Array(places * 2);
  }

  has(high: number, low: number): boolean {
    const at = this.#find(high, low);
    return this.#slots[at] !== 0 || this.#slots[at + 1] !== 0;
  }

  add(high: number, low: number): void {
    if (this.size * 4 >= this.#slots.length) this.#grow();
    const at = this.#find(high, low);
    this.#slots[at] = high;
    this.#slots[at + 1] = low;
    this.size += 1;
  }

  #find(high: number, low: number): number {
    const places = this.#slots.length / 2;
    for (let place = low & (places - 1); ; place = (place + 1) & (places - 1)) {
      const at = place * 2;
      const empty = this.#slots[at] === 0 && this.#slots[at + 1] === 0;
      if (empty || (this.#slots[at] === high && this.#slots[at + 1] === low)) return at;
    }
  }

  #grow(): void {
    const before = this.#slots;
    this.#slots = new Uint32Array(before.length * 2);
    for (let at = 0; at < before.length; at += 2) {
      const high = before[at] ?? 0;
      const low = before[at + 1] ?? 0;
      if (high === 0 && low === 0) continue;
      const to = this.#find(high, low);
      this.#slots[to] = high;
      this.#slots[to + 1] = low;
    }
  }
}

/** Two 32-bit FNV-1a hashes with different starts, closed by a mix, so that alike ids lie far apart. */
function mark(sender: number, id: string): { high: number; low: number } {
  let high = 0x811c9dc5 ^ sender;
  let low = 0x9747b28c ^ Math.imul(sender, 0x9e3779b1);
  for (let i = 0; i < id.length; i += 1) {
    const char = id.charCodeAt(i);
    high = Math.imul(high ^ char, 0x01000193);
    low = Math.imul(low ^ char, 0x85ebca6b);
    low = (low << 13) | (low >>> 19);
  }
  return { high: mix(high), low: mix(low) || 1 };
}

function mix(hash: number): number {
  let h = hash ^ (hash >>> 16);
  h = Math.imul(h, 0x7feb352d);
  h ^= h >>> 15;
  h = Math.imul(h, 0x846ca68b);
  return (h ^ (h >>> 16)) >>> 0;
}
