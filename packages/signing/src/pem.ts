// SPDX-License-Identifier: Apache-2.0
import { MpkError, decodeBase64 } from '@mpk/core';

const BEGIN = '-----BEGIN ';
const DASHES = '-----';

/** One block of a PEM text. */
export interface PemBlock {
  /** such as `PUBLIC KEY` */
  readonly label: string;
  /** between the two boundary lines, headers included */
  readonly body: string;
  /** the whole block with its boundary lines */
  readonly text: string;
}

/**
 * Splits PEM text into its blocks; text around them (OpenSSL prints some) is skipped. Linear in the size of the text.
 *
 * @throws MpkError `INPUT_TOO_LARGE` over `maxBytes`; `INPUT_MALFORMED` for a block without an end
 * @see https://www.rfc-editor.org/rfc/rfc7468
 */
export function readPem(pem: string | Uint8Array, options: { maxBytes: number; what: string }): PemBlock[] {
  const { maxBytes, what } = options;
  const sizeBytes = typeof pem === 'string' ? Buffer.byteLength(pem) : pem.length;
  if (sizeBytes > maxBytes) {
    throw new MpkError('INPUT_TOO_LARGE', `${what} has ${sizeBytes} bytes, at most ${maxBytes} are read`);
  }
  const text = typeof pem === 'string' ? pem : Buffer.from(pem).toString('utf8');
  const blocks: PemBlock[] = [];
  let from = text.indexOf(BEGIN);
  while (from >= 0) {
    const block = readBlock(text, from, what);
    blocks.push(block);
    from = text.indexOf(BEGIN, from + block.text.length);
  }
  return blocks;
}

function readBlock(text: string, from: number, what: string): PemBlock {
  const labelFrom = from + BEGIN.length;
  const labelTo = text.indexOf(DASHES, labelFrom);
  const label = labelTo < 0 ? '' : text.slice(labelFrom, labelTo);
  if (!/^[A-Z0-9 ]{1,40}$/.test(label)) throw new MpkError('INPUT_MALFORMED', `${what} has a broken PEM boundary`);
  const bodyFrom = labelTo + DASHES.length;
  const end = `${DASHES}END ${label}${DASHES}`;
  const bodyTo = text.indexOf(end, bodyFrom);
  if (bodyTo < 0) throw new MpkError('INPUT_MALFORMED', `${what} has a PEM block without an end`);
  return { label, body: text.slice(bodyFrom, bodyTo), text: `${text.slice(from, bodyTo)}${end}` };
}

/** The bytes of a PEM block without headers. @throws MpkError `INPUT_MALFORMED` */
export const pemBytes = (block: PemBlock, what: string): Buffer => decodeBase64(block.body.replace(/\s+/g, ''), what);

/** One PEM block, 64 characters a line, newline at the end. */
export function toPem(label: string, der: Uint8Array): string {
  const lines =
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return [`${BEGIN}${label}${DASHES}`, ...lines, `${DASHES}END ${label}${DASHES}`, ''].join('\n');
}
