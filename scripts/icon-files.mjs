// The two containers that systems keep their icons in. Both hold PNGs; nothing is re-encoded.

/** Width of a PNG, in pixels. Throws when the bytes are no PNG, or not square. */
export function pngSize(png) {
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  if (png.length < 24 || !png.subarray(0, 8).equals(signature)) throw new Error('not a PNG');
  const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)];
  if (width !== height) throw new Error(`an icon is square, not ${width} × ${height}`);
  return width;
}

/** A Windows icon of PNGs up to 256 pixels. */
export function writeIco(pngs) {
  const header = Buffer.alloc(6 + 16 * pngs.length);
  header.writeUInt16LE(1, 2);
  header.writeUInt16LE(pngs.length, 4);
  let offset = header.length;
  for (const [at, png] of pngs.entries()) {
    const size = pngSize(png);
    if (size > 256) throw new Error(`a Windows icon ends at 256 pixels, not ${size}`);
    const entry = 6 + 16 * at;
    header.writeUInt8(size % 256, entry);
    header.writeUInt8(size % 256, entry + 1);
    header.writeUInt16LE(1, entry + 4);
    header.writeUInt16LE(32, entry + 6);
    header.writeUInt32LE(png.length, entry + 8);
    header.writeUInt32LE(offset, entry + 12);
    offset += png.length;
  }
  return Buffer.concat([header, ...pngs]);
}

/** The PNGs of a Windows icon. */
export function readIco(ico) {
  if (ico.readUInt32LE(0) !== 0x00010000) throw new Error('not a Windows icon');
  return Array.from({ length: ico.readUInt16LE(4) }, (_, at) => {
    const entry = 6 + 16 * at;
    const offset = ico.readUInt32LE(entry + 12);
    const png = ico.subarray(offset, offset + ico.readUInt32LE(entry + 8));
    if (pngSize(png) % 256 !== ico.readUInt8(entry))
      throw new Error('an entry names another size than it has');
    return png;
  });
}

/** macOS names each size, and the same pixels once more for a screen of double density. */
const ICNS_TYPES = {
  16: ['icp4'],
  32: ['icp5', 'ic11'],
  64: ['icp6', 'ic12'],
  128: ['ic07'],
  256: ['ic08', 'ic13'],
  512: ['ic09', 'ic14'],
  1024: ['ic10'],
};

/** A macOS icon of PNGs of the sizes above. */
export function writeIcns(pngs) {
  const entries = pngs.flatMap((png) => {
    const types = ICNS_TYPES[pngSize(png)];
    if (!types) throw new Error(`macOS has no icon of ${pngSize(png)} pixels`);
    return types.map((type) => Buffer.concat([Buffer.from(type, 'ascii'), uint32(png.length + 8), png]));
  });
  const body = Buffer.concat(entries);
  return Buffer.concat([Buffer.from('icns', 'ascii'), uint32(body.length + 8), body]);
}

/** The entries of a macOS icon, by type. */
export function readIcns(icns) {
  if (icns.toString('ascii', 0, 4) !== 'icns' || icns.readUInt32BE(4) !== icns.length)
    throw new Error('not a macOS icon');
  const entries = {};
  for (let at = 8; at < icns.length;) {
    const length = icns.readUInt32BE(at + 4);
    const type = icns.toString('ascii', at, at + 4);
    const png = icns.subarray(at + 8, at + length);
    if (!ICNS_TYPES[pngSize(png)]?.includes(type)) throw new Error(`${type} holds ${pngSize(png)} pixels`);
    entries[type] = png;
    at += length;
  }
  return entries;
}

function uint32(value) {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}
