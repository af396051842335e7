import { crc32, inflateRawSync } from 'node:zlib';
import { LedgerRefusal } from './refusal.ts';

/**
 * Opens an .xlsx (a zip) as if it came from an enemy: nothing is unpacked before the sizes in the central directory
 * were added up, and nothing unpacks further than it declared. Follows the PKWARE APPNOTE 6.3.10, 4.3 and 4.4.
 * Left out, because no office program writes it for a ledger of 5 MB: ZIP64, several disks, encryption.
 */
export interface ZipLimits {
  /** Bytes of the file as uploaded. */
  packed: number;
  /** Bytes of the parts we read, unpacked and added up. */
  unpacked: number;
  entries: number;
}
export const zipLimits: ZipLimits = { packed: 5 * 2 ** 20, unpacked: 32 * 2 ** 20, entries: 3000 };

const endOfDirectory = 0x06054b50;
const directoryEntry = 0x02014b50;
const localHeader = 0x04034b50;
const shortestEnd = 22;
const longestComment = 0xffff;

export interface ZipEntry {
  name: string;
  method: number;
  flags: number;
  packedSize: number;
  size: number;
  offset: number;
}

function damaged(what: string): LedgerRefusal {
  return new LedgerRefusal('damaged', {
    zh: `文件已损坏，无法打开（${what}）。请用 Excel 或 WPS 打开后另存为新的 .xlsx 再导入。`,
    en: `The file is damaged and cannot be opened (${what}). Open it in Excel or WPS, save it as a new .xlsx and import that.`,
  });
}

function refuseOtherKinds(bytes: Uint8Array): void {
  const starts = (...head: number[]) => head.every((byte, at) => bytes[at] === byte);
  if (starts(0xd0, 0xcf, 0x11, 0xe0)) {
    // An .xlsx with a password is kept in the same container as an old .xls, under this stream name in UTF-16.
    const locked = Buffer.from(bytes).includes(Buffer.from('EncryptedPackage', 'utf16le'));
    if (locked)
      throw new LedgerRefusal('password', {
        zh: '文件设有打开密码。请在 Excel 或 WPS 中取消密码后再导入。',
        en: 'The file has a password. Remove the password in Excel or WPS, then import it.',
      });
    throw new LedgerRefusal('old-xls', {
      zh: '这是旧格式（.xls 或 .et）文件。请在 Excel 或 WPS 中另存为 .xlsx 后再导入。',
      en: 'This is a file of the old kind (.xls or .et). Save it as .xlsx in Excel or WPS, then import it.',
    });
  }
  if (!starts(0x50, 0x4b))
    throw new LedgerRefusal('not-xlsx', {
      zh: '文件不是 Excel 工作簿（.xlsx）。请导出或另存为 .xlsx 后再导入。',
      en: 'The file is not an Excel workbook (.xlsx). Export or save it as .xlsx, then import it.',
    });
}

/** The table of contents at the end of the zip, with every size checked against the limits. Unpacks nothing. */
export function readDirectory(bytes: Uint8Array, limits: ZipLimits = zipLimits): ZipEntry[] {
  if (bytes.length > limits.packed) {
    const megabytes = (size: number) => (size / 2 ** 20).toFixed(1).replace(/\.0$/, '');
    throw new LedgerRefusal('too-large', {
      zh: `文件大小为 ${megabytes(bytes.length)} MB，超过上限 ${megabytes(limits.packed)} MB。请删去图片或分成几个文件导入。`,
      en: `The file has ${megabytes(bytes.length)} MB; the most is ${megabytes(limits.packed)} MB. Remove pictures or import it in several files.`,
    });
  }
  refuseOtherKinds(bytes);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = findEnd(view);
  const count = view.getUint16(end + 10, true);
  const start = view.getUint32(end + 16, true);
  if (count === 0xffff || start === 0xffffffff || view.getUint16(end + 4, true) !== 0) throw damaged('ZIP64');
  if (count > limits.entries) throw damaged(`${count} > ${limits.entries} entries`);

  const entries: ZipEntry[] = [];
  const names = new Set<string>();
  let at = start;
  for (let n = 0; n < count; n++) {
    if (at + 46 > end || view.getUint32(at, true) !== directoryEntry) throw damaged('directory');
    const nameLength = view.getUint16(at + 28, true);
    const next = at + 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
    if (next > end) throw damaged('directory');
    const name = new TextDecoder()
      .decode(bytes.subarray(at + 46, at + 46 + nameLength))
      .replaceAll('\\', '/');
    if (names.has(name)) throw damaged(`two entries named ${name.slice(0, 40)}`);
    names.add(name);
    entries.push({
      name,
      flags: view.getUint16(at + 8, true),
      method: view.getUint16(at + 10, true),
      packedSize: view.getUint32(at + 20, true),
      size: view.getUint32(at + 24, true),
      offset: view.getUint32(at + 42, true),
    });
    at = next;
  }
  return entries;
}

function findEnd(view: DataView): number {
  const last = view.byteLength - shortestEnd;
  for (let at = last; at >= Math.max(0, last - longestComment); at--)
    if (view.getUint32(at, true) === endOfDirectory) return at;
  throw damaged('no directory');
}

/** Unpacks the entries that `wanted` picks. Their declared sizes are added up first, and held to while unpacking. */
export function unpack(
  bytes: Uint8Array,
  wanted: (name: string) => boolean,
  limits: ZipLimits = zipLimits,
): Map<string, Buffer> {
  const picked = readDirectory(bytes, limits).filter((entry) => wanted(entry.name));
  const declared = picked.reduce((sum, entry) => sum + entry.size, 0);
  if (declared > limits.unpacked) throw unpacksTooLarge(limits);
  const parts = new Map<string, Buffer>();
  for (const entry of picked) parts.set(entry.name, unpackEntry(bytes, entry, limits));
  return parts;
}

function unpackEntry(bytes: Uint8Array, entry: ZipEntry, limits: ZipLimits): Buffer {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (entry.flags & 1) throw damaged(`${entry.name}: encrypted`);
  const { offset } = entry;
  if (offset + 30 > bytes.length || view.getUint32(offset, true) !== localHeader) throw damaged(entry.name);
  const start = offset + 30 + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true);
  const packed = bytes.subarray(start, start + entry.packedSize);
  if (packed.length !== entry.packedSize) throw damaged(entry.name);
  if (entry.method === 0) {
    if (entry.size !== entry.packedSize) throw damaged(entry.name);
    return Buffer.from(packed);
  }
  if (entry.method !== 8) throw damaged(`${entry.name}: method ${entry.method}`);
  try {
    // One byte more than declared is a lie about the size, and the sign of a zip bomb.
    return inflateRawSync(packed, { maxOutputLength: Math.max(1, entry.size) });
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw unpacksTooLarge(limits);
    throw damaged(entry.name);
  }
}

function unpacksTooLarge(limits: ZipLimits): LedgerRefusal {
  const most = limits.unpacked / 2 ** 20;
  return new LedgerRefusal('unpacks-too-large', {
    zh: `文件解压后超过 ${most} MB 或与其声明的大小不符，已拒绝打开。请只保留台账工作表，另存为新的 .xlsx 再导入。`,
    en: `Unpacked, the file is larger than ${most} MB or than it declares, so it was not opened. Keep only the ledger sheets, save as a new .xlsx and import that.`,
  });
}

/** A zip without compression whose bytes depend on nothing but the parts (no clock). */
export function packStored(parts: Map<string, Buffer>): Buffer {
  const bodies: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, content] of parts) {
    const encoded = Buffer.from(name, 'utf8');
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0); // version needed
    fields.writeUInt16LE(0x0800, 2); // the name is UTF-8
    fields.writeUInt16LE(0x21, 8); // 1980-01-01, the first date a zip can hold
    fields.writeUInt32LE(crc32(content), 10);
    fields.writeUInt32LE(content.length, 14);
    fields.writeUInt32LE(content.length, 18);
    fields.writeUInt16LE(encoded.length, 22);
    const local = Buffer.concat([uint32(localHeader), fields, encoded]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    directory.push(uint32(directoryEntry), Buffer.from([20, 0]), fields, tail, encoded);
    bodies.push(local, content);
    offset += local.length + content.length;
  }
  const entries = Buffer.concat(directory);
  const end = Buffer.alloc(shortestEnd);
  end.writeUInt32LE(endOfDirectory, 0);
  end.writeUInt16LE(parts.size, 8);
  end.writeUInt16LE(parts.size, 10);
  end.writeUInt32LE(entries.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...bodies, entries, end]);
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value, 0);
  return bytes;
}
