// SPDX-License-Identifier: Apache-2.0
// Every place of a timestamp where something could be slipped in, taken away or put twice.
import { createHash } from 'node:crypto';
import { isMpkError } from '@mpk/core';
import { createTimestampAuthority } from '@mpk/testkit/timestamps';
import { readTimestampAuthorities, verifyTimestamp } from '@mpk/signing/timestamp';
import { readChildren, readDer, type DerElement } from '../../src/der/reader.js';
import { derElement } from '../../src/der/writer.js';

const SIGNATURE = Buffer.from('a signature');
const NULL = derElement(0x05);

const authority = await createTimestampAuthority();
const authorities = readTimestampAuthorities({ caPem: authority.authorities.map(({ pem }) => pem).join('') });
const imprint = createHash('sha256').update(SIGNATURE).digest();
const good = authority.answer({ hash: 'sha256', imprint, nonce: Buffer.from([7]), certificates: true }, new Date());

/** What a constructed element at a path could be instead: its children, changed. */
type Change = (children: readonly Buffer[]) => readonly Buffer[];

function* pathsOf(element: DerElement, path: readonly number[] = []): Generator<readonly number[]> {
  if ((element.tag & 0x20) === 0) return;
  yield path;
  for (const [index, child] of readChildren(element, 'test').entries()) yield* pathsOf(child, [...path, index]);
}

/** The same bytes with the children of one element changed, and all lengths right. */
function rewritten(element: DerElement, path: readonly number[], change: Change): Buffer {
  const children = readChildren(element, 'test');
  const [next, ...rest] = path;
  if (next === undefined) return derElement(element.tag, ...change(children.map(({ raw }) => raw)));
  const parts = children.map((child, index) => (index === next ? rewritten(child, rest, change) : child.raw));
  return derElement(element.tag, ...parts);
}

/**
 * Places that say nothing: PKIStatusInfo, the set of digest algorithms, the set of certificates (the issuer is given); and the
 * two algorithms of the signer, which have NULL or nothing beside their name.
 */
const SAYS_NOTHING = ['0', '1.1.0.1', '1.1.0.3', '1.1.0.4.0.2', '1.1.0.4.0.4'];

function* variants(change: Change): Generator<[string, Buffer]> {
  const root = readDer(good, 'test');
  for (const path of pathsOf(root)) {
    const der = rewritten(root, path, change);
    if (!der.equals(good)) yield [path.join('.'), der];
  }
}

function accepted(change: Change): string[] {
  const places: string[] = [];
  for (const [place, der] of variants(change)) {
    try {
      verifyTimestamp(der, SIGNATURE, authorities);
      places.push(place);
    } catch (error) {
      if (!isMpkError(error)) throw error;
    }
  }
  return places;
}

const isSaid = (place: string): boolean =>
  !SAYS_NOTHING.some((quiet) => place === quiet || place.startsWith(`${quiet}.`));

it('is rewritten to itself where nothing is changed', () => {
  expect(verifyTimestamp(good, SIGNATURE, authorities).source).toMatch(/^sha256:/);
  expect([...variants((children) => children)]).toEqual([]);
  expect([...variants((children) => [...children, NULL])].length).toBeGreaterThan(30);
});

it.each<[string, Change]>([
  ['something more at the end', (children) => [...children, NULL]],
  ['something more at the beginning', (children) => [NULL, ...children]],
  ['its last part twice', (children) => [...children, ...children.slice(-1)]],
  ['its first part twice', (children) => [...children.slice(0, 1), ...children]],
  ['nothing', () => []],
  ['its last part missing', (children) => children.slice(0, -1)],
  ['its first part missing', (children) => children.slice(1)],
])('a timestamp that has, anywhere, %s is refused', (_, change) => {
  expect(accepted(change).filter(isSaid)).toEqual([]);
});
