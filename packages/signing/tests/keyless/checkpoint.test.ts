// SPDX-License-Identifier: Apache-2.0
import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { thrownCode } from '@mpk/testkit';
import { assertSignedByLog, parseCheckpoint } from '../../src/keyless/checkpoint.js';
import { readLogKey } from '../../src/keyless/log-key.js';

const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const ID = randomBytes(32);
const ROOT = randomBytes(32).toString('base64');
const LOG = readLogKey(
  {
    logId: { keyId: ID.toString('base64') },
    publicKey: {
      rawBytes: publicKey.export({ type: 'spki', format: 'der' }).toString('base64'),
      keyDetails: 'PKIX_ED25519',
      validFor: { start: '2026-01-01T00:00:00Z' },
    },
  },
  'tlogs',
)!;

/** Signs a note, whatever it says. */
function signed(note: string, { name = 'log.example', hint = ID.subarray(0, 4), more = '' } = {}): string {
  const signature = Buffer.concat([hint, sign(null, Buffer.from(note), privateKey)]).toString('base64');
  return `${note}\n\u2014 ${name} ${signature}\n${more}`;
}

const NOTE = `log.example\n12\n${ROOT}\n`;
const WITNESS = `\u2014 witness.example ${randomBytes(68).toString('base64')}\n`;
const check = (envelope: string): Promise<string> =>
  thrownCode(() => assertSignedByLog(parseCheckpoint(envelope), LOG));

describe('a checkpoint', () => {
  it('says which tree it is the head of', () => {
    const { origin, treeSize, rootHash } = parseCheckpoint(signed(NOTE));
    expect([origin, treeSize, rootHash.toString('base64')]).toEqual(['log.example', 12, ROOT]);
  });

  it.each<[string, string]>([
    ['is signed by its log', signed(NOTE)],
    ['has other lines of its log', signed(`${NOTE}more\nand more\n`)],
    ['has the number of a tree in its origin', signed(`log.example - 1193050959916656506\n0\n${ROOT}\n`)],
    ['is signed by a witness too', signed(NOTE, { more: WITNESS })],
    ['is signed by as many as are read', signed(NOTE, { more: WITNESS.repeat(63) })],
    [
      'has a second signature in the name of its log, which does not verify',
      signed(NOTE, {
        more: `\u2014 log.example ${Buffer.concat([ID.subarray(0, 4), randomBytes(64)]).toString('base64')}\n`,
      }),
    ],
  ])('is accepted where it %s', async (_, envelope) => {
    await expect(check(envelope)).resolves.toBe('nothing thrown');
  });

  // All of these are signed by the log's own key: nothing but their form is wrong.
  it.each<[string, string]>([
    ['has no origin', signed(`\n12\n${ROOT}\n`)],
    ['has no size', signed(`log.example\n\n${ROOT}\n`.replace('\n\n', '\n'))],
    ['has a size with a sign', signed(`log.example\n+12\n${ROOT}\n`)],
    ['has a size with a zero before it', signed(`log.example\n012\n${ROOT}\n`)],
    ['has a size that no number can hold', signed(`log.example\n99999999999999999\n${ROOT}\n`)],
    ['has a root that is no base64', signed(`log.example\n12\n${ROOT.slice(0, -1)}!\n`)],
    ['has a root with stray bits', signed(`log.example\n12\n${Buffer.alloc(32).toString('base64').slice(0, -2)}B=\n`)],
    ['has a short root', signed(`log.example\n12\n${randomBytes(31).toString('base64')}\n`)],
    ['has a long root', signed(`log.example\n12\n${randomBytes(33).toString('base64')}\n`)],
    ['has nothing but a size', signed('12\n')],
    ['begins with an empty line', `\n\n${signed(NOTE)}`],
    ['has no signature', `${NOTE}\n`],
    ['has no line end', signed(NOTE).trimEnd()],
    ['has something behind its signatures', signed(NOTE, { more: 'more' })],
    ['has a line among its signatures that is none', signed(NOTE, { more: 'more\n' })],
    ['has a signature without a name', signed(NOTE, { more: `\u2014 ${randomBytes(68).toString('base64')}\n` })],
    ['has a signature without bytes', signed(NOTE, { more: '\u2014 witness.example AAAAAA==\n' })],
    ['is signed by more than are read', signed(NOTE, { more: WITNESS.repeat(64) })],
    ['is signed in the name of another', signed(NOTE, { name: 'other.example' })],
    ['is signed in the name of a part of it', signed(NOTE, { name: 'log' })],
    ['is signed with another hint', signed(NOTE, { hint: randomBytes(4) })],
    ['is of a log whose name goes on', signed(`log.example.evil\n12\n${ROOT}\n`)],
  ])('throws LOG_ENTRY_INVALID where it %s', async (_, envelope) => {
    await expect(check(envelope)).resolves.toBe('LOG_ENTRY_INVALID');
  });
});
