/**
 * How many pixels a picture says that it has, by its beginning. A few kilobytes may unpack to gigabytes: whoever
 * draws it asks before.
 */
const BEGINNING = 1024 * 1024;

/** Infinity where it does not say, or is of no kind that we draw. */
export async function pixels(blob) {
  const data = new DataView(await blob.slice(0, BEGINNING).arrayBuffer());
  try {
    const [width, height] = KINDS[data.getUint16(0)]?.(data) ?? [Infinity, 1];
    return Math.abs(width * height);
  } catch {
    return Infinity; // it ends before
  }
}

/** By the first two bytes. */
const KINDS = {
  0x8950: (data) => [data.getUint32(16), data.getUint32(20)], // PNG
  0x424d: (data) => [data.getInt32(18, true), data.getInt32(22, true)], // BMP
  0x4749: gif,
  0x5249: webp,
  0xffd8: jpeg,
};

/** Its first picture may be larger than what it says of itself; both have 16 bits each. */
function gif(data) {
  const size = (at) => [data.getUint16(at, true), data.getUint16(at + 2, true)];
  const colours = (flags) => (flags & 0x80 ? 3 << ((flags & 7) + 1) : 0);
  let at = 13 + colours(data.getUint8(10));
  while (data.getUint8(at) === 0x21) {
    at += 2;
    while (data.getUint8(at)) at += 1 + data.getUint8(at);
    at += 1;
  }
  if (data.getUint8(at) !== 0x2c) return null;
  const [[width, height], [left, top], [wide, high]] = [size(6), size(at + 1), size(at + 5)];
  return [Math.max(width, left + wide), Math.max(height, top + high)];
}

function webp(data) {
  const kind = String.fromCharCode(...[12, 13, 14, 15].map((at) => data.getUint8(at)));
  const three = (at) => data.getUint16(at, true) + (data.getUint8(at + 2) << 16);
  if (kind === "VP8X") return [three(24) + 1, three(27) + 1];
  if (kind === "VP8 ") return [data.getUint16(26, true) & 0x3fff, data.getUint16(28, true) & 0x3fff];
  if (kind !== "VP8L") return null;
  const bits = data.getUint32(21, true);
  return [(bits & 0x3fff) + 1, ((bits >> 14) & 0x3fff) + 1];
}

/** From part to part until the one that tells the size. */
function jpeg(data) {
  const TELLS_NONE = [0xc4, 0xc8, 0xcc];
  for (let at = 2; data.getUint8(at) === 0xff; at += 2 + data.getUint16(at + 2)) {
    while (data.getUint8(at + 1) === 0xff) at += 1; // filled up
    const part = data.getUint8(at + 1);
    if ((part & 0xf0) === 0xc0 && !TELLS_NONE.includes(part)) return [data.getUint16(at + 7), data.getUint16(at + 5)];
  }
  return null;
}
