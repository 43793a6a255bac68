// SPDX-License-Identifier: Apache-2.0
import type { Cursor } from './cursor.js';
import { Malformed } from '../reading/drive.js';

/** An entry of a group. */
export type Link =
  | { readonly kind: 'hard'; readonly name: string; readonly at: number }
  | { readonly kind: 'soft'; readonly name: string; readonly target: string }
  | { readonly kind: 'external'; readonly name: string; readonly file: string; readonly target: string }
  | { readonly kind: 'user-defined'; readonly name: string; readonly type: number };

const HARD = 0;
const SOFT = 1;
const EXTERNAL = 64;

/** Reads a link message. @throws Malformed */
export function readLink(body: Cursor): Link {
  body.version('a link', 1);
  const flags = body.number(1);
  const type = (flags & 0x08) !== 0 ? body.number(1) : HARD;
  if ((flags & 0x04) !== 0) body.skip(8);
  if ((flags & 0x10) !== 0) body.skip(1);
  const name = body.bytes(body.wide(1 << (flags & 3))).toString('utf8');
  if (type === HARD) {
    const at = body.address();
    if (at === undefined) throw new Malformed('a link that leads nowhere', body.at);
    return { kind: 'hard', name, at };
  }
  const valueBytes = body.number(2);
  if (type === SOFT) return { kind: 'soft', name, target: body.bytes(valueBytes).toString('utf8') };
  if (type !== EXTERNAL) return { kind: 'user-defined', name, type };
  body.version('an external link', 0);
  return { kind: 'external', name, file: body.terminated(), target: body.terminated() };
}
