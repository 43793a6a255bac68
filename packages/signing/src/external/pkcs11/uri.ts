// SPDX-License-Identifier: Apache-2.0
import { MpkError } from '@mpk/core';
import { decodeText, readAttributes, type RawAttribute } from './uri-attributes.js';

/** Longest URI that is read. */
export const MAX_PKCS11_URI_LENGTH = 4_096;

const SCHEME = /^pkcs11:/i;

/** Path attributes with text, as the RFC names them; what they say must be so of library, slot, token and object. */
const TEXT_ATTRIBUTES = [
  'token',
  'manufacturer',
  'serial',
  'model',
  'library-manufacturer',
  'library-description',
  'slot-description',
  'slot-manufacturer',
  'object',
] as const;

const PATH_ATTRIBUTES: readonly string[] = [...TEXT_ATTRIBUTES, 'library-version', 'slot-id', 'type', 'id'];
const QUERY_ATTRIBUTES: readonly string[] = ['pin-source', 'pin-value', 'module-name', 'module-path'];

/** Which private key a PKCS#11 URI means, and how to get at it. An absent member leaves it open. */
export interface Pkcs11Uri {
  readonly text: Readonly<Partial<Record<(typeof TEXT_ATTRIBUTES)[number], string>>>;
  readonly id: Buffer | undefined;
  readonly slotId: number | undefined;
  /** `major` or `major.minor` */
  readonly libraryVersion: string | undefined;
  readonly modulePath: string | undefined;
  readonly moduleName: string | undefined;
  readonly pinSource: string | undefined;
  /** a secret */
  readonly pinValue: string | undefined;
}

/** Tells a PKCS#11 URI from a path. */
export const isPkcs11Uri = (text: string): boolean => SCHEME.test(text);

/**
 * Parses a PKCS#11 URI that names a private key.
 *
 * Strict: every character that the RFC wants percent-encoded must be, and an attribute of the path that is not known is an
 * error, as is one of a vendor: left out, it would widen what is meant. Unknown attributes of the query are skipped, as the RFC
 * says. No error quotes a value.
 *
 * @throws MpkError `INPUT_MALFORMED`, `INPUT_TOO_LARGE`; `KEY_INVALID` for a `type` other than `private`
 * @see https://www.rfc-editor.org/rfc/rfc7512
 */
export function parsePkcs11Uri(uri: string): Pkcs11Uri {
  if (uri.length > MAX_PKCS11_URI_LENGTH) {
    throw new MpkError('INPUT_TOO_LARGE', `the PKCS#11 URI has more than ${MAX_PKCS11_URI_LENGTH} characters`);
  }
  if (!isPkcs11Uri(uri)) throw malformed('does not begin with pkcs11:');
  const body = uri.replace(SCHEME, '');
  const queryAt = body.indexOf('?');
  const path = readAttributes(queryAt < 0 ? body : body.slice(0, queryAt), 'path', PATH_ATTRIBUTES);
  const query = readAttributes(queryAt < 0 ? '' : body.slice(queryAt + 1), 'query', QUERY_ATTRIBUTES);
  assertPrivate(text(path, 'type'));
  const pinSource = text(query, 'pin-source');
  const pinValue = text(query, 'pin-value');
  // RFC 7512 section 2.4.
  if (pinSource !== undefined && pinValue !== undefined) throw malformed('has both pin-source and pin-value');
  return {
    text: Object.fromEntries(TEXT_ATTRIBUTES.map((name) => [name, text(path, name)])),
    id: path.get('id')?.bytes,
    slotId: slotIdOf(text(path, 'slot-id')),
    libraryVersion: libraryVersionOf(text(path, 'library-version')),
    modulePath: text(query, 'module-path'),
    moduleName: text(query, 'module-name'),
    pinSource,
    pinValue,
  };
}

const text = (attributes: ReadonlyMap<string, RawAttribute>, name: string): string | undefined => {
  const attribute = attributes.get(name);
  return attribute && decodeText(attribute);
};

function assertPrivate(type: string | undefined): void {
  if (type === undefined || type === 'private') return;
  if (!['public', 'cert', 'secret-key', 'data'].includes(type)) throw malformed('has a type that does not exist');
  throw new MpkError('KEY_INVALID', `the PKCS#11 URI means an object of type ${type}, expected private`, {
    hint: 'leave type out, or say type=private: the key that signs is meant',
  });
}

function slotIdOf(value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  const id = /^\d{1,16}$/.test(value) ? Number(value) : Number.NaN;
  if (!Number.isSafeInteger(id)) throw malformed('has a slot-id that is not a whole number');
  return id;
}

function libraryVersionOf(value: string | undefined): string | undefined {
  if (value !== undefined && !/^\d{1,3}(?:\.\d{1,3})?$/.test(value)) {
    throw malformed('has a library-version that is not of the form major.minor');
  }
  return value;
}

const malformed = (problem: string): MpkError => new MpkError('INPUT_MALFORMED', `the PKCS#11 URI ${problem}`);
