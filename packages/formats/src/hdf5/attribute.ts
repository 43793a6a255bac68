// SPDX-License-Identifier: Apache-2.0
import { Malformed } from '../reading/drive.js';
import { Cursor } from './cursor.js';
import { readDataspace } from './dataspace.js';
import { parseDatatype, type Datatype } from './datatype.js';
import type { Place } from './group-tree.js';
import { MESSAGE, readObjectHeader, type HeaderMessage } from './object-header.js';

export interface Attribute {
  readonly name: string;
  readonly type: Datatype;
  readonly shape: readonly number[] | undefined;
  readonly data: Cursor;
}

/** Reads an attribute message. @throws Malformed */
export function readAttribute(place: Place, body: Cursor): Attribute {
  const version = body.version('an attribute', 1, 2, 3);
  const flags = body.number(1);
  const nameBytes = body.number(2);
  const typeBytes = body.number(2);
  const spaceBytes = body.number(2);
  if (version === 3) body.skip(1);
  const padded = (size: number): number => (version === 1 ? Math.ceil(size / 8) * 8 : size);
  const name = body.bytes(padded(nameBytes)).subarray(0, nameBytes).toString('utf8');
  const typeAt = body.skip(padded(typeBytes));
  const spaceAt = body.skip(padded(spaceBytes));
  const typeBody = new Cursor(body.file, typeAt, typeAt + typeBytes);
  const isTypeShared = version > 1 && (flags & 1) !== 0;
  if (version > 1 && (flags & 2) !== 0) throw new Malformed('a shared dataspace, which is not followed', spaceAt);
  return {
    name: name.replace(/\0[^]*$/, ''),
    type: isTypeShared ? readSharedType(place, typeBody) : readType(typeBody),
    shape: readDataspace(new Cursor(body.file, spaceAt, spaceAt + spaceBytes)),
    data: body,
  };
}

const readType = (body: Cursor): Datatype => parseDatatype(body.bytes(body.left), body.at);

/** Reads a datatype message, or the committed datatype that it says. @throws Malformed */
export const readDatatype = (place: Place, { isShared, body }: HeaderMessage): Datatype =>
  isShared ? readSharedType(place, body) : readType(body);

function readSharedType(place: Place, body: Cursor): Datatype {
  const version = body.version('a shared message', 1, 2, 3);
  const type = body.number(1);
  if (version === 1) body.skip(6);
  if (version === 3 && type === 1)
    throw new Malformed('a message in the table of shared ones, which is not followed', body.at);
  const at = body.address();
  if (at === undefined) throw new Malformed('a datatype that is nowhere', body.at);
  const message = readObjectHeader(place.file, at, place.claims).find((one) => one.type === MESSAGE.datatype);
  // A committed datatype is never shared itself.
  if (message === undefined || message.isShared) throw new Malformed('a datatype that is none', at);
  return readType(message.body);
}
