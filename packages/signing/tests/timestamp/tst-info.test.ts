// SPDX-License-Identifier: Apache-2.0
import { thrownCode } from '@mpk/testkit';
import { TAG, contextTag } from '../../src/der/reader.js';
import { derElement, derInteger, derOid } from '../../src/der/writer.js';
import { parseTstInfo } from '../../src/timestamp/tst-info.js';

const IMPRINT = Buffer.alloc(32, 7);
const sha256 = derElement(TAG.sequence, derOid('2.16.840.1.101.3.4.2.1'));
const time = derElement(TAG.generalizedTime, Buffer.from('20260601000000Z'));
const imprintOf = (...more: Buffer[]): Buffer =>
  derElement(TAG.sequence, sha256, derElement(TAG.octetString, IMPRINT), ...more);
const [version, policy, serial] = [derInteger(1), derOid('1.2.3'), derInteger(9)];
const required = [version, policy, imprintOf(), serial, time];
const info = (...fields: Buffer[]): Buffer => derElement(TAG.sequence, ...fields);

const boolean = (value: number): Buffer => derElement(TAG.boolean, Buffer.from([value]));
const [accuracy, ordering, nonce] = [derElement(TAG.sequence, derInteger(1)), boolean(0xff), derInteger(5)];
const authority = derElement(contextTag(0), derElement(TAG.sequence));
const extensions = (...flags: Buffer[]): Buffer =>
  derElement(contextTag(1), derElement(TAG.sequence, derOid('1.2.3.4'), ...flags, derElement(TAG.octetString)));

describe('a TSTInfo', () => {
  it('may have everything that is optional, or nothing', () => {
    const expected = { hash: 'sha256', imprint: IMPRINT, time: new Date('2026-06-01T00:00:00Z') };
    expect(parseTstInfo(info(...required))).toEqual({ ...expected, nonce: undefined });
    const all = info(...required, accuracy, ordering, nonce, authority, extensions());
    expect(parseTstInfo(all)).toEqual({ ...expected, nonce: Buffer.from([5]) });
  });

  it.each<[string, string, Buffer]>([
    ['nothing thrown', 'with an extension that says it is not critical', info(...required, extensions(boolean(0)))],
    ['INPUT_UNSUPPORTED', 'with a critical extension', info(...required, extensions(boolean(0xff)))],
    ['INPUT_MALFORMED', 'with a field too many', info(...required, nonce, derElement(TAG.null))],
    ['INPUT_MALFORMED', 'with its optional fields out of order', info(...required, nonce, accuracy)],
    ['INPUT_MALFORMED', 'with a nonce twice', info(...required, nonce, nonce)],
    ['INPUT_MALFORMED', 'with something beside its imprint', info(version, policy, imprintOf(nonce), serial, time)],
    [
      'INPUT_MALFORMED',
      'with a serial number that is none',
      info(version, policy, imprintOf(), derElement(TAG.integer), time),
    ],
    ['INPUT_MALFORMED', 'without a time', info(version, policy, imprintOf(), serial)],
    ['INPUT_MALFORMED', 'without a policy', info(version, imprintOf(), serial, time)],
    ['INPUT_UNSUPPORTED', 'of version 2', info(derInteger(2), ...required.slice(1))],
  ])('gives %s %s', async (code, _, der) => {
    await expect(thrownCode(() => parseTstInfo(der))).resolves.toBe(code);
  });
});
