// SPDX-License-Identifier: Apache-2.0
import { CHECKS } from '@mpk/inspect';
import { makeZip } from '../fixtures/zips.js';
import { inspectedFile, shown } from '../inspected.js';

const of = (pickle: string): readonly string[] => shown({ 'a.pkl': pickle }, 'pickle-imports');

/** Pushes `module.name` by protocol 2. */
const named = (module: string, name: string): string => `c${module}\n${name}\n`;
const START = '\x80\x03';
const OBJECT = named('builtins', 'object');
const RECONSTRUCTOR = named('copyreg', '_reconstructor');

describe('an import', () => {
  it.each<[string, string]>([
    ['that may be called', `${named('collections', 'OrderedDict')})R.`],
    ['that may be kept', `${named('numpy', 'ndarray')}.`],
    ['that may be made', `${named('sklearn.linear_model._base', 'LinearRegression')})\x81}b.`],
    [
      'that is made by way of a function',
      `${RECONSTRUCTOR}(${named('sklearn.linear_model._base', 'LinearRegression')}${OBJECT}NtR.`,
    ],
    [
      'by its name in Python 2',
      `\x80\x02${named('copy_reg', '_reconstructor')}(${named('__builtin__', 'set')}${named('__builtin__', 'object')}NtR.`,
    ],
  ])('is fine: %s', (_, pickle) => {
    expect(of(START + pickle)).toEqual([]);
  });

  it.each<[string, string, string]>([
    ['of nobody known', `${named('acme.models', 'Model')})\x81.`, 'high'],
    ['that runs programs', `${named('subprocess', 'Popen')})R.`, 'critical'],
    ['of a module below a listed one', `${named('sklearn.linear_model._base.x', 'LinearRegression')})\x81.`, 'high'],
    ['in another case', `${named('collections', 'ordereddict')})R.`, 'high'],
    ['that may be kept and is called', `${named('numpy', 'ndarray')})R.`, 'high'],
    ['that may be kept and is made', `${RECONSTRUCTOR}(${named('numpy', 'ndarray')}${OBJECT}NtR.`, 'high'],
    ['that makes, and gets no class', `${RECONSTRUCTOR}(NNNtR.`, 'high'],
    ['that makes, and is kept', `${RECONSTRUCTOR}.`, 'high'],
    [
      'that is the base of what is made',
      `${RECONSTRUCTOR}(${named('collections', 'OrderedDict')}${named('os', 'system')}NtR.`,
      'critical',
    ],
    [
      'that loads, from nothing that was read',
      `${named('torch.storage', '_load_from_bytes')}(C\x04\xf1\xf2\xf3\xf4tR.`,
      'critical',
    ],
    ['of Python 2, by its old name in a later protocol', `${named('__builtin__', 'set')})R.`, 'high'],
  ])('is told of: %s', (_, pickle, severity) => {
    const found = of(START + pickle);
    expect(found.length).toBeGreaterThan(0);
    expect(found.map((line) => line.split(' ')[0])).toContain(severity);
  });

  it('is told of once, by where it is first', () => {
    expect(of(`${START}${named('acme', 'f')})R${named('acme', 'f')})R\x86.`)).toEqual([
      'high a.pkl!pickle@2: calls acme.f, which is on no list',
    ]);
  });

  it('of TorchScript may be anything where its code stands beside the pickle', () => {
    const data = `${START}${named('__torch__.acme', 'Model')})\x81.`;
    const archive = {
      'm/data.pkl': data,
      'm/constants.pkl': `${START}).`,
      'm/code/__torch__/acme.py': 'class Model: pass\n',
    };
    expect(shown({ 'm.pt': makeZip(archive) }, 'pickle-imports')).toEqual([]);
    expect(shown({ 'm.pt': makeZip({ 'm/data.pkl': data }) }, 'pickle-imports')).toHaveLength(1);
    const main = { ...archive, 'm/data.pkl': `${START}${named('__torch__', 'Model')})\x81.` };
    expect(shown({ 'm.pt': makeZip(main) }, 'pickle-imports')).toEqual([]);
    const noConstants = Object.entries(archive).filter(([name]) => name !== 'm/constants.pkl');
    expect(shown({ 'm.pt': makeZip(Object.fromEntries(noConstants)) }, 'pickle-imports')).toHaveLength(1);
  });
});

describe('a loader', () => {
  const loaded = (inner: string): string =>
    `${START}${named('torch.storage', '_load_from_bytes')}(C${String.fromCharCode(inner.length)}${inner}tR.`;

  it('may be called on bytes that were read as a part of their own', () => {
    expect(of(loaded(`${START}}.`))).toEqual([]);
  });

  it('may not be called on bytes that begin like something and are nothing known', () => {
    expect(of(loaded('(c\xf1\xf2\xf3'))).toHaveLength(1);
  });

  it('does not hide what those bytes import', () => {
    const found = of(loaded(`${START}${named('os', 'system')})R.`));
    expect(found).toEqual([expect.stringContaining('calls os.system')]);
  });
});

it('looks at thousands of imports beside thousands of members without comparing each with each', () => {
  const imports = Array.from({ length: 5000 }, (_, i) => `${named('__torch__.a', `B${i}`)}0`);
  const members = Array.from({ length: 5000 }, (_, i) => [`b/${i}`, 'x'] as const);
  const bytes = makeZip({ 'a/data.pkl': `${START}${imports.join('')}N.`, ...Object.fromEntries(members) });
  const model = { files: [inspectedFile('a.pt', bytes)] };
  const startedAt = performance.now();
  expect(CHECKS.find(({ id }) => id === 'pickle-imports')?.run(model)).toHaveLength(5000);
  expect(performance.now() - startedAt).toBeLessThan(2000);
});
