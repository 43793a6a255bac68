// SPDX-License-Identifier: Apache-2.0
import { showName } from '@mpk/core';
import type { WantedKey } from '../pkcs11/configuration.js';
import { CKF } from './constants.js';
import type { Cryptoki, Handle, Info } from './cryptoki.js';
import { Refusal } from './refusal.js';

/** Most of what was found that an error lists. */
const MAX_LISTED = 10;

/** A token in its slot, with what a URI can say about them and their library. */
export interface Token {
  readonly slot: Handle;
  readonly flags: number;
  readonly libraryVersion: string;
  readonly text: Readonly<Record<Exclude<keyof WantedKey['text'], 'object'>, string>>;
}

/** All tokens that the module has and that are ready for use. */
export function listTokens(cryptoki: Cryptoki): Token[] {
  const library = cryptoki.libraryInfo();
  return cryptoki.slots().flatMap((slot) => {
    const info = cryptoki.tokenInfo(slot);
    const isReady = info !== undefined && (Number(info['flags']) & CKF.TOKEN_INITIALIZED) !== 0;
    return isReady ? [tokenOf(slot, { library, slot: cryptoki.slotInfo(slot), token: info })] : [];
  });
}

function tokenOf(handle: Handle, { library, slot, token }: Record<'library' | 'slot' | 'token', Info>): Token {
  return {
    slot: handle,
    flags: Number(token['flags']),
    libraryVersion: Array.from(library['version'] as Uint8Array).join('.'),
    text: {
      token: textOf(token['label']),
      manufacturer: textOf(token['manufacturer']),
      serial: textOf(token['serial']),
      model: textOf(token['model']),
      'library-manufacturer': textOf(library['manufacturer']),
      'library-description': textOf(library['description']),
      'slot-description': textOf(slot['description']),
      'slot-manufacturer': textOf(slot['manufacturer']),
    },
  };
}

/**
 * The one token that is meant. Several are an error even where only one has the key: a PIN must not be tried on a stranger.
 *
 * @throws Refusal `key-not-found`, `key-ambiguous`
 */
export function chooseToken(tokens: readonly Token[], wanted: WantedKey): Token {
  const [first, ...others] = tokens.filter((token) => isMeant(token, wanted));
  if (first === undefined) {
    throw new Refusal(
      'key-not-found',
      tokens.length === 0 ? 'it has no token' : `no token is as the URI says; there is ${list(tokens)}`,
      tokens.length === 0 ? 'is the device plugged in, and does the module find its configuration?' : undefined,
    );
  }
  if (others.length === 0) return first;
  throw new Refusal(
    'key-ambiguous',
    `the URI fits ${others.length + 1} tokens: ${list([first, ...others])}`,
    'add serial= or slot-id= to the URI',
  );
}

/** A token, for messages. */
export const showToken = ({ text, slot }: Pick<Token, 'text' | 'slot'>): string =>
  `token ${quote(text.token)} (serial ${quote(text.serial)}, slot-id ${slot})`;

/** Text of a module for messages, in quotes. */
export const quote = (text: string): string => `"${showName(text).replace(/^"|"$/g, '')}"`;

/** At most {@link MAX_LISTED} of what was found. */
export function listed(items: readonly string[]): string {
  const more = items.length - MAX_LISTED;
  return [...items.slice(0, MAX_LISTED), ...(more > 0 ? [`and ${more} more`] : [])].join(', ');
}

const list = (tokens: readonly Token[]): string => listed(tokens.map(showToken));

function isMeant(token: Token, { text, slotId, libraryVersion }: WantedKey): boolean {
  const names = Object.keys(token.text) as (keyof Token['text'])[];
  return (
    names.every((name) => text[name] === undefined || unpadded(text[name]) === token.text[name]) &&
    (slotId === undefined || BigInt(slotId) === BigInt(token.slot)) &&
    // RFC 7512 section 2.3: without a minor version, 0 is meant.
    (libraryVersion === undefined || withMinor(libraryVersion) === token.libraryVersion)
  );
}

const withMinor = (version: string): string => (version.includes('.') ? version : `${version}.0`);

/** PKCS#11 fills texts up with blanks; some modules do it with zeros. */
const textOf = (bytes: unknown): string => unpadded(Buffer.from(bytes as Uint8Array).toString('utf8'));

const unpadded = (text: string): string => text.replace(/[ \0]+$/, '');
