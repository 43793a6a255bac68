// SPDX-License-Identifier: Apache-2.0
import {
  createManifest,
  createOmsStatement,
  judge,
  parseEvidence,
  type Evidence,
  type EvidenceFile,
  type SerializedModel,
  type SignatureAttempt,
  type SignatureRequirement,
  type VerifiedStatement,
} from '@mpk/core';
import { NOW, evidenceOf, finderOf, keyIdentity, policyOf, refusedBy, sha, someBundle } from './fixtures.js';

const files: EvidenceFile[] = [
  { name: 'empty', sizeBytes: 0, sha256: sha('') },
  { name: 'small', sizeBytes: 10, sha256: sha('small') },
  { name: 'weights', sizeBytes: 25, sha256: sha('weights') },
];
const full = files.slice(1);

const shards: SerializedModel = {
  serialization: { method: 'shards', hash: 'sha256', shardSizeBytes: 10 },
  files: [
    { name: 'small', digests: [sha('small')] },
    { name: 'weights', digests: [sha('w0'), sha('w1'), sha('w2')] },
  ],
};
const blake2b: SerializedModel = {
  serialization: { method: 'files', hash: 'blake2b' },
  files: full.map(({ name }) => ({ name, digests: [sha(name) + sha(name)] })),
};

/** A signature that verified over a model in a serialization. */
function signedOver(serialized: SerializedModel, signedFiles = full): SignatureAttempt {
  const payload = createOmsStatement(createManifest(signedFiles), { modelName: 'm', serialized });
  return {
    source: 'model.sig',
    bundleSha256: sha('bundle'),
    signer: 'a',
    outcome: {
      verified: true,
      statement: {
        signer: { identity: keyIdentity('a'), timestamps: [], restsOn: [] },
        statement: JSON.parse(payload.toString()),
      } as unknown as VerifiedStatement,
    },
  };
}

const evidence = (serializations: readonly SerializedModel[], of = full): Evidence =>
  evidenceOf([...of], { serializations, bundles: someBundle });

const judged = (attempts: SignatureAttempt[], stored: Evidence, more: Partial<SignatureRequirement> = {}) =>
  judge({
    evidence: stored,
    policy: policyOf({ requirements: { signature: { anyOf: ['a', 'b'], ...more } } }),
    statements: finderOf(attempts),
    now: NOW,
  });

describe('a signature over another serialization', () => {
  it.each([shards, blake2b])('is held against the digests of the same kind', (model) => {
    expect(judged([signedOver(model)], evidence([blake2b, shards]))).toMatchObject({ verdict: 'pass', code: 'PASSED' });
  });

  it('still decides when the evidence was stored and is read again', () => {
    const stored = parseEvidence(Buffer.from(JSON.stringify(evidence([shards, blake2b]))));
    expect(stored).toEqual(evidence([shards, blake2b]));
    expect(judged([signedOver(shards)], stored).verdict).toBe('pass');
  });

  it.each([shards, blake2b])('leaves it undecided where the evidence has no such digests', (model) => {
    for (const others of [[], [model === shards ? blake2b : shards]]) {
      expect(judged([signedOver(model)], evidence(others))).toMatchObject({
        verdict: 'undecided',
        code: 'NOT_MEASURED',
      });
    }
  });

  it('fails all the same where names or sizes show that these are other files', () => {
    const longer = [full[0]!, { ...full[1]!, sizeBytes: 26 }];
    const cases: [SerializedModel, EvidenceFile[], string][] = [
      [shards, longer, '1 file changed: weights'],
      [shards, full.slice(1), '1 file missing: small'],
      [blake2b, full.slice(1), '1 file missing: small'],
      [blake2b, files, '1 file not signed: empty'],
    ];
    for (const [model, of, found] of cases) {
      const { verdict, requirements } = judged([signedOver(model)], evidence([], of));
      expect([verdict, requirements[0]?.found]).toEqual(['fail', found]);
    }
    expect(judged([signedOver(blake2b)], evidence([], longer)).code).toBe('NOT_MEASURED');
  });

  it('leaves it undecided where only the shard size differs', () => {
    const other = { ...shards, serialization: { ...shards.serialization, shardSizeBytes: 11 } } as SerializedModel;
    const attempt = signedOver({
      ...other,
      files: [shards.files[0]!, { name: 'weights', digests: shards.files[1]!.digests }],
    });
    expect(judged([attempt], evidence([shards])).code).toBe('NOT_MEASURED');
  });

  it('needs no measuring where each file is one shard over SHA-256', () => {
    const large: SerializedModel = {
      serialization: { method: 'shards', hash: 'sha256', shardSizeBytes: 1000 },
      files: full.map(({ name, sha256 }) => ({ name, digests: [sha256] })),
    };
    expect(judged([signedOver(large)], evidence([])).verdict).toBe('pass');
  });

  it('fails where a digest in the middle differs, or the file is longer or shorter', () => {
    const weights = (...digests: string[]): Evidence =>
      evidence([{ ...shards, files: [shards.files[0]!, { name: 'weights', digests }] }]);
    for (const digests of [
      [sha('w0'), sha('x'), sha('w2')],
      [sha('w1'), sha('w0'), sha('w2')],
      [sha('w0'), sha('w1')],
      [sha('w0'), sha('w1'), sha('w2'), sha('w3')],
    ]) {
      const { verdict, requirements } = judged([signedOver(shards)], weights(...digests));
      expect([verdict, requirements[0]?.found]).toEqual(['fail', '1 file changed: weights']);
    }
  });

  it('does not speak of empty files over shards: they are unsigned, and the answer says why', () => {
    const withEmpty: SerializedModel = { ...shards, files: [{ name: 'empty', digests: [] }, ...shards.files] };
    const stored = evidence([withEmpty], files);
    const { verdict, requirements } = judged([signedOver(shards)], stored);
    expect([verdict, requirements[0]?.found]).toEqual(['fail', '1 file not signed: empty']);
    expect(requirements[0]?.fix).toContain('does not speak of empty files');
    expect(judged([signedOver(shards)], stored, { unsignedFiles: 'allow' }).verdict).toBe('pass');
  });

  it('never turns a difference that another signature shows into doubt', () => {
    const attempts = [signedOver(blake2b), refusedBy('b', 'FILES_MISMATCH')];
    expect(judged(attempts, evidence([])).verdict).toBe('fail');
  });

  it('is refused where the policy accepts other hashes, even if it could be judged', () => {
    const result = judged([signedOver(blake2b)], evidence([blake2b]), { hashes: ['sha256', 'blake3'] });
    expect([result.verdict, result.code, result.requirements[0]?.found]).toEqual([
      'fail',
      'REQUIREMENT_FAILED',
      'the signature is over digests of blake2b, the policy accepts sha256, blake3',
    ]);
    expect(judged([signedOver(shards)], evidence([shards]), { hashes: ['sha256'] }).verdict).toBe('pass');
    expect(
      judged([signedOver(blake2b), signedOver(shards)], evidence([blake2b, shards]), { hashes: ['sha256'] }).verdict,
    ).toBe('pass');
  });

  it('does not stand in the way of a signature that can be judged', () => {
    expect(judged([signedOver(blake2b), signedOver(shards)], evidence([shards])).verdict).toBe('pass');
  });
});
