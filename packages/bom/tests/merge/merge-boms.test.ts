// SPDX-License-Identifier: Apache-2.0
import { Validation, type Spec } from '@cyclonedx/cyclonedx-library';
import fc from 'fast-check';
import { mergeBoms, parseBom, viewModel, type MergeOptions } from '@mpk/bom/assess';
import { thrownCode } from '@mpk/testkit';
import { aibomgenBom, cdxgenBom, kitBom, parsed, SHA256 } from '../assess/producers.js';

const merged = (boms: readonly unknown[], options: MergeOptions = {}): any => mergeBoms(boms.map(parsed), options).bom;
const bom = (rest: object, specVersion = '1.7'): any => ({ bomFormat: 'CycloneDX', specVersion, version: 1, ...rest });

/** Each compiles its schema once. */
const validators = new Map<string, Validation.JsonStrictValidator>();
function validatorOf(version: Spec.Version): Validation.JsonStrictValidator {
  const validator = validators.get(version) ?? new Validation.JsonStrictValidator(version);
  validators.set(version, validator);
  return validator;
}

/** Errors of the schema, and refs that are defined twice or nowhere. */
async function faultsOf(document: any): Promise<unknown[]> {
  const text = JSON.stringify(document);
  const errors = await validatorOf(document.specVersion as Spec.Version).validate(text);
  const defined = [...text.matchAll(/"bom-ref":("(?:[^"\\]|\\.)*")/g)].map(([, ref]) => JSON.parse(ref!) as string);
  const used: string[] = (document.dependencies ?? []).flatMap((d: any) => [d.ref, ...(d.dependsOn ?? [])]);
  for (const { assemblies = [], dependencies = [] } of document.compositions ?? [])
    used.push(...assemblies, ...dependencies);
  for (const { attributedTo } of document.citations ?? []) used.push(attributedTo);
  return [
    ...((errors ?? []) as unknown[]),
    ...defined.filter((ref, i) => defined.indexOf(ref) !== i).map((ref) => `twice: ${ref}`),
    ...used.filter((ref) => !defined.includes(ref)).map((ref) => `nowhere: ${ref}`),
  ];
}

const at = (document: any, pointer: string): unknown =>
  pointer
    .split('/')
    .slice(1)
    .reduce((value, step) => value[step.replaceAll('~1', '/').replaceAll('~0', '~')], document);

describe('mergeBoms', () => {
  it('gives a valid document of several producers, in every order', async () => {
    for (const boms of [
      [kitBom(), cdxgenBom(), aibomgenBom()],
      [aibomgenBom(), kitBom()],
      [cdxgenBom(), kitBom(), kitBom()],
    ]) {
      expect(await faultsOf(merged(boms))).toEqual([]);
      expect(await faultsOf(merged(boms, { subject: { type: 'application', name: 'all' } }))).toEqual([]);
    }
  });

  it('takes the same document twice for one', () => {
    const once = merged([kitBom()]);
    expect(merged([kitBom(), kitBom()])).toEqual(once);
    expect(viewModel(parsed(once)).files).toHaveLength(2);
  });

  it('gives the same bytes for the same documents, and no time unless it is told one', () => {
    const first = JSON.stringify(merged([kitBom(), cdxgenBom()]));
    expect(JSON.stringify(merged([kitBom(), cdxgenBom()]))).toBe(first);
    expect(JSON.parse(first).metadata.timestamp).toBeUndefined();
    expect(merged([kitBom()], { timestamp: new Date(0) }).metadata.timestamp).toBe('1970-01-01T00:00:00.000Z');
  });

  it('makes one component of one purl: the first word stands, the second adds to it', () => {
    const a = bom({
      components: [{ type: 'library', name: 'x', purl: 'pkg:pypi/x@1', description: 'first', 'bom-ref': 'a' }],
    });
    const b = bom({
      components: [
        {
          type: 'library',
          name: 'x',
          purl: 'pkg:pypi/x@1',
          description: 'second',
          licenses: [{ license: { id: 'MIT' } }],
          'bom-ref': 'b',
        },
        { type: 'library', name: 'y', 'bom-ref': 'y' },
      ],
      dependencies: [{ ref: 'y', dependsOn: ['b'] }],
    });
    const result = merged([a, b]);
    expect(result.components).toEqual([
      {
        type: 'library',
        name: 'x',
        purl: 'pkg:pypi/x@1',
        description: 'first',
        'bom-ref': 'a',
        licenses: [{ license: { id: 'MIT' } }],
      },
      { type: 'library', name: 'y', 'bom-ref': 'y' },
    ]);
    expect(result.dependencies).toEqual([{ ref: 'y', dependsOn: ['a'] }]);
  });

  it('makes one component of one digest and name, and two where digests contradict', () => {
    const file = (content: string, ref: string): object => ({
      type: 'file',
      name: 'w',
      purl: 'pkg:generic/w',
      hashes: [{ alg: 'SHA-256', content }],
      'bom-ref': ref,
    });
    const same = merged([bom({ components: [file(SHA256('a'), '1')] }), bom({ components: [file(SHA256('a'), '2')] })]);
    expect(same.components).toHaveLength(1);
    const other = merged([
      bom({ components: [file(SHA256('a'), '1')] }),
      bom({ components: [file(SHA256('b'), '1')] }),
    ]);
    expect(other.components.map((one: any) => one['bom-ref'])).toEqual(['1', '1~2']);
  });

  it('renames refs that two documents use for different things, wherever they stand', async () => {
    const one = (name: string): any =>
      bom({
        metadata: { component: { type: 'application', name, 'bom-ref': 'root' } },
        components: [
          {
            type: 'library',
            name: `lib of ${name}`,
            'bom-ref': 'lib',
            pedigree: { ancestors: [{ type: 'library', name: `old ${name}`, 'bom-ref': 'old' }] },
          },
        ],
        services: [{ name: `service of ${name}`, 'bom-ref': 'service' }],
        dependencies: [{ ref: 'root', dependsOn: ['lib', 'service'] }],
        compositions: [{ aggregate: 'complete', assemblies: ['root'], 'bom-ref': 'composition' }],
        vulnerabilities: [{ id: 'CVE-2026-1', affects: [{ ref: 'lib' }], 'bom-ref': 'v' }],
        annotations: [
          {
            subjects: ['lib'],
            annotator: { component: { type: 'application', name: 'n' } },
            timestamp: '2026-01-01T00:00:00Z',
            text: 't',
          },
        ],
      });
    const result = merged([one('a'), one('b')]);
    expect(await faultsOf(result)).toEqual([]);
    expect(result.dependencies).toEqual([
      { ref: 'root', dependsOn: ['lib', 'service'] },
      { ref: 'root~2', dependsOn: ['lib~2', 'service~2'] },
    ]);
    expect(result.vulnerabilities[1].affects).toEqual([{ ref: 'lib~2' }]);
    expect(result.annotations[1].subjects).toEqual(['lib~2']);
    expect(result.compositions.map((c: any) => c.assemblies)).toEqual([['root'], ['root~2']]);
  });

  it('lets citations follow what they speak of', () => {
    const kit = kitBom();
    const result = merged([cdxgenBom(), kit]);
    const cited = new Map<string, any>(
      result.citations.flatMap((c: any) => c.pointers.map((p: string) => [p, c.note])),
    );
    const [pointer] = [...cited].find(([, note]) => note.startsWith('README.md#/license'))!;
    expect(at(result, pointer)).toBe('Apache-2.0');
    expect(pointer).toMatch(/^\/components\/\d\/licenses\/0\/license\/id$/);
    for (const one of cited.keys()) expect(at(result, one)).toBeDefined();
    expect(cited.size).toBe(kit.citations.flatMap((c: any) => c.pointers).length);
  });

  it('drops citations of what another document said better, and says so', () => {
    const component = (description: string): object => ({
      type: 'library',
      name: 'x',
      purl: 'pkg:pypi/x@1',
      description,
    });
    const a = bom({ components: [component('first')] });
    const b = bom({
      components: [component('second')],
      citations: [
        { pointers: ['/components/0/description', '/components/0/name'], timestamp: '2026-01-01T00:00:00Z', note: 'n' },
      ],
      properties: [{ name: 'mpk:source:/components/0/purl', value: 'x declared' }],
    });
    const { bom: result, dropped } = mergeBoms([parsed(a), parsed(b)]);
    expect((result['citations'] as any)[0].pointers).toEqual(['/components/0/name']);
    expect(result['properties']).toEqual([{ name: 'mpk:source:/components/0/purl', value: 'x declared' }]);
    expect(dropped).toEqual([
      {
        document: 1,
        pointer: '/components/0/description',
        reason: 'what a citation spoke of is not in the merged document',
      },
    ]);
  });

  it('keeps sources of what two documents say alike', () => {
    const one = (name: string): any =>
      bom({
        metadata: { component: { type: 'application', name } },
        components: [
          {
            type: 'data',
            name: 'd',
            purl: 'pkg:a/d',
            data: [{ type: 'dataset', contents: { url: 'https://d.example' } }],
          },
        ],
        properties: [{ name: 'mpk:source:/components/0/data/0/contents/url', value: `${name} (declared)` }],
      });
    const { bom: result, droppedTotal } = mergeBoms([parsed(one('a')), parsed(one('b'))]);
    expect(droppedTotal).toBe(0);
    expect(result['properties']).toEqual([
      { name: 'mpk:source:/components/0/data/0/contents/url', value: 'a (declared)' },
      { name: 'mpk:source:/components/0/data/0/contents/url', value: 'b (declared)' },
    ]);
  });

  it('drops signatures, which do not hold any more, and says so', () => {
    const signature = { algorithm: 'ES256', value: 'x' };
    const { bom: result, dropped } = mergeBoms([
      parsed(bom({ signature, components: [{ type: 'file', name: 'x', signature }] })),
    ]);
    expect(JSON.stringify(result)).not.toContain('signature');
    expect(dropped.map(({ pointer }) => pointer)).toEqual(['/signature', '/components/0/signature']);
  });

  it('keeps licences valid before 1.7, where an expression stands alone', async () => {
    const one = (licenses: object[]): any =>
      bom({ components: [{ type: 'library', name: 'x', purl: 'pkg:pypi/x@1', licenses }] }, '1.6');
    const boms = [one([{ expression: 'MIT OR Apache-2.0' }]), one([{ license: { id: 'MIT' } }])];
    const result = merged(boms);
    expect(await faultsOf(result)).toEqual([]);
    expect(result.components[0].licenses).toEqual([
      { license: { name: 'MIT OR Apache-2.0' } },
      { license: { id: 'MIT' } },
    ]);
  });

  it('makes components of tools of 1.4, and keeps the strictest limit of distribution', async () => {
    const old = bom({ metadata: { tools: [{ vendor: 'v', name: 't', version: '1' }, {}] } }, '1.4');
    const amber = bom({ metadata: { distributionConstraints: { tlp: 'AMBER' } } });
    const clear = bom({ metadata: { distributionConstraints: { tlp: 'CLEAR' } } });
    const result = merged([old, amber, clear]);
    expect(result.metadata).toEqual({
      tools: { components: [{ type: 'application', publisher: 'v', name: 't', version: '1' }] },
      distributionConstraints: { tlp: 'AMBER' },
    });
    expect(await faultsOf(result)).toEqual([]);
  });

  it('relates what the caller says that the whole is about to what each is about', () => {
    const result = merged([kitBom(), aibomgenBom()], { subject: { type: 'application', name: 'app', version: '1' } });
    expect(result.metadata.component).toEqual({
      type: 'application',
      name: 'app',
      version: '1',
      'bom-ref': 'merged:app',
    });
    expect(result.dependencies.find((d: any) => d.ref === 'merged:app').dependsOn).toHaveLength(2);
  });

  it('gives valid documents for valid ones', async () => {
    const name = fc.constantFrom('a', 'b', '__proto__', 'constructor');
    const license = fc.constantFrom({ license: { id: 'MIT' } }, { license: { name: 'x' } });
    const component = fc.record(
      {
        type: fc.constantFrom('library', 'file', 'data', 'machine-learning-model'),
        name,
        'bom-ref': fc.constantFrom('r1', 'r2', 'r3', 'r1~2'),
        purl: fc.constantFrom('pkg:pypi/a@1', 'pkg:pypi/b@1'),
        hashes: fc.constantFrom([{ alg: 'SHA-256', content: SHA256('a') }], [{ alg: 'SHA-256', content: SHA256('b') }]),
        licenses: fc.uniqueArray(license, { maxLength: 2, selector: (one) => JSON.stringify(one) }),
        tags: fc.uniqueArray(name),
        modelCard: fc.record({ modelParameters: fc.record({ task: name, datasets: fc.constant([{ ref: 'r1' }]) }) }),
      },
      { requiredKeys: ['type', 'name', 'bom-ref'] },
    );
    const document = fc
      .record({
        components: fc.uniqueArray(component, { selector: (one) => one['bom-ref'] }),
        parts: fc.array(component, { maxLength: 1 }),
      })
      .map(({ components, parts }) => {
        const refs = components.map((one) => one['bom-ref']);
        const inner = parts.map((part) => ({ ...part, 'bom-ref': 'inner' }));
        return bom({
          components: components.map((one, i) => (i === 0 && inner.length > 0 ? { ...one, components: inner } : one)),
          dependencies: refs.map((ref) => ({ ref, dependsOn: refs.filter((other) => other !== ref) })),
          compositions: refs.length > 0 ? [{ aggregate: 'complete', assemblies: refs }] : [],
          citations: refs.map((ref, i) => ({
            pointers: [`/components/${i}/name`],
            timestamp: '2026-01-01T00:00:00Z',
            attributedTo: ref,
          })),
        });
      });
    await fc.assert(
      fc.asyncProperty(fc.array(document, { minLength: 1, maxLength: 3 }), async (documents) => {
        const result = merged(documents);
        expect(await faultsOf(result)).toEqual([]);
        for (const { pointers } of result.citations ?? [])
          for (const one of pointers) expect(at(result, one)).toBeDefined();
        expect(() => parseBom(Buffer.from(JSON.stringify(result)))).not.toThrow();
      }),
    );
  });

  it('does not fail on documents of wrong types', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (a, b) => {
        const one = bom({
          metadata: a,
          components: [b, { type: 'file', name: a, hashes: b, pedigree: a, 'bom-ref': 'x' }],
          dependencies: b,
          citations: a,
          services: b,
        });
        expect(() => merged([one, bom({ ...one, components: a, definitions: b }), kitBom()])).not.toThrow();
      }),
    );
  });

  it('merges many that are one thing, or share one ref, within seconds', () => {
    const components = Array.from({ length: 30_000 }, (_, i) => ({
      type: 'file',
      name: 'x',
      purl: 'pkg:a/b',
      'bom-ref': 'same',
      properties: [{ name: 'p', value: `${i}` }],
    }));
    const result = merged([bom({ components: [components[0]] }), bom({ components })]);
    expect(result.components).toHaveLength(1);
    expect(result.components[0].properties).toHaveLength(30_000);
    const others = components.map((one) => ({ ...one, purl: undefined }));
    expect(merged([bom({ components: others.slice(0, 2) }), bom({ components: others })]).components).toHaveLength(
      30_000,
    );
  });

  it('refuses nothing, and more than it merges', async () => {
    expect(await thrownCode(() => mergeBoms([]))).toBe('NOTHING_TO_CHECK');
    const one = parsed(bom({}));
    expect(await thrownCode(() => mergeBoms(Array.from({ length: 1001 }, () => one)))).toBe('INPUT_TOO_LARGE');
  });
});
