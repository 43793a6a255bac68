// SPDX-License-Identifier: Apache-2.0
import { Malformed } from '../reading/drive.js';
import type { Claims } from '../reading/claims.js';
import { Cursor } from './cursor.js';
import type { FileBytes } from './file-bytes.js';

/** Types of messages in object headers. */
export const MESSAGE = {
  nil: 0x00,
  dataspace: 0x01,
  linkInfo: 0x02,
  datatype: 0x03,
  fillOld: 0x04,
  fill: 0x05,
  link: 0x06,
  externalFiles: 0x07,
  layout: 0x08,
  groupInfo: 0x0a,
  filters: 0x0b,
  attribute: 0x0c,
  comment: 0x0d,
  continuation: 0x10,
  symbolTable: 0x11,
  driverInfo: 0x14,
  attributeInfo: 0x15,
} as const;

/** Highest type that there is. */
const MAX_TYPE = 0x18;
/** Most messages of one object, and most pieces that its header is in. */
const MAX_MESSAGES = 100_000;
const MAX_BLOCKS = 1000;
const SHARED = 0x02;

export interface HeaderMessage {
  readonly type: number;
  /** it stands elsewhere: this only says where */
  readonly isShared: boolean;
  readonly body: Cursor;
}

/** A piece of a header. */
interface Block {
  readonly start: number;
  readonly end: number;
}

/** How the messages of one header are written. */
interface HeaderForm {
  readonly version: 1 | 2;
  /** bytes of the creation order of a message */
  readonly orderBytes: number;
}

/** @returns the messages of an object, wherever they are. @throws Malformed */
export function readObjectHeader(file: FileBytes, at: number, claims: Claims): HeaderMessage[] {
  const isNew = file.bytes(at, 4).toString('latin1') === 'OHDR';
  const { form, block } = isNew ? beginNew(file, at, claims) : beginOld(file, at, claims);
  const messages: HeaderMessage[] = [];
  const blocks: Block[] = [block];
  for (const one of blocks) {
    for (const message of messagesOf(file, one, form)) {
      if (messages.push(message) > MAX_MESSAGES) throw new Malformed('too many messages in an object header', at);
      if (message.type !== MESSAGE.continuation) continue;
      const next = readContinuation(message.body, form, claims);
      if (blocks.some(({ start }) => start === next.start))
        throw new Malformed('an object header continues in itself', at);
      if (blocks.push(next) > MAX_BLOCKS) throw new Malformed('an object header in too many pieces', at);
    }
  }
  return messages;
}

function beginOld(file: FileBytes, at: number, claims: Claims): { form: HeaderForm; block: Block } {
  const cursor = new Cursor(file, at, file.sizeBytes);
  cursor.version('an object header', 1);
  cursor.skip(7);
  const sizeBytes = cursor.number(4);
  const start = at + 16;
  claims.once(at, 16 + sizeBytes, 'object header');
  return { form: { version: 1, orderBytes: 0 }, block: { start, end: start + sizeBytes } };
}

function beginNew(file: FileBytes, at: number, claims: Claims): { form: HeaderForm; block: Block } {
  const cursor = new Cursor(file, at + 4, file.sizeBytes);
  cursor.version('an object header', 2);
  const flags = cursor.number(1);
  if ((flags & 0x20) !== 0) cursor.skip(16);
  if ((flags & 0x10) !== 0) cursor.skip(4);
  const sizeBytes = cursor.wide(1 << (flags & 3));
  const start = cursor.at;
  claims.once(at, start - at + sizeBytes + 4, 'object header');
  return {
    form: { version: 2, orderBytes: (flags & 0x04) !== 0 ? 2 : 0 },
    block: { start, end: start + sizeBytes },
  };
}

function readContinuation(body: Cursor, form: HeaderForm, claims: Claims): Block {
  const start = body.address();
  const sizeBytes = body.length();
  if (start === undefined) throw new Malformed('an object header continues nowhere', body.at);
  claims.once(start, sizeBytes, 'object header');
  if (form.version === 1) return { start, end: start + sizeBytes };
  body.file.expect(start, 'OCHK');
  return { start: start + 4, end: start + sizeBytes - 4 };
}

function* messagesOf(file: FileBytes, { start, end }: Block, form: HeaderForm): Generator<HeaderMessage> {
  const cursor = new Cursor(file, start, end);
  const prefixBytes = form.version === 1 ? 8 : 4 + form.orderBytes;
  // Fewer bytes are a gap.
  while (cursor.left >= prefixBytes) {
    const type = cursor.number(form.version === 1 ? 2 : 1);
    const sizeBytes = cursor.number(2);
    const flags = cursor.number(1);
    cursor.skip(form.version === 1 ? 3 : form.orderBytes);
    const at = cursor.skip(sizeBytes);
    if (type > MAX_TYPE) throw new Malformed(`a message of type ${type} in an object header`, at);
    yield { type, isShared: (flags & SHARED) !== 0, body: new Cursor(file, at, at + sizeBytes) };
  }
}
