// SPDX-License-Identifier: Apache-2.0
import { appendFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { thrownCode, withTempFolder } from '@mpk/testkit';
import { attestModel } from '@mpk/kit/attest';
import { digestModel } from '@mpk/kit/digest';
import { generateKeyFiles } from '@mpk/kit/key';
import {
  lineageSchema,
  modelLineage,
  renderLineageHtml,
  renderMermaid,
  renderSvg,
  renderTreeText,
  type LineageResult,
  type PedigreeNode,
} from '@mpk/kit/lineage';
import { signModel } from '@mpk/kit/sign';
import { verifyModel } from '@mpk/kit/verify';

interface Family {
  readonly folder: string;
  readonly store: string;
  readonly pathOf: (name: string) => string;
  readonly lineage: (options?: object) => Promise<LineageResult>;
  /** outcome and codes of a policy with these requirements */
  readonly judge: (requirements: string) => Promise<string[]>;
}

const SIGNERS = ['ci', 'upstream'];
const policy = (requirements: string): string => `apiVersion: modelprovenance.dev/v1alpha1
kind: ModelPolicy
metadata: { name: p }
spec:
  trust: { signers: { ci: { key: { file: ci.pub } }, upstream: { key: { file: upstream.pub } } } }
  requirements: { signature: { anyOf: [ci] }, ${requirements} }
`;

/** model <- base <- foundation, and reviews: all signed, with provenance of model and base. */
async function withFamily(use: (family: Family) => Promise<void>): Promise<void> {
  await withTempFolder(async (folder) => {
    const store = join(folder, 'store');
    mkdirSync(store);
    const pathOf = (name: string): string => join(folder, name);
    for (const name of [...SIGNERS, 'mallory']) generateKeyFiles({ name: pathOf(name), curve: 'P-256' });
    for (const name of ['model', 'base', 'foundation', 'reviews']) {
      mkdirSync(pathOf(name));
      writeFileSync(join(pathOf(name), 'config.json'), JSON.stringify({ name }));
    }
    const methodOf = (by: string) => ({ key: { privateKeyPath: pathOf(`${by}.key`) } });
    for (const name of ['base', 'foundation', 'reviews']) {
      const outputPath = join(store, `${name}.sig`);
      await signModel({ model: pathOf(name), method: methodOf('upstream'), outputPath });
    }
    await signModel({ model: pathOf('model'), method: methodOf('ci') });
    const dependencyOn = async (name: string, role: string) => {
      const { omsRootDigest, manifestDigest } = await digestModel({ model: pathOf(name) });
      return { name, digest: { sha256: omsRootDigest.slice(7) }, annotations: { role, manifestDigest } };
    };
    const attest = async (name: string, by: string, inputs: object[], outputPath?: string) => {
      writeFileSync(pathOf('predicate.json'), JSON.stringify(provenance(inputs)));
      const predicatePath = pathOf('predicate.json');
      await attestModel({ model: pathOf(name), type: 'training', predicatePath, method: methodOf(by), outputPath });
    };
    await attest('base', 'upstream', [await dependencyOn('foundation', 'base-model')], join(store, 'base.json'));
    await attest('model', 'ci', [await dependencyOn('base', 'base-model'), await dependencyOn('reviews', 'dataset')]);
    const policyPath = pathOf('policy.yaml');
    writeFileSync(policyPath, policy(''));
    await use({
      folder,
      store,
      pathOf,
      lineage: (options) =>
        modelLineage({
          model: pathOf('model'),
          policy: { path: policyPath },
          attestationPaths: [store],
          ...options,
        }),
      judge: async (requirements) => {
        writeFileSync(policyPath, policy(requirements));
        const { result } = await verifyModel({
          model: pathOf('model'),
          policy: { path: policyPath },
          attestationPaths: [store],
        });
        return result.requirements.map(({ id, outcome }) => `${id} ${outcome}`);
      },
    });
  });
}

const provenance = (inputs: object[]): object => ({
  buildDefinition: {
    buildType: 'https://modelprovenance.dev/training/v1',
    externalParameters: { command: ['train'] },
    resolvedDependencies: inputs,
  },
  runDetails: { builder: { id: 'https://ci.acme.example/trainer' } },
});

const validate = new Ajv2020({ strict: false }).compile(lineageSchema);

describe('modelLineage', () => {
  it('walks from a model to everything that it was made from, each signature verified', async () => {
    await withFamily(async ({ lineage, judge }) => {
      const result = await lineage();
      expect([result.verdict, result.problems]).toEqual(['pass', []]);
      expect(
        renderTreeText(result.tree)
          .replaceAll(/\(key sha256:[0-9a-f]{12}\)/g, '(K)')
          .split('\n'),
      ).toEqual([
        '✓ model  model: signed by ci (K)',
        '├─ ✓ base  base model: signed by upstream (K)',
        '│  └─ ✓ foundation  base model: signed by upstream (K); nothing signed says how it was made',
        '└─ ✓ reviews  dataset: signed by upstream (K); nothing signed says how it was made',
      ]);
      expect(validate(JSON.parse(JSON.stringify(result)))).toBe(true);
      const signed =
        'baseModels: { require: signed, signedBy: [upstream] }, datasets: { require: signed, signedBy: [upstream] }';
      expect(await judge(signed)).toEqual(['signature pass', 'baseModels pass', 'datasets pass']);
    });
  });

  it('names the link that is broken: a statement that was tampered with', async () => {
    await withFamily(async ({ lineage, store, judge }) => {
      const path = join(store, 'base.json');
      const bundle = JSON.parse(readFileSync(path, 'utf8'));
      const statement = JSON.parse(Buffer.from(bundle.dsseEnvelope.payload, 'base64').toString());
      statement.predicate.buildDefinition.resolvedDependencies = [];
      bundle.dsseEnvelope.payload = Buffer.from(JSON.stringify(statement)).toString('base64');
      writeFileSync(path, JSON.stringify(bundle));
      const { verdict, problems } = await lineage();
      expect([verdict, problems]).toEqual([
        'fail',
        [
          {
            path: ['model', 'base'],
            outcome: 'fail',
            problem: expect.stringMatching(/^how it was made: the signature/),
          },
        ],
      ]);
      expect(await judge('baseModels: { signedBy: [upstream] }')).toContain('baseModels fail');
    });
  });

  it('names the link that cannot be seen: a parent whose signature is not there', async () => {
    await withFamily(async ({ lineage, store, judge }) => {
      rmSync(join(store, 'foundation.sig'));
      const { verdict, problems } = await lineage();
      expect([verdict, problems.map(({ path }) => path)]).toEqual(['undecided', [['model', 'base', 'foundation']]]);
      expect(await judge('baseModels: { require: signed, signedBy: [upstream] }')).toContain('baseModels fail');
    });
  });

  it('says that the model itself is not what was signed', async () => {
    await withFamily(async ({ lineage, pathOf }) => {
      appendFileSync(join(pathOf('model'), 'config.json'), ' ');
      const { verdict, tree } = await lineage();
      expect([verdict, tree.signature]).toMatchObject(['fail', { state: 'refused', code: 'FILES_MISMATCH' }]);
    });
  });

  it('believes no provenance by somebody whom the policy does not name', async () => {
    await withFamily(async ({ lineage, pathOf }) => {
      rmSync(join(pathOf('model'), 'claims.jsonl'));
      writeFileSync(pathOf('forged.json'), JSON.stringify(provenance([])));
      await attestModel({
        model: pathOf('model'),
        type: 'training',
        predicatePath: pathOf('forged.json'),
        method: { key: { privateKeyPath: pathOf('mallory.key') } },
      });
      const { tree } = await lineage();
      expect([tree.inputs, tree.provenance]).toEqual([[], { state: 'foreign' }]);
      expect(renderTreeText(tree)).toContain('how it was made is signed by nobody who may sign that');
    });
  });

  it('takes one key in place of a policy, and refuses to look without anybody whose word counts', async () => {
    await withFamily(async ({ lineage, pathOf }) => {
      const { tree } = await lineage({ policy: undefined, keyPath: pathOf('ci.pub') });
      expect(tree.inputs.map(({ name, signature }) => [name, signature?.state])).toEqual([
        ['base', 'foreign'],
        ['reviews', 'foreign'],
      ]);
      await expect(thrownCode(() => lineage({ policy: undefined }))).resolves.toBe('NOTHING_TO_CHECK');
      writeFileSync(
        pathOf('empty.yaml'),
        policy('')
          .replace(/ {2}(trust|requirements):.*\n/g, '')
          .replace('spec:', 'spec: {}'),
      );
      await expect(thrownCode(() => lineage({ policy: { path: pathOf('empty.yaml') } }))).resolves.toBe(
        'NOTHING_TO_CHECK',
      );
    });
  });
});

describe('pictures of a family tree', () => {
  const evil = '"><script>alert(1)</script>\u202e]; click n0 "javascript:x"';
  const member = (name: string, inputs: PedigreeNode[] = [], more: object = {}): PedigreeNode => ({
    name,
    role: 'base-model',
    statedBy: evil,
    signature: { state: 'verified', signer: evil, by: evil },
    inputs,
    ...more,
  });
  const tree = member(evil, [
    member('a', [member(evil.repeat(50))]),
    member('b', [], { role: evil, uri: evil, signature: undefined }),
  ]);
  const result: LineageResult = {
    schema: 'modelprovenance.dev/lineage/v1alpha1',
    verdict: 'fail',
    policy: { name: 'p', digest: 'sha256:' },
    problems: [{ path: [evil, 'a'], outcome: 'fail', problem: evil }],
    tree,
  };

  it.each([
    ['SVG', renderSvg(tree)],
    ['HTML', renderLineageHtml(result)],
  ])('escape every text of others in %s', (_, text) => {
    expect(text).not.toMatch(/<script|\u202e/);
    expect(text).toContain('&lt;script&gt;');
  });

  it('escape every text of others in Mermaid', () => {
    const text = renderMermaid(tree);
    for (const line of text.split('\n').filter((one) => one.includes('['))) {
      expect(line).toMatch(/^ {2}n\d+\["[\p{L}\p{N} .,:_/…#;<>-]*"\]:::(?:pass|fail|undecided)$/u);
      expect(line.replaceAll('<br/>', '')).not.toMatch(/[<>]/);
    }
    expect(text).toMatch(/ {2}n1 --> n0/);
  });

  it('escape every text of others on a terminal', () => {
    expect(renderTreeText(member('x\u001b[2J'))).toContain('x\\u001b[2J');
  });

  it('place every member once, beside what was made from it', () => {
    const svg = renderSvg(tree);
    expect(svg.match(/<rect /g)).toHaveLength(4);
    expect(svg.match(/<path class="e"/g)).toHaveLength(3);
    expect(svg).toMatch(/^<svg [^>]*viewBox="0 0 \d+ \d+"/);
    expect(svg).not.toMatch(/NaN|undefined|Infinity/);
  });
});
