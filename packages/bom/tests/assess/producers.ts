// SPDX-License-Identifier: Apache-2.0
// Documents in the manner of several producers: written by hand after what each emits, shortened.
import { parseBom, type BomDocument } from '@mpk/bom/assess';

export const SHA256 = (digit: string): string => digit.repeat(64);
const COMMIT = 'b'.repeat(40);
const PURL = `pkg:huggingface/acme/toy-llama@${COMMIT}`;

export const parsed = (value: unknown): BomDocument => parseBom(Buffer.from(JSON.stringify(value)));

const cited = (pointers: string[], note: string): object => ({
  pointers,
  timestamp: '2026-11-01T00:00:00.000Z',
  attributedTo: 'tool:mpk',
  note,
});

/** The kit: the model is the subject, files are its parts, each fact is cited. */
export const kitBom = (): any => ({
  $schema: 'http://cyclonedx.org/schema/bom-1.7.schema.json',
  bomFormat: 'CycloneDX',
  specVersion: '1.7',
  serialNumber: 'urn:uuid:3e671687-395b-41f5-a30f-a58921a69b79',
  version: 1,
  metadata: {
    timestamp: '2026-11-01T00:00:00.000Z',
    lifecycles: [{ phase: 'post-build' }],
    authors: [{ name: 'ACME release pipeline' }],
    tools: {
      components: [{ type: 'application', name: 'model-provenance-kit', version: '0.1.0', 'bom-ref': 'tool:mpk' }],
    },
    component: {
      type: 'machine-learning-model',
      'bom-ref': PURL,
      group: 'acme',
      name: 'toy-llama',
      version: COMMIT,
      purl: PURL,
      description: 'A toy model',
      manufacturer: { name: 'ACME' },
      licenses: [{ license: { id: 'Apache-2.0', acknowledgement: 'declared' } }],
      externalReferences: [{ type: 'model-card', url: 'README.md' }],
      releaseNotes: { type: 'major', timestamp: '2026-10-30T00:00:00.000Z' },
      tags: ['llama'],
      pedigree: {
        ancestors: [
          {
            type: 'machine-learning-model',
            'bom-ref': 'base:llama',
            group: 'meta-llama',
            name: 'Llama-3.2-1B',
            purl: 'pkg:huggingface/meta-llama/Llama-3.2-1B',
            licenses: [{ license: { name: 'llama3.2' } }],
            properties: [
              { name: 'mpk:lineage:relation', value: 'finetune' },
              { name: 'mpk:lineage:known', value: 'declared' },
            ],
          },
        ],
      },
      components: [
        {
          type: 'file',
          'bom-ref': `${PURL}#model.safetensors`,
          name: 'model.safetensors',
          hashes: [{ alg: 'SHA-256', content: SHA256('a') }],
          properties: [{ name: 'mpk:file:size', value: '4368' }],
        },
        {
          type: 'file',
          'bom-ref': `${PURL}#README.md`,
          name: 'README.md',
          hashes: [{ alg: 'SHA-256', content: SHA256('c') }],
        },
      ],
      modelCard: {
        'bom-ref': 'card:toy-llama',
        modelParameters: {
          task: 'text-generation',
          architectureFamily: 'llama',
          modelArchitecture: 'LlamaForCausalLM',
          datasets: [{ ref: 'ds:ultrachat' }, { ref: 'ds:mmlu' }],
          inputs: [{ format: 'text' }],
          outputs: [{ format: 'text' }],
        },
        quantitativeAnalysis: {
          performanceMetrics: [{ type: 'accuracy', value: '31.4', slice: 'cais/mmlu:all/test' }],
        },
        considerations: { useCases: ['Chat in English'], technicalLimitations: ['Small'] },
        properties: [
          { name: 'cdx:ai-ml:model:parameter:count', value: '4368' },
          { name: 'mpk:conflict:parameters.stated', value: '7B' },
        ],
      },
    },
  },
  components: [
    {
      type: 'data',
      'bom-ref': 'ds:ultrachat',
      group: 'HuggingFaceH4',
      name: 'ultrachat_200k',
      purl: 'pkg:huggingface/HuggingFaceH4/ultrachat_200k?repository_url=https://huggingface.co/datasets',
      licenses: [{ license: { id: 'MIT' } }],
      properties: [{ name: 'mpk:dataset:role', value: 'training' }],
      data: [{ type: 'dataset', name: 'HuggingFaceH4/ultrachat_200k', description: 'Chats', classification: 'public' }],
    },
    {
      type: 'data',
      'bom-ref': 'ds:mmlu',
      group: 'cais',
      name: 'mmlu',
      properties: [{ name: 'mpk:dataset:role', value: 'evaluation' }],
      data: [{ type: 'dataset', name: 'cais/mmlu' }],
    },
  ],
  dependencies: [{ ref: PURL, dependsOn: ['base:llama', 'ds:ultrachat'] }, { ref: 'ds:ultrachat' }, { ref: 'ds:mmlu' }],
  compositions: [{ aggregate: 'complete', assemblies: [PURL] }],
  citations: [
    cited(['/metadata/component/name', '/metadata/component/group'], 'whoever asked for this document (stated)'),
    cited(['/metadata/component/licenses/0/license/id'], 'README.md#/license (declared)'),
    cited(['/metadata/component/modelCard/modelParameters/task'], 'README.md#/pipeline_tag (declared)'),
    cited(
      ['/metadata/component/modelCard/modelParameters/modelArchitecture'],
      'config.json#/architectures/0 (declared)',
    ),
    cited(['/metadata/component/modelCard/modelParameters/inputs'], 'inferred'),
    cited(['/metadata/component/modelCard/modelParameters/outputs'], 'inferred'),
    cited(['/metadata/component/modelCard/properties/0/value'], 'model.safetensors (measured)'),
    cited(['/metadata/component/pedigree/ancestors/0'], 'README.md#/base_model (declared)'),
    cited(['/components/0'], 'README.md#/datasets/0 (declared)'),
    cited(['/components/1'], 'README.md#/model-index/0/results/0/dataset/type (declared)'),
  ],
});

/** cdxgen 12 `-t ai`: the subject is the application, the model is a component with `cdx:` properties, and no digests. */
export const cdxgenBom = (): any => ({
  bomFormat: 'CycloneDX',
  specVersion: '1.7',
  serialNumber: 'urn:uuid:5f2c1f2e-7f57-4a50-8dd7-7d2c47d0a5d3',
  version: 1,
  metadata: {
    timestamp: '2026-11-01T00:00:00Z',
    tools: {
      components: [
        {
          type: 'application',
          group: '@cyclonedx',
          name: 'cdxgen',
          version: '12.8.4',
          purl: 'pkg:npm/%40cyclonedx/cdxgen@12.8.4',
          'bom-ref': 'pkg:npm/@cyclonedx/cdxgen@12.8.4',
          publisher: 'OWASP Foundation',
        },
      ],
    },
    authors: [{ name: 'OWASP Foundation' }],
    lifecycles: [{ phase: 'build' }],
    component: { type: 'application', name: 'toy-llama', version: 'latest', 'bom-ref': 'pkg:generic/toy-llama@latest' },
  },
  components: [
    {
      type: 'machine-learning-model',
      'bom-ref': 'pkg:huggingface/mistralai/Mistral-7B-v0.1',
      purl: 'pkg:huggingface/mistralai/Mistral-7B-v0.1',
      group: 'mistralai',
      name: 'Mistral-7B-v0.1',
      licenses: [{ license: { id: 'Apache-2.0' } }],
      pedigree: { ancestors: [{ type: 'machine-learning-model', name: 'Llama-3.2-1B', group: 'meta-llama' }] },
      modelCard: {
        modelParameters: {
          task: 'text-generation',
          architectureFamily: 'llama',
          datasets: [{ ref: 'pkg:huggingface/cais/mmlu' }],
        },
        properties: [{ name: 'cdx:huggingface:co2', value: '1240' }],
      },
      properties: [{ name: 'cdx:ai:framework', value: 'transformers' }],
      evidence: { identity: [{ field: 'purl', confidence: 0.6 }] },
    },
    {
      type: 'data',
      'bom-ref': 'pkg:huggingface/cais/mmlu',
      name: 'mmlu',
      group: 'cais',
      purl: 'pkg:huggingface/cais/mmlu?repository_url=https://huggingface.co/datasets',
      data: [{ type: 'dataset', name: 'cais/mmlu', contents: { url: 'https://huggingface.co/datasets/cais/mmlu' } }],
    },
  ],
  dependencies: [{ ref: 'pkg:generic/toy-llama@latest', dependsOn: ['pkg:huggingface/mistralai/Mistral-7B-v0.1'] }],
});

/** OWASP aibom-generator: invented defaults, no digests, no pedigree, inline datasets with members the schema refuses. */
export const owaspBom = (): any => ({
  bomFormat: 'CycloneDX',
  specVersion: '1.6',
  serialNumber: 'urn:uuid:0b6d6f6e-51b3-4a6d-8f3d-8d6f0a1f8c11',
  version: 1,
  metadata: {
    timestamp: '2026-11-01T00:00:00Z',
    tools: { components: [{ type: 'application', name: 'OWASP AIBOM Generator', version: '2.0.0' }] },
    component: {
      'bom-ref': 'pkg:generic/acme%2Ftoy-llama@1.0',
      type: 'application',
      name: 'toy-llama',
      version: '1.0',
    },
  },
  components: [
    {
      'bom-ref': 'pkg:huggingface/acme/toy-llama@1.0',
      type: 'machine-learning-model',
      group: 'acme',
      name: 'toy-llama',
      version: '1.0',
      purl: 'pkg:huggingface/acme/toy-llama@1.0',
      description: 'AI model acme/toy-llama',
      supplier: { name: 'acme', url: ['https://huggingface.co/acme'] },
      manufacturer: { name: 'acme' },
      authors: [{ name: 'acme' }],
      licenses: [{ license: { name: 'unknown' } }],
      externalReferences: [{ type: 'website', url: 'https://huggingface.co/acme/toy-llama' }],
      modelCard: {
        modelParameters: {
          task: 'text-generation',
          architectureFamily: 'transformer',
          datasets: [
            { type: 'dataset', name: 'ultrachat_200k', url: 'https://huggingface.co/datasets/ultrachat_200k' },
          ],
          inputs: [{ format: 'text' }],
          outputs: [{ format: 'generated-text' }],
        },
        considerations: {
          useCases: [''],
          ethicalConsiderations: [{ name: 'Ethical Considerations', description: 'See the card' }],
        },
        properties: [
          { name: 'genai:aibom:modelcard:baseModel', value: 'meta-llama/Llama-3.2-1B' },
          { name: 'energyConsumption', value: 'unknown' },
        ],
      },
    },
  ],
  dependencies: [{ ref: 'pkg:generic/acme%2Ftoy-llama@1.0', dependsOn: ['pkg:huggingface/acme/toy-llama@1.0'] }],
});

/** AIBoMGen: the model is the subject; its commit is written as a SHA-1 of its bytes, which it is not. */
export const aibomgenBom = (): any => ({
  bomFormat: 'CycloneDX',
  specVersion: '1.6',
  version: 1,
  metadata: {
    timestamp: '2026-11-01T00:00:00Z',
    tools: { components: [{ type: 'application', name: 'aibomgen-cli', version: 'v0.3.0' }] },
    component: {
      'bom-ref': 'acme-toy-llama',
      type: 'machine-learning-model',
      name: 'acme/toy-llama',
      manufacturer: { name: 'acme' },
      hashes: [{ alg: 'SHA-1', content: COMMIT }],
      licenses: [{ license: { id: 'Apache-2.0' } }],
      tags: ['llama'],
      modelCard: {
        modelParameters: { task: 'text-generation', modelArchitecture: 'llama', datasets: [{ ref: 'ds' }] },
        quantitativeAnalysis: { performanceMetrics: [{ type: 'accuracy', value: '31.4' }] },
        considerations: { environmentalConsiderations: { properties: [{ name: 'carbonEmitted', value: '1240' }] } },
      },
      properties: [{ name: 'huggingface:baseModel', value: 'meta-llama/Llama-3.2-1B' }],
    },
  },
  components: [
    { 'bom-ref': 'ds', type: 'data', name: 'ultrachat_200k', data: [{ type: 'dataset', name: 'ultrachat_200k' }] },
  ],
  dependencies: [{ ref: 'acme-toy-llama', dependsOn: ['ds'] }],
});

export const PRODUCERS = { kit: kitBom, cdxgen: cdxgenBom, owasp: owaspBom, aibomgen: aibomgenBom } as const;
