// SPDX-License-Identifier: Apache-2.0
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import {
  inspectModel,
  inspectResultSchema,
  toJunit,
  toMarkdown,
  toSarif,
  type BaseOptions,
  type InspectOutcome,
  type InspectResult,
} from '@mpk/kit/inspect';
import { withTempFolder } from '@mpk/testkit';
import { makeSafetensors, noise, withRankOne, type WrittenTensor, type WrittenTensors } from './tensor-files.js';

const valid = new Ajv2020({ strict: false }).compile(inspectResultSchema);

type Files = Readonly<Record<string, string | Buffer>>;

const LAYERS = 8;
const ROWS = 48;
const COLUMNS = 32;
const up = (i: number): string => `model.layers.${i}.mlp.down_proj.weight`;

function matrix(seed: number, edit: (numbers: Float32Array) => Float32Array = (numbers) => numbers): WrittenTensor {
  return { dtype: 'F32', shape: [ROWS, COLUMNS], numbers: edit(noise(ROWS * COLUMNS, seed)) };
}

/** Eight layers with a matrix and a norm each, and some that are others. */
function tensorsWith(others: WrittenTensors = {}): WrittenTensors {
  const layers = Array.from({ length: LAYERS }, (_, i) => ({
    [up(i)]: matrix(i),
    [`model.layers.${i}.norm.weight`]: { dtype: 'F32', shape: [COLUMNS], numbers: noise(COLUMNS, i + 100) },
  }));
  return { ...(Object.assign({}, ...layers) as WrittenTensors), 'lm_head.weight': matrix(99), ...others };
}

const one = (tensors: WrittenTensors = tensorsWith()): Files => ({ 'model.safetensors': makeSafetensors(tensors) });
const edit = (numbers: Float32Array): Float32Array => withRankOne(numbers, COLUMNS, 0.05);
const EDITED = tensorsWith({ [up(3)]: matrix(3, edit) });
const tuned = (numbers: Float32Array): Float32Array => {
  const change = noise(numbers.length, 555, 0.001);
  return numbers.map((number, i) => number + (change[i] ?? 0));
};
const all = (make: (i: number) => WrittenTensor): WrittenTensors =>
  Object.fromEntries(Array.from({ length: LAYERS }, (_, i) => [up(i), make(i)]));

function write(folder: string, files: Files): string {
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return folder;
}

const compared = (model: Files, base: Files, options: Partial<BaseOptions> = {}): Promise<InspectOutcome> =>
  withTempFolder((folder) => {
    const location = write(join(folder, 'base'), base);
    return inspectModel({ model: write(join(folder, 'model'), model), base: { location, ...options } });
  });

const told = ({ findings, files }: InspectResult): readonly string[] =>
  [...findings, ...files.flatMap((file) => file.findings)]
    .filter(({ check, severity }) => check === 'base-difference' && severity !== 'info')
    .map(({ outcome, severity, message }) => `${outcome === 'fail' ? severity : outcome} ${message.slice(0, 30)}`);

const UNVERIFIED = 'medium nobody verified the base: give';

describe('a model held against its base', () => {
  it('passes where it is the base, and the answer says what it was held against', async () => {
    const { result } = await compared(one(), one());
    expect([result.verdict, told(result)]).toEqual(['pass', [UNVERIFIED]]);
    expect(result.base).toMatchObject({
      manifestDigest: result.model.manifestDigest,
      verified: 'no',
      tensors: { same: 17, changed: 0, added: 0, removed: 0, reshaped: 0, retyped: 0, unknown: 0, notMeasured: 0 },
      layers: [],
      layerCounts: { all: 9, changed: 0 },
      changed: [],
    });
    expect([valid(result), valid.errors]).toEqual([true, null]);
  });

  it('fails where one tensor was edited by a change of rank one, and says which', async () => {
    const { result, exitCode } = await compared(one(EDITED), one());
    expect([result.verdict, exitCode]).toEqual(['fail', 10]);
    expect(told(result)).toEqual([UNVERIFIED, 'critical 1 tensor is changed in one dir']);
    expect(result.base?.layers).toEqual([{ name: 'model.layers.3', changed: 1, tensors: 2 }]);
    const [changed] = result.base?.changed ?? [];
    expect(changed?.name).toBe(up(3));
    expect(changed?.firstDirection).toBeGreaterThan(0.999);
    expect(changed?.relativeNorm).toBeGreaterThan(0.1);
    expect([valid(result), valid.errors]).toEqual([true, null]);
  });

  it('passes where all layers were trained further, and is told to have changed', async () => {
    const { result } = await compared(one(tensorsWith(all((i) => matrix(i, tuned)))), one());
    expect([result.verdict, told(result)]).toEqual(['pass', [UNVERIFIED]]);
    expect(result.findings.map(({ message }) => message)).toContain(
      '8 of 17 tensors changed, in 8 of 9 layers and modules (mlp)',
    );
  });

  it('fails where one edit hides in small changes of all layers', async () => {
    const hidden = all((i) => matrix(i, (numbers) => (i === 3 ? edit(numbers) : tuned(numbers))));
    const { result } = await compared(one(tensorsWith(hidden)), one());
    expect(told(result)).toEqual([UNVERIFIED, 'high 1 tensor is changed far more t']);
  });

  it('is no other in other files, or in another order', async () => {
    const entries = Object.entries(tensorsWith());
    const shards = {
      'model-00001-of-00002.safetensors': makeSafetensors(Object.fromEntries(entries.slice(9).reverse())),
      'model-00002-of-00002.safetensors': makeSafetensors(Object.fromEntries(entries.slice(0, 9))),
      'model.safetensors.index.json': '{"weight_map":{}}',
    };
    const { result } = await compared(shards, one());
    expect([told(result), result.base?.tensors.same]).toEqual([[UNVERIFIED], 17]);
  });

  it('is told to have another type where it has, and the rounding is no edit', async () => {
    const bf16 = (make: (i: number) => WrittenTensor): WrittenTensors =>
      all((i) => ({ ...make(i), dtype: 'BF16' as const }));
    const rounded = await compared(one(tensorsWith(bf16((i) => matrix(i)))), one());
    expect(told(rounded.result)).toEqual([UNVERIFIED, 'low 8 tensors are of another type:']);
    const edited = await compared(one(tensorsWith(bf16((i) => matrix(i, i === 3 ? edit : undefined)))), one());
    expect(told(edited.result)).toContain('critical 1 tensor is changed in one dir');
  });

  it('fails where its chat template is another', async () => {
    const template = (text: string): Files => ({ ...one(), 'chat_template.jinja': text });
    const { result } = await compared(template('{{ messages }}!'), template('{{ messages }}'));
    expect([result.verdict, told(result)[1]]).toEqual(['fail', 'high the chat template "default" is']);
  });
});

describe('who says that the base is the base', () => {
  const digestOf = async (base: Files): Promise<string> =>
    (await compared(base, base)).result.base?.manifestDigest ?? '';

  it('is a digest that was given', async () => {
    const { result } = await compared(one(), one(), { digest: await digestOf(one()) });
    expect([result.base?.verified, told(result)]).toEqual(['digest', []]);
  });

  it('is nobody where the digest is another, and then nothing is decided', async () => {
    const { result, exitCode } = await compared(one(), one(), { digest: `sha256:${'0'.repeat(64)}` });
    expect([result.verdict, result.code, exitCode]).toEqual(['undecided', 'CHECK_BROKEN', 20]);
    expect(result.reason).toContain('expected sha256:0000');
    const wrong = await compared(one(), one(), { digest: 'abc' });
    expect([wrong.result.verdict, wrong.result.code]).toEqual(['undecided', 'USAGE']);
  });

  const policy = (requirement: string): NonNullable<BaseOptions['policy']> => ({
    source: 'base.yaml',
    bytes: Buffer.from(`apiVersion: modelprovenance.dev/v1alpha1
kind: ModelPolicy
metadata: { name: base }
spec: { requirements: { ${requirement} } }
`),
  });

  it('is a policy that it passes', async () => {
    const { result } = await compared(one(), one(), { policy: policy('formats: { allow: [safetensors] }') });
    expect([result.base?.verified, told(result)]).toEqual(['policy', []]);
  });

  it('is nobody where it does not pass, and then nothing is decided', async () => {
    const { result } = await compared(one(), one(), { policy: policy('formats: { allow: [gguf] }') });
    expect([result.verdict, result.code]).toEqual(['undecided', 'CHECK_BROKEN']);
    expect(result.reason).toContain('does not pass its policy');
  });

  it('must be there', async () => {
    const { result } = await compared(one(), {}, { location: '/nowhere/at/all' });
    expect([result.verdict, result.code]).toEqual(['undecided', 'INPUT_UNREADABLE']);
  });
});

describe('a hostile model', () => {
  it('of numbers that are none is not measured, which is told', async () => {
    const broken = matrix(3, (numbers) => edit(numbers).fill(Number.NaN, 0, 1));
    const { result } = await compared(one(tensorsWith({ [up(3)]: broken })), one());
    expect([result.verdict, result.base?.tensors.notMeasured]).toEqual(['undecided', 1]);
    expect(told(result)).toContain('inconclusive 1 tensor is changed in model.l');
  });

  it('of tensors that are not measured, changed in one layer, is told so', async () => {
    const bytes = (fill: number): WrittenTensor => ({ dtype: 'I8', shape: [32, 32], numbers: Array(1024).fill(fill) });
    const { result } = await compared(one(tensorsWith({ [up(3)]: bytes(1) })), one(tensorsWith({ [up(3)]: bytes(2) })));
    expect(told(result)).toContain('inconclusive 1 tensor is changed in model.l');
  });

  it('of no tensors, of noughts, or with empty ones is measured as far as there is something', async () => {
    expect((await compared(one({}), one({}))).result.base?.tensors.same).toBe(0);
    const zeros = matrix(3, (numbers) => numbers.fill(0));
    const { result } = await compared(one(EDITED), one(tensorsWith({ [up(3)]: zeros })));
    expect(result.base?.changed).toMatchObject([{ relativeNorm: 1 }]);
    const empty: WrittenTensor = { dtype: 'F32', shape: [0, 5], numbers: [] };
    expect((await compared(one({ a: empty }), one({ a: empty }))).result.base?.tensors.same).toBe(1);
  });

  it('whose file is cut says less, and not that it is the same', async () => {
    const whole = makeSafetensors(tensorsWith());
    const { result } = await compared({ 'model.safetensors': whole.subarray(0, whole.length - 8) }, one());
    expect([result.verdict, result.base?.tensors.unknown]).toEqual(['fail', 1]);
    expect(told(result)).toContain('inconclusive 1 tensor is changed in lm_head');
  });

  it('declares sizes beyond all files, and nothing is allocated', async () => {
    const json = '{"a":{"dtype":"F32","shape":[1099511627776],"data_offsets":[0,4398046511104]}}';
    const file = Buffer.concat([Buffer.from([json.length, 0, 0, 0, 0, 0, 0, 0]), Buffer.from(json), Buffer.alloc(8)]);
    const { result } = await compared({ 'model.safetensors': file }, one());
    expect([result.verdict, result.base?.tensors.same]).toEqual(['fail', 0]);
  });

  it('has a second file with names of the first', async () => {
    const { result } = await compared({ ...one(), 'x.safetensors': makeSafetensors({ [up(3)]: matrix(5) }) }, one());
    expect(told(result)).toContain('medium 1 tensor is in several files, ');
  });
});

describe('an answer for other tools', () => {
  it('has what is told of the model as a whole, which is no failure in itself', async () => {
    const { result } = await compared(one(), one());
    expect(toJunit(result)).toContain('failures="0" errors="0"');
    expect(toMarkdown(result)).toContain('| info | base-difference | the model |');
    const { runs } = toSarif(result) as any;
    expect(runs[0].results.map((found: any) => found.ruleId)).toEqual(['base-difference', 'base-difference']);
  });

  it('is not written over what was read', async () => {
    await withTempFolder(async (folder) => {
      const path = join(write(folder, one()), 'model.safetensors');
      const before = readFileSync(path);
      await inspectModel({ model: folder, base: { location: folder } });
      expect(readFileSync(path).equals(before)).toBe(true);
    });
  });
});
