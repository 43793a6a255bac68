// SPDX-License-Identifier: Apache-2.0
import { MpkError } from '@mpk/core';
import type { LogKey } from './log-key.js';

/** The head of a log's tree, with who signed it. Nothing is verified. */
export interface Checkpoint {
  /** the bytes that are signed */
  readonly note: Buffer;
  readonly origin: string;
  readonly treeSize: number;
  readonly rootHash: Buffer;
  readonly signatures: readonly NoteSignature[];
}

interface NoteSignature {
  readonly name: string;
  /** first bytes of the key's id */
  readonly keyHint: Buffer;
  readonly signature: Buffer;
}

const KEY_HINT_BYTES = 4;
const HASH_BYTES = 32;
/** Most signatures: the log's, and those of witnesses. */
const MAX_SIGNATURES = 64;
const SIZE = /^(?:0|[1-9]\d{0,15})$/;
const SIGNATURE = /^\u2014 (\S+) ([A-Za-z0-9+/]+={0,2})$/;

/**
 * Parses a checkpoint: a signed note with origin, size and root hash, and perhaps lines of other use.
 *
 * @param envelope - untrusted, bounded by who calls
 * @throws MpkError `LOG_ENTRY_INVALID`
 * @see https://github.com/C2SP/C2SP/blob/main/tlog-checkpoint.md
 */
export function parseCheckpoint(envelope: string): Checkpoint {
  const split = envelope.indexOf('\n\n');
  const [origin = '', size = '', root = ''] = envelope.slice(0, Math.max(split, 0)).split('\n');
  const lines = envelope.slice(split + 2).split('\n');
  const rootHash = Buffer.from(root, 'base64');
  const fits = split > 0 && origin !== '' && SIZE.test(size) && rootHash.toString('base64') === root;
  if (!fits || rootHash.length !== HASH_BYTES || lines.pop() !== '' || lines.length > MAX_SIGNATURES) throw malformed();
  return {
    note: Buffer.from(envelope.slice(0, split + 1)),
    origin,
    treeSize: Number(size),
    rootHash,
    signatures: lines.map(parseSignature),
  };
}

function parseSignature(line: string): NoteSignature {
  const [, name, text] = SIGNATURE.exec(line) ?? [];
  const bytes = Buffer.from(text ?? '', 'base64');
  if (name === undefined || bytes.length <= KEY_HINT_BYTES) throw malformed();
  return { name, keyHint: bytes.subarray(0, KEY_HINT_BYTES), signature: bytes.subarray(KEY_HINT_BYTES) };
}

/**
 * Checks that the log itself signed its checkpoint; signatures of witnesses are read over.
 *
 * @throws MpkError `LOG_ENTRY_INVALID`
 */
export function assertSignedByLog({ note, origin, signatures }: Checkpoint, log: LogKey): void {
  const hint = log.id.subarray(0, KEY_HINT_BYTES);
  const own = signatures.filter(({ name, keyHint }) => keyHint.equals(hint) && isNameOf(name, origin));
  if (own.some(({ signature }) => log.signed(note, signature))) return;
  throw new MpkError('LOG_ENTRY_INVALID', 'the checkpoint of the transparency log is not signed by it');
}

/** Version 1 puts the number of its tree behind its name; the name of version 2 is the origin. */
const isNameOf = (name: string, origin: string): boolean => origin === name || origin.startsWith(`${name} - `);

const malformed = (): MpkError =>
  new MpkError('LOG_ENTRY_INVALID', 'the checkpoint of the transparency log cannot be read');
