// SPDX-License-Identifier: Apache-2.0
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withTempFolder } from '@mpk/testkit';
import type { FactComparison } from '@mpk/bom/assess';
import { compareBomWithFiles, modelOfEvidence } from '@mpk/kit/assess-bom';
import { attestModel } from '@mpk/kit/attest';
import { createModelBom, type BomFormat } from '@mpk/kit/bom';
import { generateKeyFiles } from '@mpk/kit/key';
import { verifyModel } from '@mpk/kit/verify';

const PREDICATE = {
  buildDefinition: {
    buildType: 'https://acme.example/train',
    externalParameters: { hyperparameters: { lr: 0.1, name: 'x' } },
    internalParameters: {
      python: { packages: [{ name: 'torch', version: '2.0' }, { name: 'local', version: 'unknown' }, 'odd'] },
      accelerators: [{ name: 'NVIDIA H100' }, { name: 'NVIDIA H100' }, 'odd'],
      seed: 42,
    },
    resolvedDependencies: [
      {
        uri: 'hf://acme/one@main',
        digest: { sha256: 'a'.repeat(64) },
        annotations: { role: 'base-model', relation: 'finetune' },
      },
      {
        name: 'reviews',
        digest: { sha256: 'b'.repeat(64) },
        annotations: { role: 'dataset', card: { license: 'cc-by-4.0' } },
      },
      { name: 'held-out', digest: { sha256: '1'.repeat(64) }, annotations: { role: 'dataset', purpose: 'evaluation' } },
      {
        uri: 'git+https://git.acme.example/train@main',
        digest: { gitCommit: 'e'.repeat(40) },
        annotations: { role: 'source' },
      },
      { uri: 'registry.example/train', digest: { sha256: 'c'.repeat(64) }, annotations: { role: 'container-image' } },
      {
        name: `ghcr.example/acme/serve:1.2@sha256:${'d'.repeat(64)}`,
        uri: `pkg:oci/serve@sha256%3A${'d'.repeat(64)}?repository_url=ghcr.example%2Facme%2Fserve`,
        digest: { sha256: 'd'.repeat(64) },
        annotations: { role: 'container-image' },
      },
    ],
  },
  runDetails: {
    builder: { id: 'https://acme.example/runner' },
    metadata: { invocationId: 'run-7', startedOn: '2026-01-02T03:04:05Z' },
    byproducts: [
      {
        name: 'm.json',
        digest: { sha256: 'f'.repeat(64) },
        annotations: { role: 'metrics', values: { accuracy: 0.91, odd: 'x' } },
      },
      { name: 'log.txt', digest: { sha256: 'f'.repeat(64) }, annotations: { role: 'log', values: { loss: 7 } } },
    ],
  },
};

interface Made {
  readonly bom: any;
  readonly text: string;
}

/** What `bom verify` makes of a BOM of that model, as `format`, under the signatures of `ci`; without any where `isTrusted` is false. */
async function verifiedBom(format: BomFormat, isTrusted: boolean, edit = (text: string): string => text) {
  let facts: FactComparison | undefined;
  await withAttestedModel(async ({ model, folder }) => {
    const trusting = { keyPath: join(folder, 'ci.pub') };
    const { text } = await createModelBom({ model, format, timestamp: new Date(0), ...trusting });
    const bom = join(folder, 'bom.json');
    writeFileSync(bom, edit(text));
    const { evidence } = await verifyModel({ model, claims: true, ...trusting });
    if (evidence === undefined) throw new Error('no evidence');
    const { comparison } = await compareBomWithFiles(bom, await modelOfEvidence(evidence, isTrusted ? trusting : {}));
    facts = comparison.facts;
  });
  if (facts?.isCompared !== true) throw new Error('not compared');
  return facts;
}

/** A model whose provenance `ci` signed. */
async function withAttestedModel(
  use: (made: { readonly model: string; readonly folder: string }) => Promise<void>,
): Promise<void> {
  await withTempFolder(async (folder) => {
    const model = join(folder, 'model');
    mkdirSync(model);
    writeFileSync(join(model, 'README.md'), '---\nbase_model: acme/one\n---\n# m\n');
    for (const name of ['ci', 'other']) generateKeyFiles({ name: join(folder, name), curve: 'P-256' });
    const predicatePath = join(folder, 'p.json');
    writeFileSync(predicatePath, JSON.stringify(PREDICATE));
    const method = { key: { privateKeyPath: join(folder, 'ci.key') } };
    await attestModel({ model, type: 'training', predicatePath, method });
    await use({ model, folder });
  });
}

/** The BOM of that model, where the signatures of somebody count. */
async function bomOf(key: string | undefined, change: (model: string) => void = () => undefined): Promise<Made> {
  let made: Made | undefined;
  await withAttestedModel(async ({ model, folder }) => {
    change(model);
    const { text } = await createModelBom({
      model,
      timestamp: new Date(0),
      ...(key !== undefined && { keyPath: join(folder, `${key}.pub`) }),
    });
    made = { bom: JSON.parse(text), text };
  });
  return made ?? { bom: {}, text: '' };
}

describe.each<BomFormat>(['cyclonedx-json', 'spdx-json'])(
  'a bill of materials as %s that rests on provenance',
  (format) => {
    it('is confirmed by the files and the provenance', async () => {
      const { totals } = await verifiedBom(format, true);
      expect(totals).toMatchObject({ different: 0, unchecked: 0 });
    });

    it('is not established where nobody said whose signatures count', async () => {
      const { totals } = await verifiedBom(format, false);
      expect(totals.different).toBe(0);
      expect(totals.unchecked).toBeGreaterThan(5);
    });

    it('is contradicted where somebody edited what was signed', async () => {
      const { totals } = await verifiedBom(format, true, (text) => text.replaceAll('0.91', '0.99'));
      expect(totals.different).toBeGreaterThan(0);
    });
  },
);

describe('a bill of materials', () => {
  it('takes what signed provenance of the model says, as attested', async () => {
    const { bom, text } = await bomOf('ci');
    const [parent] = bom.metadata.component.pedigree.ancestors;
    expect(JSON.stringify(parent)).toContain('attested');
    for (const part of ['reviews', 'registry.example/train', 'torch', 'run-7', 'provenance signed by'])
      expect(text).toContain(part);
    expect(text).not.toContain('"version": "unknown"');
  });

  it('names images by their repository, and has the digests that were recorded of parents and data', async () => {
    const { bom } = await bomOf('ci');
    const image = bom.formulation[0].components.find(({ name }: { name: string }) => name.startsWith('ghcr'));
    const digest = 'd'.repeat(64);
    expect(image).toMatchObject({
      name: 'ghcr.example/acme/serve',
      version: `sha256:${digest}`,
      purl: `pkg:oci/serve@sha256:${digest}?repository_url=ghcr.example%2Facme%2Fserve&tag=1.2`,
      hashes: [{ alg: 'SHA-256', content: digest }],
    });
    const [parent] = bom.metadata.component.pedigree.ancestors;
    expect(parent.properties).toContainEqual({ name: 'mpk:base-model.hash', value: 'a'.repeat(64) });
    const data = bom.components.find(({ name }: { name: string }) => name === 'reviews');
    expect(data.properties).toContainEqual({ name: 'mpk:dataset.hash', value: 'b'.repeat(64) });
  });

  it('keeps data for training and for evaluation apart, and has how the model comes from its parent', async () => {
    const { bom } = await bomOf('ci');
    const named = (name: string): any => bom.components.find((one: { name: string }) => one.name === name);
    expect(named('held-out').properties).toContainEqual({ name: 'mpk:dataset:role', value: 'evaluation' });
    expect(JSON.stringify(named('reviews'))).toContain('CC-BY-4.0');
    expect(JSON.stringify(bom.metadata.component.pedigree.ancestors)).toContain('finetune');
  });

  it('has the code with its commit, the seed, the machine, and what was measured', async () => {
    const { bom, text } = await bomOf('ci');
    const [run] = bom.formulation[0].workflows;
    expect(JSON.stringify(run.inputs)).toContain(`gitCommit:${'e'.repeat(40)}`);
    expect(JSON.stringify(run.inputs)).toContain('"seed"');
    expect(text).toContain('NVIDIA H100');
    expect(bom.metadata.component.modelCard.quantitativeAnalysis.performanceMetrics).toEqual([
      expect.objectContaining({ type: 'accuracy', value: '0.91' }),
    ]);
  });

  it.each<[string, string | undefined, ((model: string) => void) | undefined]>([
    ['nobody is named whose signatures count', undefined, undefined],
    ['somebody else signed it', 'other', undefined],
    ['it is of other bytes', 'ci', (model) => writeFileSync(join(model, 'more.txt'), 'x')],
  ])('takes nothing of it where %s', async (_, key, change) => {
    const { bom, text } = await bomOf(key, change);
    expect(JSON.stringify(bom.metadata.component.pedigree.ancestors)).not.toContain('attested');
    expect(text).not.toContain('run-7');
  });
});
