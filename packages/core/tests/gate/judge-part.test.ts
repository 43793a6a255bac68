// SPDX-License-Identifier: Apache-2.0
import { Ajv2020 } from 'ajv/dist/2020.js';
import {
  createLock,
  createManifest,
  exitOf,
  judgePart,
  matchesGlob,
  resultSchema,
  serializeLock,
  type EvidenceFile,
  type ModelPolicy,
  type SignatureAttempt,
  type VerifyResult,
} from '@mpk/core';
import { NOW, evidenceOf, file, finderOf, policyOf, refusedBy, someBundle, verifiedBy } from './fixtures.js';

const weights = [file('a.safetensors'), file('b.safetensors')];
const files = [...weights, file('config.json')];
const signature = { anyOf: ['a'] };

interface Part {
  readonly of?: EvidenceFile[];
  readonly attempts?: SignatureAttempt[];
  readonly references?: Record<string, string>;
  readonly only?: string;
}

/** Judges the weights of a model, as they were signed unless said otherwise. */
function judged(
  spec: ModelPolicy['spec'],
  { of = weights, attempts, references = {}, only = '*.safetensors' }: Part = {},
): VerifyResult {
  return judgePart(
    {
      evidence: evidenceOf(of, { bundles: someBundle }),
      policy: policyOf(spec, references),
      statements: finderOf(attempts ?? [verifiedBy('a', files)]),
      now: NOW,
    },
    { only: [only], looksAt: (name) => matchesGlob(only, name), notLookedAt: ['config.json'] },
  );
}

const idsOf = ({ requirements }: VerifyResult): [string, string][] =>
  requirements.map(({ id, outcome }) => [id, outcome]);

describe('a part of a model', () => {
  it('is never a pass: what agrees leaves it undecided, and the answer says what was not looked at', () => {
    const result = judged({ requirements: { signature } });
    expect(result).toMatchObject({
      verdict: 'undecided',
      code: 'PARTIAL',
      scope: { only: ['*.safetensors'], lookedAt: 2, notLookedAt: 1, notLookedAtNames: ['config.json'] },
    });
    expect(idsOf(result)).toEqual([
      ['signature', 'pass'],
      ['scope', 'undecided'],
    ]);
    expect(result.requirements[1]?.found).toBe('looked at 2 files, not at 1 file: config.json');
    expect(new Ajv2020({ strict: true }).compile(resultSchema)(result)).toBe(true);
  });

  it('has no digest that could be taken for the model', () => {
    expect(judged({ requirements: { signature } }).model).toEqual({ uri: 'hf://acme/m@c0ffee' });
  });

  it.each(['enforce', 'warn', 'audit'] as const)(
    'is never excused under %s: it is no verdict of the policy',
    (mode) => {
      expect(exitOf(judged({ mode, requirements: { signature } }))).toBe(20);
      const changed = { of: [file('a.safetensors', 'changed'), file('b.safetensors')] };
      expect(exitOf(judged({ mode, requirements: { signature } }, changed))).toBe(10);
    },
  );

  it.each([
    ['allow', 'undecided', 'NOTHING_TO_CHECK'],
    ['deny', 'fail', 'FILES_MISMATCH'],
  ] as const)(
    'no file of which was signed does not pass where unsigned files are %s',
    (unsignedFiles, outcome, code) => {
      const of = [file('evil.pkl')];
      const result = judged({ requirements: { signature: { ...signature, unsignedFiles } } }, { of, only: '*.pkl' });
      expect(result.requirements[0]).toMatchObject({ id: 'signature', outcome, code });
    },
  );

  const faults: [string, Part, string][] = [
    ['a changed file', { of: [weights[0]!, file('b.safetensors', 'x')] }, '1 file changed: b.safetensors'],
    ['a missing file', { of: weights.slice(1) }, '1 file missing: a.safetensors'],
    ['a file that nobody signed', { of: [...weights, file('c.safetensors')] }, '1 file not signed: c.safetensors'],
  ];
  it.each(faults)('fails with %s', (_, part, found) => {
    const result = judged({ requirements: { signature } }, part);
    expect([result.verdict, result.code, result.requirements[0]?.found]).toEqual(['fail', 'FILES_MISMATCH', found]);
    expect(exitOf(result)).toBe(10);
  });

  it('does not fail for what was not looked at', () => {
    const attempts = [verifiedBy('a', [...weights, file('config.json', 'other')])];
    expect(judged({ requirements: { signature } }, { attempts }).code).toBe('PARTIAL');
  });

  it('fails for a signature that does not verify, or by others', () => {
    for (const code of ['SIGNATURE_INVALID', 'IDENTITY_MISMATCH']) {
      expect(judged({ requirements: { signature } }, { attempts: [refusedBy('a', code)] })).toMatchObject({
        verdict: 'fail',
        code,
      });
    }
  });

  it('is held to a lock, sizes too', () => {
    const lock = (of: EvidenceFile[]): Record<string, string> => ({
      'model.lock': serializeLock(createLock(createManifest(of), { createdAt: NOW })),
    });
    const spec = { requirements: { identity: { lock: 'model.lock' } } };
    expect(idsOf(judged(spec, { references: lock(files) }))).toEqual([
      ['identity', 'pass'],
      ['scope', 'undecided'],
    ]);
    const other = [{ ...weights[0]!, sizeBytes: 1 }, ...files.slice(1)];
    expect(judged(spec, { references: lock(other) })).toMatchObject({ verdict: 'fail', code: 'FILES_MISMATCH' });
    expect(judged(spec, { references: lock(files.slice(1)) })).toMatchObject({ verdict: 'fail' });
  });

  it('is not judged for what is said of a whole model', () => {
    const result = judged({
      requirements: {
        identity: { digest: `sha256:${'0'.repeat(64)}` },
        signature,
        files: { deny: ['*'] },
        formats: { deny: ['text'] },
        attestations: [{ id: 'x', predicateType: 'https://x.example', signedBy: ['a'] }],
      },
      rules: [{ id: 'r', cel: 'false', message: 'no' }],
    });
    expect([result.verdict, idsOf(result)]).toEqual([
      'undecided',
      [
        ['identity', 'undecided'],
        ['signature', 'pass'],
        ['files', 'undecided'],
        ['formats', 'undecided'],
        ['attestation:x', 'undecided'],
        ['rule:r', 'undecided'],
        ['scope', 'undecided'],
      ],
    ]);
  });

  it('is undecided under a policy that asks for nothing, or speaks of other models', () => {
    expect(judged({}).code).toBe('NOTHING_TO_CHECK');
    expect(judged({ match: [{ uri: 'hf://other/*' }], requirements: { signature } }).code).toBe(
      'POLICY_NOT_APPLICABLE',
    );
  });

  it('is undecided where a check breaks', () => {
    expect(judged({ requirements: { identity: { lock: 'gone.lock' } } })).toMatchObject({ verdict: 'undecided' });
  });
});
