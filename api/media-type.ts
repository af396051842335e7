import { AppError } from '../errors.ts';
import type { attachmentTypes } from './resources/attachments.shapes.ts';

type MediaType = (typeof attachmentTypes)[number];

/** How each type's name ends: a file that is fetched again opens with what it is, not with what it was called. */
const endings: Record<MediaType, string[]> = {
  'image/jpeg': ['jpg', 'jpeg'],
  'image/png': ['png'],
  'application/pdf': ['pdf'],
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': ['docx'],
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': ['xlsx'],
  'video/mp4': ['mp4'],
};

/** What a file is by its first bytes; undefined: nothing that is taken. Office files are ZIP archives, told apart by their parts. */
export function mediaTypeOf(bytes: Uint8Array): MediaType | undefined {
  const begins = (signature: number[], at = 0) =>
    signature.every((byte, index) => bytes[at + index] === byte);
  if (begins([0xff, 0xd8, 0xff])) return 'image/jpeg';
  if (begins([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return 'image/png';
  if (begins([0x25, 0x50, 0x44, 0x46, 0x2d])) return 'application/pdf';
  if (begins([0x66, 0x74, 0x79, 0x70], 4)) return isMp4(bytes) ? 'video/mp4' : undefined;
  if (begins([0x50, 0x4b, 0x03, 0x04])) return officeType(bytes);
  return undefined;
}

/** Brands of ISO base media files that players know as MP4 (ISO/IEC 14496-12, 4.3); others hold images or other things. */
const mp4Brands = ['isom', 'iso2', 'iso4', 'iso5', 'iso6', 'mp41', 'mp42', 'avc1', 'M4V ', 'MSNV', 'dash'];

const isMp4 = (bytes: Uint8Array): boolean =>
  mp4Brands.includes(Buffer.from(bytes.subarray(8, 12)).toString('latin1'));

/** By the names in the archive's central directory. With macros (`vbaProject.bin`) it is refused. */
function officeType(bytes: Uint8Array): MediaType | undefined {
  const names = Buffer.from(bytes).toString('latin1');
  if (!names.includes('[Content_Types].xml') || /vbaProject\.bin/i.test(names)) return undefined;
  if (names.includes('word/document.xml'))
    return 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
  if (names.includes('xl/workbook.xml'))
    return 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
  return undefined;
}

/** The type of a file that may be kept, or the refusal. */
export function takenType(bytes: Uint8Array): MediaType {
  const type = mediaTypeOf(bytes);
  if (type) return type;
  throw new AppError(
    'wrong-content-type',
    'Expected a jpg, png, pdf, docx, xlsx or mp4 file, but its first bytes say otherwise',
    {
      details: [
        { at: '/', message: '文件内容不是可上传的类型 / the content is not of a kind that is taken' },
      ],
      texts: {
        zh: '只接受 jpg、png、pdf、docx、xlsx、mp4 文件（按内容识别，不含宏），请转换后重新上传。',
        en: 'Only jpg, png, pdf, docx, xlsx and mp4 are taken, told by their content and without macros. Convert it and try again.',
      },
    },
  );
}

/**
 * The name under which a file is kept: without folders, control and direction characters (which make `exe.pdf` of
 * `fdp.exe`), not longer than 120 characters, and ending as its content says.
 */
export function safeName(given: string, type: MediaType): string {
  const base = given
    .normalize('NFC')
    .replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '')
    .split(/[\\/]/)
    .at(-1)!
    .replaceAll(/[<>:"|?*]/g, '_')
    .replace(/^[.\s]+/, '')
    .trim();
  const [ending = 'bin', ...others] = endings[type];
  const dot = base.lastIndexOf('.');
  const has = dot > 0 ? base.slice(dot + 1).toLowerCase() : '';
  const isRight = has === ending || others.includes(has);
  const stem = [...(isRight ? base.slice(0, dot) : base)].slice(0, 110).join('').trim() || '附件';
  return `${stem}.${isRight ? has : ending}`;
}
