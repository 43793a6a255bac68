// SPDX-License-Identifier: Apache-2.0
// Every statement that this kit writes, parsed and validated by PyPI's in-toto-attestation.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { withTempFolder } from '@mpk/testkit';
import { makeModel, mpk } from './keyless-model.js';
import { describePython, python } from './python.js';

const EXAMPLES = join(import.meta.dirname, '../../../docs/predicates/examples');
const SCRIPT = join(import.meta.dirname, 'parse_statements.py');
const SUBJECTS = ['model#manifest', 'model#oms-root', 'weights.safetensors'];

/** In 0.9.3 the message of VSA has one text where SLSA has a list. */
const VSA_FAULT = "Failed to parse verifiedLevels field: expected string or bytes-like object, got 'list'.";

interface Parsed {
  readonly predicateType: string;
  readonly subjects: string[];
  readonly predicate: string;
}

/** What in-toto-attestation finds in these bundles. */
async function parseStatements(folder: string, ...files: string[]): Promise<Parsed[]> {
  const { status, stdout, stderr } = await python(folder, SCRIPT, ...files);
  expect([status, stderr]).toEqual([0, '']);
  return stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Parsed);
}

const withModel = (use: (folder: string) => Promise<void>): Promise<void> =>
  withTempFolder(async (folder) => {
    await makeModel(folder);
    await mpk(folder, 'key', 'generate', 'key');
    await use(folder);
  });

async function mustMpk(folder: string, ...args: string[]): Promise<void> {
  expect(await mpk(folder, ...args)).toMatchObject({ status: 0 });
}

describePython(['in_toto_attestation'])('PyPI in-toto-attestation', () => {
  it('parses the signature of a model', () =>
    withModel(async (folder) => {
      await mustMpk(folder, 'sign', 'model', '--key', 'key.key', '-o', 'model.json');
      expect(await parseStatements(folder, 'model.json')).toEqual([
        { predicateType: 'https://model_signing/signature/v1.0', subjects: ['model'], predicate: 'generic' },
      ]);
    }));

  it.each([
    ['training', 'slsa-provenance', 'https://slsa.dev/provenance/v1', 'typed'],
    ['dataset', 'slsa-provenance', 'https://slsa.dev/provenance/v1', 'typed'],
    ['dataset', 'reference', 'https://in-toto.io/attestation/reference/v0.1', 'generic'],
    ['evaluation', 'test-result', 'https://in-toto.io/attestation/test-result/v0.1', 'typed'],
    ['evaluation', 'reference', 'https://in-toto.io/attestation/reference/v0.1', 'generic'],
    ['scan', 'test-result', 'https://in-toto.io/attestation/test-result/v0.1', 'typed'],
    ['bom', 'cyclonedx', 'https://cyclonedx.org/bom', 'generic'],
    ['bom', 'spdx-2', 'https://spdx.dev/Document/v2.3', 'generic'],
    ['bom', 'spdx-3', 'https://spdx.dev/Document/v3', 'generic'],
    ['vsa', 'verification-summary', 'https://slsa.dev/verification_summary/v1', VSA_FAULT],
    ['custom', 'scai', 'https://in-toto.io/attestation/scai/v0.3', 'typed'],
  ])('parses what attest --type %s writes of %s', (type, example, predicateType, predicate) =>
    withModel(async (folder) => {
      const file = join(EXAMPLES, `${example}.json`);
      const custom = type === 'custom' ? ['--predicate-type', predicateType] : [];
      const attest = ['attest', 'model', '--type', type, '--predicate', file, ...custom, '--key', 'key.key'];
      await mustMpk(folder, ...attest, '-o', 'claim.json');
      expect(await parseStatements(folder, 'claim.json')).toEqual([{ predicateType, subjects: SUBJECTS, predicate }]);
    }),
  );

  it('parses what record writes, and what was decided on it', () =>
    withModel(async (folder) => {
      await mkdir(join(folder, 'data'));
      await writeFile(join(folder, 'data/a.csv'), 'a\n');
      const record = [
        'record',
        '--output',
        'made',
        '--dataset',
        'data',
        '--base',
        'model',
        '--key',
        'key.key',
        '--seed',
        '3',
      ];
      const recorded = await mpk(folder, ...record, '--', 'cp', '-r', 'model', 'made');
      expect(recorded).toMatchObject({ status: 0 });
      await writeFile(join(folder, 'policy.yaml'), POLICY);
      const vsa = ['--vsa-signer', 'key.key', '--vsa', 'vsa.json'];
      await mustMpk(folder, 'verify', 'made', '--policy', 'policy.yaml', ...vsa);
      const parsed = await parseStatements(folder, 'made/claims.jsonl', 'made/model.sig', 'vsa.json');
      expect(parsed.map(({ predicateType, predicate }) => [predicateType, predicate])).toEqual([
        ['https://slsa.dev/provenance/v1', 'typed'],
        ['https://model_signing/signature/v1.0', 'generic'],
        ['https://slsa.dev/verification_summary/v1', VSA_FAULT],
      ]);
    }));

  it('parses a bundle of trust', () =>
    withModel(async (folder) => {
      await writeFile(join(folder, 'policy.yaml'), POLICY);
      await mustMpk(folder, 'trust', 'bundle', 'policy.yaml', '--key', 'key.key', '-o', 'trust.json');
      expect(await parseStatements(folder, 'trust.json')).toMatchObject([
        { predicateType: 'https://modelprovenance.dev/trust-bundle/v1', predicate: 'generic' },
      ]);
    }));

  it('refuses a statement without subjects: the script lets nothing pass', () =>
    withTempFolder(async (folder) => {
      const statement = {
        _type: 'https://in-toto.io/Statement/v1',
        subject: [],
        predicateType: 'x',
        predicate: { a: 1 },
      };
      const payload = Buffer.from(JSON.stringify(statement)).toString('base64');
      await writeFile(join(folder, 'none.json'), JSON.stringify({ dsseEnvelope: { payload } }));
      const { status, stderr } = await python(folder, SCRIPT, 'none.json');
      expect([status, stderr]).toEqual([1, expect.stringContaining('At least one subject required')]);
    }));
});

const POLICY = `
apiVersion: modelprovenance.dev/v1alpha1
kind: ModelPolicy
metadata: { name: interop }
spec:
  trust: { signers: { ci: { key: { file: key.pub } } } }
  requirements: { signature: { anyOf: [ci] }, provenance: { signedBy: [ci] } }
  vsa: { acceptFrom: [ci], verifierId: 'https://gate.example', maxAge: 1h }
`;
