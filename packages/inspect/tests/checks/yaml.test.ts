// SPDX-License-Identifier: Apache-2.0
// YAML that loaders of Python, Hydra and MLflow do as it says.
import { shown } from '../inspected.js';

const outcomes = (files: Readonly<Record<string, string>>, check: string): readonly string[] =>
  shown(files, check).map((line) => line.split(' ')[0] ?? '');

describe('tags of PyYAML', () => {
  it.each([
    ['a call', '!!python/object/apply:os.system [id]', 'critical'],
    ['a call, written out', '!<tag:yaml.org,2002:python/object/apply:os.system> [id]', 'critical'],
    [
      'a call by a handle of its own',
      '%TAG !p! tag:yaml.org,2002:python/\n---\n!p!object/apply:os.system [id]',
      'critical',
    ],
    ['a constructor', 'a: !!python/object/new:subprocess.Popen [[id]]', 'critical'],
    ['a builtin', 'a: !!python/name:exec ""', 'critical'],
    ['a module', 'a: !!python/module:os ""', 'critical'],
    ['an object of an unknown module', 'a: !!python/object:acme.Model {}', 'high'],
    ['a listed class that is only kept elsewhere', 'a: !!python/object/apply:torch.nn.Module []', 'high'],
    ['a call in text that is not YAML', 'a: b: c\nd: !!python/object/apply:os.system [id]', 'critical'],
  ])('are told of: %s', (_, text, outcome) => {
    expect(outcomes({ 'hparams.yaml': text }, 'yaml-tags')).toEqual([outcome]);
  });

  it.each([
    ['types of Python', 'a: !!python/tuple [1]\nb: !!python/unicode x\n'],
    ['a listed class', 'a: !!python/object/apply:collections.OrderedDict []\n'],
    ['tags of others', 'a: !Ref x\nb: !!float 1\n'],
    ['text about them', '# !!python/object/apply:os.system\na: "!!python/object/apply:os.system"\n'],
  ])('may be %s', (_, text) => {
    expect(outcomes({ 'hparams.yaml': text }, 'yaml-tags')).toEqual([]);
  });

  it('are told of in the front matter of a card, not in its text', () => {
    const tag = '!!python/object/apply:os.system [id]';
    expect(outcomes({ 'README.md': `---\na: ${tag}\n---\n` }, 'yaml-tags')).toEqual(['critical']);
    expect(outcomes({ 'README.md': `---\na: b\n---\n${tag}\n` }, 'yaml-tags')).toEqual([]);
  });

  it.each([
    ['large', `a: !!x b\nc: ${'x'.repeat(300_000)}`],
    ['deep', `!!x ${'['.repeat(200)}`],
  ])('count as not looked at where YAML is too %s', (_, text) => {
    expect(outcomes({ 'a.yaml': text }, 'yaml-tags')).toEqual(['inconclusive']);
  });

  it('count as not looked at where there is too much YAML together', () => {
    const text = `a: !!x b\n${`- ${'x'.repeat(90)}\n`.repeat(2_500)}`;
    const files = Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`${i}.yaml`, text]));
    expect(new Set(outcomes(files, 'yaml-tags'))).toEqual(new Set(['inconclusive']));
  });
});

describe('a target of Hydra', () => {
  it.each([
    ['that runs programs', { 'a.yaml': 'm:\n  _target_: os.system\n' }, 'critical'],
    ['that runs programs, by another module', { 'a.yaml': '_target_: nemo.core.classes.os.system\n' }, 'critical'],
    ['by a name in another place', { 'a.yaml': 'x: &n os.system\n_target_: *n\n' }, 'critical'],
    ['by a key with an escape', { 'a.yaml': '"\\u005ftarget_": os.system\n' }, 'critical'],
    ['of the repository', { 'a.yaml': '_target_: acme.run\n', 'acme/__init__.py': '' }, 'high'],
    ['of the repository, a file', { 'a.yaml': '_target_: acme.run\n', 'acme.py': '' }, 'high'],
    ['of somebody else', { 'a.yaml': '_target_: torch.optim.Adam\n' }, 'medium'],
    ['of latent diffusion', { 'a.yaml': 'model:\n  target: builtins.exec\n' }, 'critical'],
  ])('%s', (_, files, outcome) => {
    expect(outcomes(files, 'remote-code')).toEqual([outcome]);
  });

  it('of latent diffusion may be what it is', () => {
    const yaml = 'model:\n  target: ldm.models.diffusion.ddpm.LatentDiffusion\n  loss:\n    target: mean\n# _target_\n';
    expect(outcomes({ 'a.yaml': yaml }, 'remote-code')).toEqual([]);
  });
});

describe('MLmodel', () => {
  const flavor = (module: string) => `flavors:\n  python_function:\n    loader_module: ${module}\n`;

  it.each(['acme.loader', 'mlflow.os.system', 'os'])('is told of where it names the module %s', (module) => {
    expect(outcomes({ MLmodel: flavor(module) }, 'remote-code')).toEqual(['high']);
  });

  it.each(['mlflow.sklearn', 'mlflow.pyfunc.model'])('may name %s', (module) => {
    expect(outcomes({ 'model/MLmodel': flavor(module) }, 'remote-code')).toEqual([]);
  });
});

describe('trust in YAML', () => {
  it.each([
    ['yes', ['high']],
    ['true', ['high']],
    ['no', []],
    ['False', []],
  ])('is %s', (value, expected) => {
    expect(outcomes({ 'config.yml': `trust_remote_code: ${value}\n` }, 'remote-code')).toEqual(expected);
  });
});
