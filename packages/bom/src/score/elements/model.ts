// SPDX-License-Identifier: Apache-2.0
import { byCommand, fromFile, type Element, wholeFile } from '../element.js';
import { anyOf, hasComposition, licenses, properties, references, within } from '../finders.js';
import { isDate, isDescription, digests, isStrongDigest, isVersion, strongHashes, WEAK_DIGESTS } from '../values.js';

/** What the model is. */
export const MODEL_ELEMENTS = {
  'model.name': {
    label: 'Name of the model',
    home: 'component.name',
    scope: 'model',
    find: within('name'),
    close: [byCommand('mpk bom', '--name, or --uri with its repository')],
  },
  'model.id': {
    label: 'Identifier of the model',
    home: 'component.purl, cpe, swhid, omniborId',
    scope: 'model',
    find: within('purl', 'cpe', 'swhid/*', 'omniborId/*'),
    accept: (text) => /^(?:pkg:[^/]+\/.|cpe:|swh:1:|gitoid:)/.test(text),
    close: [
      byCommand('mpk bom', '--uri with the id and commit of its repository'),
      fromFile('model.gguf', 'general.repo_url'),
    ],
  },
  'model.version': {
    label: 'Version of the model',
    home: 'component.version',
    scope: 'model',
    find: within('version'),
    accept: isVersion,
    close: [
      byCommand('mpk bom', '--model-version, or --uri with the commit of its repository'),
      fromFile('model.gguf', 'general.version'),
    ],
  },
  'model.timestamp': {
    label: 'Time of release of the model',
    home: 'component.releaseNotes.timestamp',
    scope: 'model',
    find: within('releaseNotes/timestamp'),
    accept: isDate,
    close: [fromFile('model.safetensors', 'modelspec.date'), fromFile('MLmodel', 'utc_time_created')],
  },
  'model.producer': {
    label: 'Producer of the model',
    home: 'component.manufacturer, supplier, authors',
    scope: 'model',
    find: within('manufacturer/name', 'supplier/name', 'authors/*/name', 'author', 'publisher'),
    close: [
      byCommand('mpk bom', '--manufacturer, --supplier or --author'),
      fromFile('model.gguf', 'general.organization'),
      fromFile('model.safetensors', 'modelspec.author'),
    ],
  },
  'model.description': {
    label: 'Description of the model',
    home: 'component.description',
    scope: 'model',
    find: within('description'),
    accept: isDescription,
    close: [fromFile('README.md', '#Model Description'), fromFile('model.gguf', 'general.description')],
  },
  'model.hash': {
    label: 'Digests of the model',
    home: 'component.components[].hashes[].content',
    scope: 'file',
    find: (_, file) => digests(file),
    accept: isStrongDigest,
    refused: WEAK_DIGESTS,
    backedBy: 'digest',
    close: [byCommand('mpk bom', 'computes SHA-256 of each file')],
  },
  'model.hashAlgorithm': {
    label: 'Algorithm of the digests',
    home: 'component.components[].hashes[].alg',
    scope: 'file',
    find: (_, file) => strongHashes(file, 'alg'),
    backedBy: 'digest',
    close: [byCommand('mpk bom', 'computes SHA-256 of each file')],
  },
  'model.architecture': {
    label: 'Architecture',
    home: 'modelCard.modelParameters.architectureFamily, modelArchitecture',
    scope: 'model',
    find: within('modelCard/modelParameters/modelArchitecture', 'modelCard/modelParameters/architectureFamily'),
    accept: (text) => !/^(?:transformer|model|neural[- ]network)s?$/i.test(text),
    close: [fromFile('config.json', 'architectures'), fromFile('model.gguf', 'general.architecture')],
  },
  'model.parameters': {
    label: 'Number of parameters',
    home: 'modelCard.properties cdx:ai-ml:model:parameter:count',
    scope: 'model',
    find: properties(
      'cdx:ai-ml:model:parameter:count',
      'cdx:ai:parameterCount',
      'genai:aibom:modelcard:parameterCount',
    ),
    accept: (text) => /\d/.test(text),
    close: [byCommand('mpk bom', 'counts them in the headers of the tensors')],
  },
  'model.hyperparameters': {
    label: 'Hyperparameters',
    home: 'modelCard.properties cdx:ai-ml:model:hyperparameter:*',
    scope: 'model',
    find: properties('cdx:ai-ml:model:hyperparameter:*', 'genai:aibom:modelcard:hyperparameter*', 'hyperparameter*'),
    close: [fromFile('config.json', 'hidden_size, num_hidden_layers, ...'), wholeFile('trainer_state.json')],
  },
  'model.io': {
    label: 'Input and output of the model',
    home: 'modelCard.modelParameters.inputs and outputs',
    scope: 'model',
    find: within('modelCard/modelParameters/inputs/*/format', 'modelCard/modelParameters/outputs/*/format'),
    close: [fromFile('MLmodel', 'signature'), fromFile('model.onnx', 'graph inputs and outputs')],
  },
  'model.license': {
    label: 'Licence of the model',
    home: 'component.licenses',
    scope: 'model',
    find: licenses,
    accept: (text) => !/^(?:other|proprietary|custom)$/i.test(text),
    close: [
      fromFile('README.md', 'license'),
      fromFile('README.md', 'license_name and license_link'),
      wholeFile('LICENSE'),
    ],
  },
  'model.references': {
    label: 'External references',
    home: 'component.externalReferences',
    scope: 'model',
    find: within('externalReferences/*/url'),
    close: [fromFile('README.md', 'tags (arxiv:...)'), byCommand('mpk bom', '--uri with the id of its repository')],
  },
  'model.download': {
    label: 'Where it is distributed',
    home: 'externalReferences of type distribution, or a purl of a hub',
    scope: 'model',
    find: anyOf(references('distribution', 'distribution-intake', 'vcs', 'website'), within('purl')),
    close: [byCommand('mpk bom', '--uri with the id of its repository')],
  },
  'model.lineage': {
    label: 'What it was made from',
    home: 'component.pedigree.ancestors',
    scope: 'model',
    find: anyOf(
      within('pedigree/ancestors/*/name'),
      properties('genai:aibom:modelcard:baseModel', 'huggingface:baseModel'),
    ),
    notApplicable: (view) =>
      hasComposition(view, 'dependencies', ['complete']) ? 'the document says that there are no more' : undefined,
    isUnknown: (view) => hasComposition(view, 'dependencies', ['unknown', 'not_specified']),
    close: [fromFile('README.md', 'base_model'), fromFile('adapter_config.json', 'base_model_name_or_path')],
  },
  'model.task': {
    label: 'Task',
    home: 'modelCard.modelParameters.task',
    scope: 'model',
    find: within('modelCard/modelParameters/task'),
    close: [fromFile('README.md', 'pipeline_tag')],
  },
  'model.usePolicy': {
    label: 'Policy of acceptable use',
    home: 'externalReferences of type documentation or license',
    scope: 'model',
    find: references('documentation', 'license'),
    close: [wholeFile('USE_POLICY.md'), fromFile('README.md', 'extra_gated_prompt')],
  },
} as const satisfies Record<string, Element>;
