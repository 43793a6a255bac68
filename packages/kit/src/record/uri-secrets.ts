// SPDX-License-Identifier: Apache-2.0
import { looksLikeSecret } from './secrets.js';

const ADDRESS = /^(?<scheme>[a-z][a-z0-9+.-]*):(?:\/\/(?:(?<login>[^/?#]*)@)?)?/i;
/** ssh needs its user; for all others a user name is part of a credential. */
const NEEDS_USER = /^(?:git\+)?ssh$/i;
/** Parameters by which services let in whoever has the address, whatever their values look like. */
const SIGNED =
  /^(?:sig|signature|token|access_token|id_token|AWSAccessKeyId|GoogleAccessId|X-(?:Amz|Goog)-(?:Signature|Credential|Security-Token))$/i;

/** An address that may be written down. */
export interface PublicUri {
  readonly uri: string;
  /** what was taken out, by name: `user name and password`, names of parameters */
  readonly removed: readonly string[];
}

/** An address without what lets somebody in: user name and password, signatures, tokens. A text that is no address stays. */
export function publicUri(uri: string): PublicUri {
  const { scheme, login } = ADDRESS.exec(uri)?.groups ?? {};
  if (scheme === undefined) return { uri, removed: [] };
  const removed: string[] = [];
  let text = uri;
  if (login !== undefined) {
    const user = NEEDS_USER.test(scheme) ? `${login.split(':', 1)[0] ?? ''}@` : '';
    text = `${scheme}://${user}${uri.slice(`${scheme}://${login}@`.length)}`;
    if (text !== uri) removed.push('user name and password');
  }
  const at = text.search(/[?#]/);
  if (at < 0) return { uri: text, removed };
  const parameters = text.slice(at).match(/[?#&;][^?#&;]*/g) ?? [];
  const kept = parameters.filter((parameter) => {
    const [name = '', value = ''] = parameter.slice(1).split(/=(.*)/s).map(decoded);
    const isSecret = value !== '' && (SIGNED.test(name) || looksLikeSecret(name, value));
    if (isSecret) removed.push(name);
    return !isSecret;
  });
  // Where the first parameter is gone, the next one comes first.
  const query = kept.join('');
  const start = /^[&;]/.test(query) ? `${text.charAt(at)}${query.slice(1)}` : query;
  return { uri: `${text.slice(0, at)}${start}`, removed };
}

/** A copy of a document whose addresses are all public; what was taken out is added to `notRecorded`, by name. */
export function withPublicUris<T>(value: T, path: string, notRecorded: string[]): T;
export function withPublicUris(value: unknown, path: string, notRecorded: string[]): unknown {
  if (typeof value === 'string') {
    const { uri, removed } = publicUri(value);
    if (removed.length > 0) notRecorded.push(`${path} (${removed.join(', ')})`);
    return uri;
  }
  if (Array.isArray(value)) {
    return value.map((item: unknown, i) => withPublicUris(item, `${path}[${i}]`, notRecorded));
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [
      name,
      withPublicUris(member as unknown, `${path}.${name}`, notRecorded),
    ]),
  );
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
