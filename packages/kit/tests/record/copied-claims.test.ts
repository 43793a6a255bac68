// SPDX-License-Identifier: Apache-2.0
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { splitClaims } from '@mpk/core';
import { attestModel } from '@mpk/kit/attest';
import { generateKeyFiles } from '@mpk/kit/key';
import { recordRun } from '@mpk/kit/record';
import { verifyModel } from '@mpk/kit/verify';
import { withTempFolder } from '@mpk/testkit';

const POLICY = `apiVersion: modelprovenance.dev/v1alpha1
kind: ModelPolicy
metadata: { name: p }
spec:
  trust: { signers: { k: { key: { file: k.pub } } } }
  requirements:
    signature: { anyOf: [k] }
    attestations: [{ id: eval, predicateType: 'https://in-toto.io/attestation/test-result/v0.1', signedBy: [k] }]
`;

describe('claims that a recorded run copies into its output', () => {
  it('stay, get the provenance beside them, and count for nothing but the bytes that they name', () =>
    withTempFolder(async (folder) => {
      const { privateKeyPath } = generateKeyFiles({ name: join(folder, 'k'), curve: 'P-256' });
      const method = { key: { privateKeyPath } };
      const [base, output, predicatePath] = [join(folder, 'base'), join(folder, 'out'), join(folder, 'p.json')];
      mkdirSync(base);
      writeFileSync(join(base, 'w.bin'), 'base');
      writeFileSync(predicatePath, '{"result":"PASSED","configuration":[]}');
      await attestModel({ model: base, type: 'evaluation', predicatePath, method });
      await recordRun({
        type: 'training',
        command: ['sh', '-c', `mkdir ${output} && cp ${base}/claims.jsonl ${output} && echo new > ${output}/w.bin`],
        outputPath: output,
        inputs: [],
        method,
        env: { PATH: process.env['PATH'] },
      });
      expect(splitClaims(readFileSync(join(output, 'claims.jsonl')))).toHaveLength(2);
      writeFileSync(join(folder, 'policy.yaml'), POLICY);
      const { result } = await verifyModel({ model: output, policy: { path: join(folder, 'policy.yaml') } });
      expect(result.requirements.map(({ id, outcome }) => `${id} ${outcome}`)).toEqual([
        'signature pass',
        'attestation:eval fail',
      ]);
    }));
});
