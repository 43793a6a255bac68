// SPDX-License-Identifier: Apache-2.0
// The JSON Schemas of the OMS specification, where somebody fetched them beside the repository; never copied into it.
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { createRoot } from '@mpk/testkit/pki';
import { startLocalSigstore } from '@mpk/testkit/sigstore';
import { withTempFolder } from '@mpk/testkit';
import { generateKeyFiles } from '@mpk/kit/key';
import { signModel, type SigningMethod } from '@mpk/kit/sign';

const SCHEMAS = join(import.meta.dirname, '../../../../shared/data/oms-spec/schemas/v1.0');
const title = 'what we write, under the schemas of the OMS specification v1.0';
const describeWhere = (tests: () => void): void => {
  if (existsSync(SCHEMAS)) describe(title, tests);
  else describe.skip(`${title}: SKIPPED, ../shared/data has no such schemas`, () => it('needs them', () => undefined));
};

/** Bundles of one model by every method that this version signs with. */
async function signEveryWay(folder: string): Promise<any[]> {
  const model = join(folder, 'model');
  mkdirSync(model);
  writeFileSync(join(model, 'config.json'), '{}');
  const sigstore = await startLocalSigstore();
  try {
    const key = generateKeyFiles({ name: join(folder, 'k'), curve: 'P-384' });
    const leaf = await (await createRoot({ subject: 'CN=Root' })).issue({ subject: 'CN=Leaf' });
    writeFileSync(join(folder, 'leaf.pem'), leaf.pem);
    writeFileSync(join(folder, 'leaf.key'), leaf.privateKeyPem);
    writeFileSync(join(folder, 'token'), sigstore.idToken({ email: 'a@example.com', email_verified: true }));
    const methods: SigningMethod[] = [
      { key: { privateKeyPath: key.privateKeyPath } },
      { certificate: { privateKeyPath: join(folder, 'leaf.key'), certificatePath: join(folder, 'leaf.pem') } },
      {
        keyless: {
          identity: { kind: 'token-file', path: join(folder, 'token') },
          services: { fulcioUrl: sigstore.url, rekorUrl: sigstore.url },
        },
      },
    ];
    const bundles: any[] = [];
    for (const [i, method] of methods.entries()) {
      const { bundlePath } = await signModel({ model, method, outputPath: join(folder, `${i}.sig`) });
      bundles.push(JSON.parse(readFileSync(bundlePath, 'utf8')));
    }
    return bundles;
  } finally {
    await sigstore.stop();
  }
}

describeWhere(() => {
  const ajv = new Ajv2020({ strict: false });
  for (const name of existsSync(SCHEMAS) ? readdirSync(SCHEMAS) : []) {
    ajv.addSchema(JSON.parse(readFileSync(join(SCHEMAS, name), 'utf8')));
  }
  const faults = (id: string, value: unknown): unknown => {
    const valid = ajv.getSchema(`https://model_signing/${id}/v1.0/schema`);
    if (valid === undefined) throw new Error(`there is no schema ${id}`);
    return valid(value) ? undefined : valid.errors;
  };

  it('is valid, bundle, statement and predicate, by key, certificate and Sigstore identity', () =>
    withTempFolder(async (folder) => {
      const bundles = await signEveryWay(folder);
      expect(bundles).toHaveLength(3);
      for (const bundle of bundles) {
        expect(faults('bundle', bundle)).toBeUndefined();
        const statement = JSON.parse(Buffer.from(bundle.dsseEnvelope.payload, 'base64').toString());
        expect(faults('statement', statement)).toBeUndefined();
        expect(faults('predicate', statement.predicate)).toBeUndefined();
        expect(faults('statement', { ...statement, subject: [] })).toBeDefined();
      }
    }));
});
