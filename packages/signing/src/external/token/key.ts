// SPDX-License-Identifier: Apache-2.0
import type { WantedKey } from '../pkcs11/configuration.js';
import { CKA, CKF, CKK, CKO } from './constants.js';
import type { Cryptoki, Handle, Template } from './cryptoki.js';
import { Refusal } from './refusal.js';
import { listed, quote, showToken, type Token } from './token.js';

/** A private key in a token. */
export interface TokenKey {
  readonly object: Handle;
  readonly label: string;
  readonly id: Buffer;
  readonly type: number | undefined;
  readonly maySign: boolean;
  readonly alwaysAuthenticate: boolean;
}

const TYPES: ReadonlyMap<number | undefined, string> = new Map([
  [CKK.RSA, 'RSA'],
  [CKK.EC, 'EC'],
  [CKK.EC_EDWARDS, 'EC-EDWARDS'],
]);

/** The private keys that a URI could mean; where it can mean none of them, all, for the message. */
export function listKeys(cryptoki: Cryptoki, session: Handle, { text, idHex }: WantedKey): TokenKey[] {
  const fitting = readKeys(cryptoki, session, [
    ...(text.object === undefined ? [] : [{ type: CKA.LABEL, value: Buffer.from(text.object) }]),
    ...(idHex === undefined ? [] : [{ type: CKA.ID, value: Buffer.from(idHex, 'hex') }]),
  ]);
  return fitting.length > 0 ? fitting : readKeys(cryptoki, session, []);
}

/** Reading a key takes a dozen calls, each of which may go over a network: the module searches first. */
function readKeys(cryptoki: Cryptoki, session: Handle, alike: Template): TokenKey[] {
  const template: Template = [{ type: CKA.CLASS, value: cryptoki.encode(CKO.PRIVATE_KEY) }, ...alike];
  return cryptoki.find(session, template).map((object) => ({
    object,
    label: cryptoki.attribute(session, object, CKA.LABEL)?.toString('utf8') ?? '',
    id: cryptoki.attribute(session, object, CKA.ID) ?? Buffer.alloc(0),
    type: cryptoki.number(session, object, CKA.KEY_TYPE),
    // A module that does not say is asked when it signs.
    maySign: cryptoki.number(session, object, CKA.SIGN) !== 0,
    alwaysAuthenticate: cryptoki.number(session, object, CKA.ALWAYS_AUTHENTICATE) === 1,
  }));
}

/**
 * The one key that is meant, if it may sign.
 *
 * @throws Refusal `key-not-found`, `key-ambiguous`, `key-unusable`
 */
export function chooseKey(keys: readonly TokenKey[], wanted: WantedKey, token: Token): TokenKey {
  const [first, ...others] = keys.filter(
    ({ label, id }) =>
      (wanted.text.object === undefined || wanted.text.object === label) &&
      (wanted.idHex === undefined || wanted.idHex === id.toString('hex')),
  );
  if (first === undefined) throw notFound(keys, token);
  if (others.length > 0) {
    const found = listed([first, ...others].map(showKey));
    const hint = 'add id= or object= to the URI';
    throw new Refusal('key-ambiguous', `the URI fits ${others.length + 1} keys of the token: ${found}`, hint);
  }
  if (first.type !== CKK.EC && first.type !== CKK.EC_EDWARDS) {
    throw new Refusal('key-unusable', `the key ${showKey(first)} is not for elliptic curves`);
  }
  if (first.maySign) return first;
  throw new Refusal('key-unusable', `the key ${showKey(first)} may not sign`, 'it was made without CKA_SIGN');
}

/** A key, for messages: `"release" (id 01, EC)`. */
const showKey = ({ label, id, type }: TokenKey): string =>
  `${quote(label)} (id ${id.length === 0 ? 'none' : id.toString('hex')}, ${TYPES.get(type) ?? 'of another kind'})`;

function notFound(keys: readonly TokenKey[], token: Token): Refusal {
  const found = keys.length === 0 ? 'shows no private key' : `has ${listed(keys.map(showKey))}`;
  const locked = keys.length === 0 && (token.flags & CKF.LOGIN_REQUIRED) !== 0;
  return new Refusal(
    'key-not-found',
    `no private key is as the URI says; the ${showToken(token)} ${found}`,
    locked ? 'most tokens hide private keys until they get the PIN' : undefined,
  );
}
