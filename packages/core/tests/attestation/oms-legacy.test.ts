// SPDX-License-Identifier: Apache-2.0
import {
  IN_TOTO_PAYLOAD_TYPE,
  MAX_BUNDLE_BYTES,
  OMS_LEGACY_TYPE,
  isOmsStatement,
  isOmsV1Statement,
  legacyPae,
  pae,
  parseStatement,
  readOmsPredicate,
  sha256Hex,
} from '@mpk/core';
import { thrownCode } from '@mpk/testkit';
import { sha } from '../gate/fixtures.js';

const subject = (name: string): any => ({ name, digest: { sha256: sha(name) } });
const payloadOf = (subjects: any[], more: object = {}): Buffer =>
  Buffer.from(
    JSON.stringify({
      _type: 'https://in-toto.io/Statement/v1',
      subject: subjects,
      predicateType: OMS_LEGACY_TYPE,
      predicate: { unused: 'Unused, just passed due to API requirements' },
      ...more,
    }),
  );
const statementOf = (...subjects: any[]) => parseStatement(payloadOf(subjects), MAX_BUNDLE_BYTES);

describe('a statement of model_signing 0.2', () => {
  it('is a signature of a model, though none of OMS v1', () => {
    const statement = statementOf(subject('a'));
    expect([isOmsStatement(statement), isOmsV1Statement(statement)]).toEqual([true, false]);
  });

  it('has the files as its subjects', () => {
    expect(readOmsPredicate(statementOf(subject('b/c'), subject('a')))).toMatchObject({
      dialect: 'v0.2',
      serialization: { method: 'files', hash: 'sha256' },
      files: [
        { name: 'b/c', digests: [sha('b/c')] },
        { name: 'a', digests: [sha('a')] },
      ],
      ignorePaths: [],
    });
  });

  const cases: [string, any[], string][] = [
    ['a name twice', [subject('a'), subject('a')], 'INPUT_MALFORMED'],
    ['a subject without SHA-256', [{ name: 'a', digest: { sha512: 'ab'.repeat(64) } }], 'INPUT_MALFORMED'],
    ['a digest of another length', [{ name: 'a', digest: { sha256: 'ab'.repeat(64) } }], 'INPUT_MALFORMED'],
    ['a name that leaves the model', [subject('../a')], 'MODEL_NAME_INVALID'],
    ['a subject without a name', [{ digest: { sha256: sha('a') } }], 'MODEL_NAME_INVALID'],
    ['"." among several', [subject('.'), subject('a')], 'MODEL_NAME_INVALID'],
  ];
  it.each(cases)('is refused with %s', async (_, subjects, code) => {
    expect(await thrownCode(() => readOmsPredicate(statementOf(...subjects)))).toBe(code);
  });
});

describe('legacyPae', () => {
  it('writes bytes as Python does', () => {
    // Made with pae_compat of PyPI's model-signing 1.1.1.
    const payload = Buffer.from(
      'ewoJIl90eXBlIjogImh0dHBzOi8vaW4tdG90by5pby9TdGF0ZW1lbnQvdjEiLA0KInN1YmplY3QiOiBbeyJuYW1lIjogIml0J3Mgw6lcdTAwZTlcXH8iLCAiZGlnZXN0IjogeyJzaGEyNTYiOiAiMmQ3MTE2NDJiNzI2YjA0NDAxNjI3Y2E5ZmJhYzMyZjVjODUzMGZiMTkwM2NjNGRiMDIyNTg3MTc5MjFhNDg4MSJ9fV0sICJwcmVkaWNhdGVUeXBlIjogImh0dHBzOi8vbW9kZWxfc2lnbmluZy9EaWdlc3RzL3YwLjEiLCAicHJlZGljYXRlIjoge319',
      'base64',
    );
    const signed = legacyPae(IN_TOTO_PAYLOAD_TYPE, payload);
    expect(signed?.toString()).toContain(String.raw`252 b'{\n\t"_type"`);
    expect(signed && sha256Hex(signed)).toBe('211abb900fcb44e17493d8b01ad0aa57e2beae34191907f61141cf6c6305901a');
  });

  it('is never what the right encoding of anything is', () => {
    const payload = payloadOf([subject('a')]);
    const start = (bytes: Buffer | undefined): string | undefined => bytes?.toString('latin1', 0, 6);
    expect([start(legacyPae(IN_TOTO_PAYLOAD_TYPE, payload)), start(pae(IN_TOTO_PAYLOAD_TYPE, payload))]).toEqual([
      'DSSEV1',
      'DSSEv1',
    ]);
  });

  it.each([
    ['OMS v1', payloadOf([subject('a')], { predicateType: 'https://model_signing/signature/v1.0' })],
    ['a type that only begins like it', payloadOf([subject('a')], { predicateType: `${OMS_LEGACY_TYPE}.1` })],
    [
      'the type twice',
      Buffer.from(
        payloadOf([subject('a')])
          .toString()
          .replace('{', '{"predicateType":"x",'),
      ),
    ],
    ['no statement', Buffer.from('{}')],
    ['no JSON', Buffer.from('x')],
    ['more than is read', Buffer.concat([payloadOf([subject('a')]), Buffer.alloc(16 * 1024 * 1024, ' ')])],
  ])('is not made for %s', (_, payload) => {
    expect(legacyPae(IN_TOTO_PAYLOAD_TYPE, payload)).toBeUndefined();
  });
});
