// SPDX-License-Identifier: Apache-2.0
import { explainPolicy, parsePolicy, policyFaults, policyTemplate, resolvePolicy } from '../../src/index.js';
import { bytesOf, DIGEST, FULL_POLICY, policyOf } from './example.js';

const now = new Date('2026-12-30T12:00:00Z');
const explain = async (text: string): Promise<string> => {
  const readFile = (path: string): Promise<Uint8Array> => Promise.resolve(bytesOf(path));
  return explainPolicy(await resolvePolicy(await parsePolicy(bytesOf(text)), { folder: '/p', readFile }), now);
};

describe('explainPolicy', () => {
  it('says what is required, by whom, what is waived, and what follows', async () => {
    const text = await explain(FULL_POLICY);
    expect(text).toBe(text.trim());
    for (const line of [
      'ClusterModelPolicy production 1.0.0',
      '  - models whose URI matches hf://acme/*',
      '  - models whose path matches models/** below /p',
      `  - identity: the model with the manifest digest ${DIGEST}`,
      '  - signature: signed by at least 2 of',
      '    offline: the key keys/offline.pub, from 2026-01-01, until 2027-06-30, at the time that tsa or other vouches for, which must be there',
      '    inline: the key in the policy',
      '    pki: a certificate for CN=ML Release, O=ACME and release@acme.example, issued by ca.pem, at the time that tsa vouches for',
      'Trusts the roots:',
      '  - corp: trust/corp.json',
      '    logEntries: at least 2',
      '  - public: the public Sigstore instance, as this version knows it',
      '  - mirror: what the TUF repository https://tuf.corp.example says, as last fetched',
      "    Sigstore's own library must accept it too",
      'Trusts no longer:',
      `  - ${DIGEST}, since 2026-03-01`,
      '    because: lost',
      '  - signature: files that no signature covers are refused',
      '  - signature: over digests of sha256 or blake3',
      '  - files: none that match **/*.py',
      '  - formats: only safetensors, json; no pickle; no files of unknown format',
      '  - attestation training: https://slsa.dev/provenance/v1, signed by at least 2 of release, offline',
      '    about every file that matches *.safetensors',
      '    not older than 90d',
      '    where predicate.x == 1',
      '    where predicate.y == 2, else: no y',
      '  - audit: no contradiction or gap of severity medium or worse',
      '    with base-model-differs: critical, card-missing: off',
      '  - licenses: only apache-2.0, mit; not gpl-3.0; a model without a known licence is refused',
      '  - metadata: known license, parameters.count (measured)',
      '  - bom: 60 % of g7-2026 is there, 40 % of it is backed by a source',
      '  - provenance: signed by any of release',
      '    built by https://acme.example/*',
      '    from code in https://github.com/acme/*',
      '  - base models: as signed provenance states them',
      '    each must be signed by any of release',
      '    only pkg:huggingface/acme/*',
      '    over 5 generations at most',
      '  - datasets: as signed provenance states them',
      '    each must be known by its digest',
      'Accepts in place of all that, where it is asked for:',
      '  - a verification summary by https://ci.acme.example/gate, signed by any of release, not older than 7d',
      `  - EX-9 waives attestation:training for ${DIGEST} until 2026-12-31 (2 days left)`,
      '  - size (warn: never changes the verdict): model.sizeBytes < 40000000000',
      `  - EX-7 waives formats for ${DIGEST} until 2026-12-31 (2 days left)`,
      '    because: until ported, approved by sec@corp.example (not proven)',
      `  - EX-8 waives rule:size for ${DIGEST} until 2026-12-31 (2 days left)`,
      'Not enforced by this version, so every verdict is undecided:',
      '  - /spec/requirements/lineage',
      'If something is not met: the verdict is fail and the pipeline stops.',
    ]) {
      expect(text.split('\n')).toContain(line);
    }
    expect(text).toMatch(/identity: exactly the files in model\.lock \(sha256 [0-9a-f]{64}\)/);
    expect(text).toMatch(
      /release: https:\/\/kubernetes.*, as https:\/\/issuer\.corp\.example vouched for it, under the root corp/,
    );
  });

  it('says so when a policy is for every model and an exception is over', async () => {
    const exception = `{id: e, requirement: formats, match: {digest: "${DIGEST}"}, reason: r, expires: 2026-12-29}`;
    const policy = await resolvePolicy(await policyOf('mode: audit', `exceptions: [${exception}]`));
    const text = explainPolicy(policy, now);
    expect(text).toContain('  - every model\n');
    expect(text).toContain('(over, waives nothing)');
    expect(text).toContain('it is recorded, and the pipeline goes on');
    expect(text).not.toContain('Requires');
  });

  it('shows control characters of the policy and does not print them', async () => {
    const text = explainPolicy(
      await resolvePolicy(await policyOf('rules: [{id: a, cel: "true", message: "x\\e[2J\\u202ey\\r\\nEvil: yes"}]')),
    );
    expect(text).toContain('x\\u001b[2J\\u202ey Evil: yes');
    expect(text.split('\n')).not.toContain('Evil: yes');
  });
});

describe('policyTemplate', () => {
  it('lints without a fault and asks for a signature by the key', async () => {
    expect(await policyFaults(bytesOf(policyTemplate()))).toEqual([]);
    expect(await explain(policyTemplate({ keyFile: 'my.pub' }))).toContain('signed by\n    release: the key my.pub');
  });

  it('takes any path and name as text', async () => {
    const keyFile = 'a: "b" # \\ \n{[';
    const { document } = await parsePolicy(bytesOf(policyTemplate({ keyFile, name: 'x' })));
    expect(document.spec.trust?.signers?.release).toEqual({ key: { file: keyFile } });
    expect(document.metadata.name).toBe('x');
  });
});
