import { dangerOf, findAllowed } from '../../src/allowed/index.js';
import { GADGETS } from './gadgets.js';

describe('a name known to be dangerous', () => {
  it.each([
    ['os', 'system', 'runs-programs'],
    ['posix', 'system', 'runs-programs'],
    ['subprocess', 'Popen', 'runs-programs'],
    ['builtins', 'eval', 'runs-code'],
    ['__builtin__', 'eval', 'runs-code'],
    ['builtins', '__import__', 'loads-code'],
    ['builtins', 'getattr', 'reaches-attributes'],
    ['builtins', 'open', 'reads-or-writes-files'],
    ['importlib', 'import_module', 'loads-code'],
    ['pickle', 'loads', 'loads-code'],
    ['socket', 'socket', 'network'],
    ['requests.api', 'get', 'network'],
    ['operator', 'methodcaller', 'reaches-attributes'],
    ['numpy.f2py.crackfortran', 'getlincoef', 'runs-programs'],
    ['numpy.testing._private.utils', 'runstring', 'runs-code'],
    ['torch.utils.collect_env', 'run', 'runs-programs'],
    ['idlelib.pyshell', 'ModifiedInterpreter.runcode', 'runs-code'],
    ['shutil', 'rmtree', 'reads-or-writes-files'],
  ])('%s %s %s', (module, name, danger) => {
    expect(dangerOf(module, name)).toBe(danger);
  });

  it('is known by its longest part', () => {
    expect(dangerOf('os', 'open')).toBe('reads-or-writes-files');
    expect(dangerOf('os', 'getcwd')).toBe('runs-programs');
  });

  it('is found when another module is the way to it', () => {
    expect(dangerOf('pathlib', 'os.system')).toBe('runs-programs');
    expect(dangerOf('mymodel', 'torch.utils.collect_env.run')).toBe('runs-programs');
    expect(dangerOf('numpy', '__builtins__')).toBe('reaches-attributes');
    expect(dangerOf('mymodel', 'Net.__init__.__globals__')).toBe('reaches-attributes');
  });
});

describe('a name that nothing is known against', () => {
  it.each([
    ['collections', 'OrderedDict'],
    ['mymodel', 'Net'],
    ['mymodel', 'Outer.Inner'],
    ['mymodel', 'profile'],
    ['oss', 'system'],
    ['builtins', 'evaluate'],
    ['', ''],
    ['constructor', '__proto__'],
  ])('has no danger: %s %s', (module, name) => {
    expect(dangerOf(module, name)).toBeUndefined();
  });
});

describe('a hostile name', () => {
  it('of many parts is refused without looking at all of them', () => {
    const started = performance.now();
    expect(dangerOf('a', 'b.'.repeat(1_000_000))).toBe('reaches-attributes');
    expect(performance.now() - started).toBeLessThan(2_000);
  });
});

describe('the two tables', () => {
  it('agree: most gadgets are known to be dangerous', () => {
    const gadgets = Object.entries(GADGETS).flatMap(([module, names]) =>
      names.split(' ').map((name) => [module, name] as const),
    );
    const unknown = gadgets.filter(([module, name]) => !dangerOf(module, name)).map((pair) => pair.join(' '));
    expect(unknown.length).toBeLessThan(gadgets.length / 5);
  });

  it('disagree only where a dangerous module has a harmless name', () => {
    expect(findAllowed('torch.jit._pickle', 'build_intlist')?.use).toBe('called');
    expect(findAllowed('torch.storage', '_load_from_bytes')?.use).toBe('loader');
  });
});
