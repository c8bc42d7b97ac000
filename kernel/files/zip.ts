import { open } from 'node:fs/promises';
import { promisify } from 'node:util';
import { crc32, deflateRaw } from 'node:zlib';

const deflated = promisify(deflateRaw);
/** Pictures and sounds are already packed. */
const packed = /\.(webp|jpe?g|png|pdf|m4a|mp3|ogg|webm|docx|odt)$/i;
const most = 0xffff_ffff;

export type ZipEntry = { name: string; bytes: Uint8Array };

/**
 * Writes an archive that any system opens (PKWARE APPNOTE 6.3, without zip64: 4 GB and 65 535 files at most), one entry in memory
 * at a time. Names are UTF-8. Gives its size in bytes.
 */
export async function writeZip(path: string, entries: AsyncIterable<ZipEntry>, at: Date): Promise<number> {
  const file = await open(path, 'w');
  const directory: Buffer[] = [];
  let offset = 0;
  try {
    for await (const { name, bytes } of entries) {
      const title = Buffer.from(name);
      const smaller = packed.test(name) ? bytes : await deflated(bytes);
      const common = Buffer.alloc(26);
      common.writeUInt16LE(20, 0); // version needed
      common.writeUInt16LE(0x0800, 2); // names are UTF-8
      common.writeUInt16LE(smaller === bytes ? 0 : 8, 4);
      common.writeUInt16LE((at.getUTCHours() << 11) | (at.getUTCMinutes() << 5), 6);
      common.writeUInt16LE(((at.getUTCFullYear() - 1980) << 9) | ((at.getUTCMonth() + 1) << 5) | at.getUTCDate(), 8);
      common.writeUInt32LE(crc32(bytes), 10);
      common.writeUInt32LE(smaller.length, 14);
      common.writeUInt32LE(bytes.length, 18);
      common.writeUInt16LE(title.length, 22);
      const local = Buffer.concat([Buffer.from('PK\u0003\u0004'), common, title]);
      const central = Buffer.alloc(14);
      central.writeUInt32LE(offset, 10);
      directory.push(Buffer.concat([Buffer.from('PK\u0001\u0002\u0014\u0000'), common, central, title]));
      await file.write(local);
      await file.write(smaller);
      offset += local.length + smaller.length;
      if (offset > most || directory.length > 0xffff) throw new Error('this archive is too large for a zip');
    }
    const central = Buffer.concat(directory);
    const end = Buffer.alloc(22);
    end.write('PK\u0005\u0006', 'latin1');
    end.writeUInt16LE(directory.length, 8);
    end.writeUInt16LE(directory.length, 10);
    end.writeUInt32LE(central.length, 12);
    end.writeUInt32LE(offset, 16);
    await file.write(central);
    await file.write(end);
    return offset + central.length + end.length;
  } finally {
    await file.close();
  }
}
