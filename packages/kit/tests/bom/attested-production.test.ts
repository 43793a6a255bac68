// SPDX-License-Identifier: Apache-2.0
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withTempFolder } from '@mpk/testkit';
import { attestModel } from '@mpk/kit/attest';
import { createModelBom } from '@mpk/kit/bom';
import { generateKeyFiles } from '@mpk/kit/key';

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

/** The BOM of a model whose provenance `ci` signed, where the signatures of somebody count. */
async function bomOf(key: string | undefined, change: (model: string) => void = () => undefined): Promise<Made> {
  let made: Made | undefined;
  await withTempFolder(async (folder) => {
    const model = join(folder, 'model');
    mkdirSync(model);
    writeFileSync(join(model, 'README.md'), '---\nbase_model: acme/one\n---\n# m\n');
    for (const name of ['ci', 'other']) generateKeyFiles({ name: join(folder, name), curve: 'P-256' });
    const predicatePath = join(folder, 'p.json');
    writeFileSync(predicatePath, JSON.stringify(PREDICATE));
    await attestModel({
      model,
      type: 'training',
      predicatePath,
      method: { key: { privateKeyPath: join(folder, 'ci.key') } },
    });
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
