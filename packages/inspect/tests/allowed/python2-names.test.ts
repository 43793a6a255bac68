import { findAllowed, python3Name } from '../../src/allowed/index.js';

describe('a name in a pickle of protocol 0 to 2', () => {
  it.each([
    ['__builtin__', 'set', 'builtins', 'set'],
    ['__builtin__', 'unicode', 'builtins', 'str'],
    ['__builtin__', 'long', 'builtins', 'int'],
    ['__builtin__', 'xrange', 'builtins', 'range'],
    ['__builtin__', 'reduce', 'functools', 'reduce'],
    ['__builtin__', 'eval', 'builtins', 'eval'],
    ['copy_reg', '_reconstructor', 'copyreg', '_reconstructor'],
    ['cPickle', 'loads', 'pickle', 'loads'],
    ['commands', 'getoutput', 'subprocess', 'getoutput'],
    ['itertools', 'imap', 'builtins', 'map'],
    ['urllib', 'urlopen', 'urllib.request', 'urlopen'],
    ['exceptions', 'ValueError', 'builtins', 'ValueError'],
    ['exceptions', 'StandardError', 'builtins', 'Exception'],
    ['UserDict', 'IterableUserDict', 'collections', 'UserDict'],
    ['UserDict', 'DictMixin', 'collections', 'DictMixin'],
    ['multiprocessing', 'TimeoutError', 'multiprocessing.context', 'TimeoutError'],
    ['test.test_support', 'x', 'test.support', 'x'],
  ])('%s %s is %s %s', (module, name, module3, name3) => {
    expect(python3Name(module, name)).toEqual({ module: module3, name: name3 });
  });

  it('stays as it is when it never moved', () => {
    expect(python3Name('sklearn.svm.classes', 'SVC')).toEqual({ module: 'sklearn.svm.classes', name: 'SVC' });
    expect(python3Name('__proto__', 'constructor')).toEqual({ module: '__proto__', name: 'constructor' });
    expect(python3Name('exceptions', 'NoSuchError')).toEqual({ module: 'exceptions', name: 'NoSuchError' });
  });

  it('is looked up under what it becomes, and not under what it was', () => {
    const { module, name } = python3Name('copy_reg', '_reconstructor');
    expect(findAllowed(module, name)?.use).toBe('maker');
    expect(findAllowed('copy_reg', '_reconstructor')).toBeUndefined();
  });

  it('is mapped once: the result is not mapped again', () => {
    expect(python3Name('anydbm', 'open')).toEqual({ module: 'dbm', name: 'open' });
  });
});
