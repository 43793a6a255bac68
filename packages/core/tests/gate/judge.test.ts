// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import {
  createLock,
  createManifest,
  exitOf,
  judge,
  loadCel,
  resultOfError,
  resultSchema,
  serializeLock,
  MpkError,
  type EvidenceFile,
  type SignatureAttempt,
  type SignerIdentity,
} from '@mpk/core';
import { Ajv2020 } from 'ajv/dist/2020.js';
import {
  NOW,
  evidenceOf,
  file,
  finderOf,
  keyIdentity,
  policyOf,
  refusedBy,
  sha,
  someBundle,
  verifiedBy,
} from './fixtures.js';

const files = [file('README.md'), file('w.safetensors', 'weights', { id: 'safetensors', contains: [] })];
const signed = { bundles: someBundle };
const decide = (policy: any, evidence = evidenceOf(files), attempts: any[] = []) =>
  judge({ evidence, policy, statements: finderOf(attempts), now: NOW });

/** The first line of a result, in short. */
const short = (result: ReturnType<typeof judge>) => [result.verdict, result.code, result.requirements[0]?.found];

describe('identity', () => {
  const lockOf = (of: typeof files): string =>
    serializeLock(createLock(createManifest(of), { uri: 'hf://acme/m', createdAt: NOW }));
  const byLock = (of: typeof files) =>
    policyOf({ requirements: { identity: { lock: 'model.lock' } } }, { 'model.lock': lockOf(of) });

  it('passes the pinned files', () => {
    expect(short(decide(byLock(files)))).toEqual(['pass', 'PASSED', '2 files as pinned, pinned from hf://acme/m']);
    const one = [file('a')];
    expect(short(decide(byLock(one), evidenceOf(one)))[2]).toBe('1 file as pinned, pinned from hf://acme/m');
  });

  it.each([
    ['a changed file', [file('README.md', 'x'), files[1]!], '1 file changed: README.md'],
    ['an added file', [...files, file('x.py')], '1 file not pinned: x.py'],
    ['a missing file', [files[0]!], '1 file missing: w.safetensors'],
    [
      'a renamed file',
      [files[0]!, { ...files[1]!, name: 'x.safetensors' }],
      '1 file missing: w.safetensors; 1 file not pinned: x.safetensors',
    ],
  ])('fails %s', (_, found, message) => {
    expect(short(decide(byLock(files), evidenceOf(found)))).toEqual(['fail', 'FILES_MISMATCH', message]);
  });

  it('fails another manifest digest and passes the right one', () => {
    const digest = evidenceOf(files).model.manifestDigest;
    expect(decide(policyOf({ requirements: { identity: { digest } } })).verdict).toBe('pass');
    const other = `sha256:${sha('other')}`;
    expect(short(decide(policyOf({ requirements: { identity: { digest: other } } })))).toEqual([
      'fail',
      'DIGEST_MISMATCH',
      digest,
    ]);
  });

  it('needs both where both are asked for', () => {
    const policy = policyOf(
      { requirements: { identity: { lock: 'model.lock', digest: `sha256:${sha('x')}` } } },
      { 'model.lock': lockOf(files) },
    );
    expect(decide(policy).code).toBe('DIGEST_MISMATCH');
  });

  it('is undecided where the lock cannot be read', () => {
    const policy = policyOf({ requirements: { identity: { lock: 'model.lock' } } }, { 'model.lock': '{' });
    expect(decide(policy)).toMatchObject({ verdict: 'undecided', code: 'INPUT_MALFORMED' });
  });
});

describe('signature', () => {
  const policy = (signature = {}) => policyOf({ requirements: { signature: { anyOf: ['a', 'b'], ...signature } } });
  const judged = (attempts: any[], signature = {}, evidence = evidenceOf(files, signed)) =>
    decide(policy(signature), evidence, attempts);

  it('passes a signature of a wanted signer over exactly these files', () => {
    expect(short(judged([verifiedBy('b', files)]))).toEqual([
      'pass',
      'PASSED',
      `signed by b (key ${`sha256:${sha('b')}`.slice(0, 19)})`,
    ]);
  });

  it('fails without any bundle', () => {
    expect(judged([], {}, evidenceOf(files))).toMatchObject({ verdict: 'fail', code: 'SIGNATURE_MISSING' });
  });

  it('does not count a signer that the requirement does not name', () => {
    expect(judged([verifiedBy('c', files)])).toMatchObject({ verdict: 'fail', code: 'SIGNATURE_MISSING' });
  });

  it.each([
    ['SIGNATURE_INVALID', 'fail'],
    ['IDENTITY_MISMATCH', 'fail'],
    ['CERTIFICATE_INVALID', 'fail'],
    ['LOG_ENTRY_INVALID', 'fail'],
    ['INPUT_MALFORMED', 'undecided'],
    ['INPUT_UNSUPPORTED', 'undecided'],
    ['KEY_INVALID', 'undecided'],
  ])('turns a refusal with %s into %s', (code, verdict) => {
    expect(judged([refusedBy('a', code)])).toMatchObject({ verdict, code });
  });

  it('names the refusal that came furthest', () => {
    expect(judged([refusedBy('a', 'IDENTITY_MISMATCH'), refusedBy('b', 'SIGNATURE_INVALID')]).code).toBe(
      'SIGNATURE_INVALID',
    );
  });

  it.each([
    ['changed', [file('README.md', 'x'), files[1]!]],
    ['missing', [files[0]!]],
    ['renamed', [files[0]!, { ...files[1]!, name: 'v.safetensors' }]],
    ['added', [...files, file('evil.py')]],
  ])('fails when a file is %s after signing', (_, found) => {
    expect(judged([verifiedBy('a', files)], {}, evidenceOf(found, signed))).toMatchObject({
      verdict: 'fail',
      code: 'FILES_MISMATCH',
    });
  });

  it('treats what the signer left out as unsigned unless the policy allows that, and nothing more', () => {
    const evidence = evidenceOf([...files, file('cache/x'), file('evil.py')], signed);
    const left = [verifiedBy('a', files, { ignorePaths: ['cache'] })];
    expect(judged(left, {}, evidence).verdict).toBe('fail');
    expect(judged(left, { unsignedFiles: 'allow-ignored' }, evidence).requirements[0]?.found).toBe(
      '1 file not signed: evil.py',
    );
    expect(
      judged(left, { unsignedFiles: 'allow-ignored' }, evidenceOf([...files, file('cache/x')], signed)).verdict,
    ).toBe('pass');
    expect(judged(left, { unsignedFiles: 'allow' }, evidence).verdict).toBe('pass');
  });

  it('never lets a signed file differ, whatever is allowed unsigned', () => {
    const evidence = evidenceOf([file('README.md', 'x'), files[1]!], signed);
    expect(judged([verifiedBy('a', files)], { unsignedFiles: 'allow' }, evidence).verdict).toBe('fail');
  });

  it('names the newest of several signatures by one signer that count', () => {
    const at = (source: string, of: EvidenceFile[], ...times: string[]): SignatureAttempt => {
      const attempt = verifiedBy('a', of);
      const { signer } = (attempt.outcome as any).statement;
      Object.assign(signer, { timestamps: times.map((time) => new Date(time)) });
      return { ...attempt, source };
    };
    const found = (...attempts: SignatureAttempt[]): string | undefined => judged(attempts).requirements[0]?.found;
    const old = at('old', files, '2026-03-01', '2025-01-01');
    expect(found(old, at('new', files, '2026-02-01'))).toMatch(/\(key .*; the newest of 2 is new\)$/);
    expect(found(at('new', files, '2026-02-01'), old)).toContain('newest of 2 is new');
    // One that is newer and over other files does not count; one without a trusted time may be of any.
    expect(found(old, at('other', [files[0]!], '2026-09-01'), at('untimed', files))).toContain('newest of 2 is old');
    expect(found(at('first', files), at('second', files))).not.toContain('newest');
    expect(found(old)).not.toContain('newest');
  });

  it('warns of a signature by model_signing 0.2, and of nothing else', () => {
    const legacy = verifiedBy('a', files);
    const { statement } = (legacy.outcome as any).statement;
    Object.assign(statement, {
      predicateType: 'https://model_signing/Digests/v0.1',
      subject: files.map(({ name, sha256 }) => ({ name, digest: { sha256 } })),
      predicate: {},
    });
    const result = judged([legacy]);
    expect([result.verdict, result.warnings]).toEqual([
      'pass',
      [expect.stringMatching(/^the signature by a is of model_signing 0\.2/)],
    ]);
    expect(judged([verifiedBy('a', files)]).warnings).toBeUndefined();
    const changed = judged([legacy], {}, evidenceOf([file('README.md', 'x'), files[1]!], signed));
    expect([changed.verdict, changed.code, changed.warnings]).toEqual(['fail', 'FILES_MISMATCH', undefined]);
  });

  it('counts different signers for the threshold', () => {
    const two = [verifiedBy('a', files), verifiedBy('b', files)];
    expect(judged(two, { threshold: 2 }).verdict).toBe('pass');
    expect(judged(two.slice(1), { threshold: 2 })).toMatchObject({ verdict: 'fail', code: 'SIGNATURE_MISSING' });
  });

  it.each<[string, SignerIdentity, SignerIdentity]>([
    ['key', keyIdentity('same'), keyIdentity('same')],
    [
      'identity',
      { method: 'keyless', identity: 'x', issuer: 'y', rootDigest: '1' },
      { method: 'keyless', identity: 'x', issuer: 'y', rootDigest: '2' },
    ],
    [
      'subject',
      { method: 'certificate', subject: 'CN=a', keyDigest: '1', leafDigest: '1', anchorDigest: 'r' },
      { method: 'certificate', subject: 'CN=a', keyDigest: '2', leafDigest: '2', anchorDigest: 'r' },
    ],
  ])('counts one %s under two names once', (_, first, second) => {
    const attempts = [verifiedBy('a', files, { identity: first }), verifiedBy('b', files, { identity: second })];
    expect(judged(attempts, { threshold: 2 }).verdict).toBe('fail');
  });

  it.each<[string, SignerIdentity, SignerIdentity]>([
    [
      'a key and a certificate of it',
      keyIdentity('x'),
      { method: 'certificate', subject: 'CN=a', keyDigest: `sha256:${sha('x')}`, leafDigest: '1', anchorDigest: 'r' },
    ],
    [
      'one subject under two authorities',
      { method: 'certificate', subject: 'CN=a', keyDigest: '1', leafDigest: '1', anchorDigest: 'r' },
      { method: 'certificate', subject: 'CN=a', keyDigest: '2', leafDigest: '2', anchorDigest: 's' },
    ],
  ])('counts %s once', (_, first, second) => {
    const attempts = [verifiedBy('a', files, { identity: first }), verifiedBy('b', files, { identity: second })];
    expect(judged(attempts, { threshold: 2 }).verdict).toBe('fail');
    expect(judged(attempts, { threshold: 1 }).verdict).toBe('pass');
  });

  it('takes "." of model_signing for the one file of a single-file model, and of no folder', () => {
    const one = [file('m.onnx')];
    const dot = [{ name: '.', sha256: one[0]!.sha256 }];
    expect(judged([verifiedBy('a', dot)], {}, evidenceOf(one, { ...signed, singleFile: true })).verdict).toBe('pass');
    expect(judged([verifiedBy('a', dot)], {}, evidenceOf(one, signed)).verdict).toBe('fail');
  });

  it('never passes a set of files that is not the signed one', () => {
    const name = fc.stringMatching(/^[a-e]$/);
    const set = fc.uniqueArray(fc.record({ name, text: fc.constantFrom('1', '2') }), {
      selector: (f) => f.name,
      minLength: 1,
    });
    fc.assert(
      fc.property(set, set, (a, b) => {
        const [have, want] = [a, b].map((list) => list.map((f) => file(f.name, f.text))) as [
          typeof files,
          typeof files,
        ];
        const same = evidenceOf(have).model.manifestDigest === evidenceOf(want).model.manifestDigest;
        expect(judged([verifiedBy('a', want)], {}, evidenceOf(have, signed)).verdict).toBe(same ? 'pass' : 'fail');
      }),
    );
  });
});

describe('formats', () => {
  const torch = file('model.bin', 'x', { id: 'pytorch', contains: ['zip', 'pickle'] });
  const archive = file('a.bz2', 'x', { id: 'bzip2', contains: ['opaque'] });
  const unknown = file('blob', 'x', { id: 'unknown', contains: [] });

  it.each([
    [{ deny: ['pickle'] }, files, 'pass'],
    [{ deny: ['pickle'] }, [...files, torch], 'fail'],
    [{ deny: ['pickle'] }, [...files, unknown], 'fail'],
    [{ deny: ['pickle'], allowUnknown: true }, [...files, unknown], 'pass'],
    [{ deny: ['pickle'] }, [...files, archive], 'fail'],
    [{ deny: ['pickle'], allowUnknown: true }, [...files, archive], 'pass'],
    [{ deny: ['pickle'], allow: ['text', 'safetensors', 'bzip2'] }, [...files, archive], 'fail'],
    [{ allow: ['text', 'safetensors', 'bzip2', 'opaque'] }, [...files, archive], 'pass'],
    [{ allow: ['text', 'safetensors'] }, files, 'pass'],
    [{ allow: ['text'] }, files, 'fail'],
    [{ allow: ['text', 'safetensors'], allowUnknown: true }, [...files, unknown], 'pass'],
    [{ allow: ['text', 'safetensors', 'pytorch'] }, [...files, torch], 'fail'],
    [{ allow: ['text', 'safetensors', 'pytorch', 'zip', 'pickle'] }, [...files, torch], 'pass'],
  ] as const)('%j', (formats, found, verdict) => {
    expect(decide(policyOf({ requirements: { formats } }), evidenceOf([...found])).verdict).toBe(verdict);
  });

  it.each([
    ["model.files.all(f, !has(f.format) || f.format != 'pickle')", 'undecided'],
    ["!model.files.exists(f, 'pickle' in f.contains)", 'undecided'],
    ["!model.name.contains('x')", 'pass'],
  ])('of which %s speaks are needed for an answer: %s without them', async (cel, verdict) => {
    const evidence = evidenceOf([{ ...files[0]!, format: undefined }]);
    const policy = policyOf({ rules: [{ id: 'r', cel, message: 'no' }] });
    const result = judge({ evidence, policy, statements: finderOf([]), now: NOW, cel: await loadCel() });
    expect(result.verdict).toBe(verdict);
  });

  it('are undecided where contents were not looked at', () => {
    const bare = { ...files[0]!, format: undefined };
    expect(decide(policyOf({ requirements: { formats: {} } }), evidenceOf([bare]))).toMatchObject({
      verdict: 'undecided',
      code: 'CHECK_BROKEN',
    });
  });
});

describe('files', () => {
  const byFiles = (requirement: any, signature?: any) =>
    policyOf({ requirements: { files: requirement, ...(signature && { signature }) } });

  it('requires and denies by glob', () => {
    expect(decide(byFiles({ require: ['README.md', '*.safetensors'], deny: ['**/*.py'] })).verdict).toBe('pass');
    expect(decide(byFiles({ require: ['LICENSE'] })).requirements[0]?.found).toBe('nothing matches LICENSE');
    expect(decide(byFiles({ deny: ['**/*.py'] }), evidenceOf([...files, file('a/b.py')])).requirements[0]?.found).toBe(
      'denied: a/b.py',
    );
  });

  it.each([
    ['.git*', '.git, .gitattributes'],
    ['.git', '.git'],
    ['.git/**', '.git'],
    ['.git/', '.git'],
    ['**/.gitattributes', '.gitattributes'],
  ])('holds what every model leaves out to denied globs too: %s', (glob, found) => {
    const evidence = evidenceOf(files, { ignored: ['.git', '.gitattributes', 'model.sig'] });
    expect(short(decide(byFiles({ deny: [glob] }), evidence))).toEqual([
      'fail',
      'REQUIREMENT_FAILED',
      `denied: ${found}`,
    ]);
  });

  it.each([['*.sig'], ['.github'], ['**/*.py'], ['.git/hooks/x']])(
    'takes for denied neither a signature, nor what is not there, nor what nobody looked at: %s',
    (glob) => {
      const evidence = evidenceOf(files, { ignored: ['.git', 'model.sig'] });
      expect(decide(byFiles({ deny: [glob] }), evidence).verdict).toBe('pass');
      expect(decide(byFiles({ require: ['.git'] }), evidence).verdict).toBe('fail');
    },
  );

  it('needs a required file to be signed where a signature is asked for', () => {
    const policy = byFiles({ require: ['*.safetensors'] }, { anyOf: ['a'], unsignedFiles: 'allow' });
    expect(decide(policy, evidenceOf(files, signed), [verifiedBy('a', [files[0]!])]).verdict).toBe('fail');
    expect(decide(policy, evidenceOf(files, signed), [verifiedBy('a', files)]).verdict).toBe('pass');
  });
});

describe('rules', () => {
  const ruled = async (cel: string, mode?: any) =>
    judge({
      evidence: evidenceOf(files),
      policy: policyOf({ rules: [{ id: 'r', cel, message: 'too large', mode }] }),
      statements: finderOf([]),
      cel: await loadCel(),
      now: NOW,
    });

  it.each([
    ['model.sizeBytes < 100', 'pass'],
    ['model.sizeBytes > 100', 'fail'],
    ['model.sizeBytes', 'fail'],
    ['model.nothing == 1', 'fail'],
    ['"true"', 'fail'],
    ['model.files.all(f, f.format != "pickle")', 'pass'],
  ])('%s gives %s', async (cel, verdict) => {
    expect((await ruled(cel)).verdict).toBe(verdict);
  });

  it('tells the rule’s own message', async () => {
    expect((await ruled('false')).requirements[0]?.found).toBe('too large (gave false)');
  });

  it('is undecided on text that is no expression', async () => {
    expect(await ruled('1 +')).toMatchObject({ verdict: 'undecided', code: 'POLICY_INVALID' });
  });

  it('leaves the verdict alone in mode warn, and a policy of advice alone undecided', async () => {
    const policy = policyOf({
      requirements: { files: {} },
      rules: [{ id: 'r', cel: 'false', message: 'm', mode: 'warn' }],
    });
    const result = judge({
      evidence: evidenceOf(files),
      policy,
      statements: finderOf([]),
      cel: await loadCel(),
      now: NOW,
    });
    expect([result.verdict, result.requirements[1]?.outcome, result.requirements[1]?.mode]).toEqual([
      'pass',
      'fail',
      'warn',
    ]);
    expect(await ruled('true', 'warn')).toMatchObject({ verdict: 'undecided', code: 'NOTHING_TO_CHECK' });
  });

  it('are undecided without an evaluator', () => {
    const policy = policyOf({ rules: [{ id: 'r', cel: 'true', message: 'm' }] });
    expect(decide(policy)).toMatchObject({ verdict: 'undecided', code: 'CHECK_BROKEN' });
  });
});

describe('what cannot be decided', () => {
  it('is a policy that requires nothing', () => {
    expect(decide(policyOf({}))).toMatchObject({ verdict: 'undecided', code: 'NOTHING_TO_CHECK' });
  });

  it('is a policy with fields that this version does not enforce, even when all else passes', () => {
    const policy = policyOf({ requirements: { files: {} } }, {}, ['/spec/requirements/lineage']);
    expect(decide(policy)).toMatchObject({ verdict: 'undecided', code: 'POLICY_NOT_ENFORCED' });
  });

  it('is a model that the policy does not speak of', () => {
    const policy = policyOf({
      match: [{ uri: 'hf://other/*' }, { path: '/elsewhere/**' }],
      requirements: { files: {} },
    });
    expect(decide(policy)).toMatchObject({ verdict: 'undecided', code: 'POLICY_NOT_APPLICABLE' });
    expect(decide(policyOf({ match: [{ uri: 'hf://acme/*' }], requirements: { files: {} } })).verdict).toBe('pass');
  });

  it('loses to a refusal', () => {
    const policy = policyOf({ requirements: { files: { deny: ['**'] } } }, {}, ['/spec/extends']);
    expect(decide(policy).verdict).toBe('fail');
  });
});

describe('exceptions', () => {
  const digest = evidenceOf(files).model.manifestDigest;
  const exception = (overrides = {}): any => ({
    id: 'EX-1',
    requirement: 'formats',
    match: { digest },
    reason: 'export pending',
    expires: '2026-11-23',
    ...overrides,
  });
  const judged = (ex: any) => decide(policyOf({ requirements: { formats: { allow: ['text'] } }, exceptions: [ex] }));

  it('waive a requirement for one model up to and on their last day', () => {
    const result = judged(exception());
    expect([result.verdict, result.requirements[0]?.exception]).toEqual(['pass', 'EX-1']);
    expect(result.requirements[0]?.found).toContain('waived by EX-1 until 2026-11-23: export pending');
  });

  it.each([
    ['after their last day', { expires: '2026-11-22' }],
    ['for another model', { match: { digest: `sha256:${sha('x')}` } }],
    ['for another requirement', { requirement: 'files' }],
  ])('do not count %s', (_, overrides) => {
    expect(judged(exception(overrides)).verdict).toBe('fail');
  });

  it('say when they ended', () => {
    expect(judged(exception({ expires: '2026-11-22' })).requirements[0]?.found).toContain(
      'exception EX-1 expired on 2026-11-22',
    );
  });

  it('never waive the signature or the identity', () => {
    const policy = policyOf({
      requirements: { signature: { anyOf: ['a'] } },
      exceptions: [exception({ requirement: 'signature' })],
    });
    expect(decide(policy).verdict).toBe('fail');
  });
});

describe('exitOf', () => {
  it.each([
    ['pass', 'PASSED', 'enforce', 0],
    ['fail', 'FILES_MISMATCH', 'enforce', 10],
    ['undecided', 'NOTHING_TO_CHECK', 'enforce', 20],
    ['undecided', 'NETWORK_UNAVAILABLE', 'enforce', 75],
    ['undecided', 'INTERNAL', 'enforce', 70],
    ['undecided', 'USAGE', 'enforce', 2],
    ['fail', 'FILES_MISMATCH', 'warn', 0],
    ['undecided', 'INTERNAL', 'audit', 70],
    ['undecided', 'CANCELLED', 'warn', 20],
    ['undecided', 'POLICY_INVALID', 'audit', 0],
  ] as const)('%s with %s in mode %s is %i', (verdict, code, mode, exit) => {
    expect(exitOf({ verdict, code, mode })).toBe(exit);
  });

  it('is never 0 for anything but pass under enforce', () => {
    for (const verdict of ['fail', 'undecided'] as const)
      expect(exitOf({ verdict, code: 'PASSED', mode: 'enforce' })).not.toBe(0);
  });
});

describe('what is left out of a model', () => {
  const claim = (line: number) => ({ source: `claims.jsonl:${line}`, sha256: sha(`${line}`), content: 'e30=' });
  const shown = (bundles: any[], attempts: any[]) =>
    decide(
      policyOf({ trust: { signers: { a: {}, b: {} } as any }, requirements: { signature: { anyOf: ['a'] } } }),
      evidenceOf(files, { bundles, ignored: ['.git', 'claims.jsonl', 'model.sig'] }),
      attempts,
    ).model.ignored;
  const by = (signer: string, line: number) => ({ ...verifiedBy(signer, files), source: `claims.jsonl:${line}` });

  it('hides claims where each line is signed by somebody whom the policy knows', () => {
    expect(shown([claim(1), claim(2)], [by('a', 1), by('b', 2)])).toEqual(['.git']);
  });

  it.each([
    ['a line is signed by nobody', [claim(1), claim(2)], [by('a', 1), refusedBy('a', 'SIGNATURE_INVALID')]],
    ['all lines are signed by strangers', [claim(1)], [by('c', 1)]],
    ['the file holds no claims, as one that is ignored on purpose', [], []],
  ])('shows claims where %s', (_, bundles, attempts) => {
    expect(shown(bundles, attempts)).toEqual(['.git', 'claims.jsonl']);
  });
});

describe('the result contract', () => {
  const valid = new Ajv2020({ strict: true }).compile(resultSchema);

  it('fits its published schema, for answers and for errors', () => {
    const results = [
      decide(policyOf({ requirements: { files: { deny: ['**'] }, formats: {} } })),
      resultOfError(new MpkError('INPUT_MALFORMED', 'x', { hint: 'y' }), 'm'),
      resultOfError(new TypeError('secret detail'), 'm'),
    ];
    for (const result of results)
      expect([valid(JSON.parse(JSON.stringify(result))), valid.errors]).toEqual([true, null]);
  });

  it('keeps the text of foreign errors to itself', () => {
    expect(JSON.stringify(resultOfError(new TypeError('secret detail'), 'm'))).not.toContain('secret');
  });

  it('is pinned', () => {
    expect(
      decide(policyOf({ requirements: { files: { require: ['README.md'], deny: ['*.safetensors'] } } })),
    ).toMatchSnapshot();
  });
});
