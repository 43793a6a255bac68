// SPDX-License-Identifier: Apache-2.0
import { MAX_KEPT_TUPLES, MAX_STACK } from '../../../src/pickle/machine/machine.js';
import { MAX_MEMO_CHARS, MAX_MEMO_GAP } from '../../../src/pickle/machine/memo.js';
import { MAX_IMPORTS } from '../../../src/pickle/machine/recorder.js';
import { bytesOf, follow, imported, namesIn, odditiesIn, text, uint32, uint64 } from './streams.js';

const SYSTEM = imported('os', 'system');

describe('a pickle that imports', () => {
  it.each([
    ['by GLOBAL', 'cos\nsystem\n.', ['os system']],
    ['by STACK_GLOBAL', `\x80\x04${SYSTEM}.`, ['os system']],
    ['by INST', '(ios\nsystem\n.', ['os system!']],
    ['and calls by REDUCE', `\x80\x04${SYSTEM}${text('id')}\x85R.`, ['os system!']],
    ['and calls by OBJ', `(${SYSTEM}${text('id')}o.`, ['os system!']],
    ['and calls by OBJ with more arguments than are kept', `(${SYSTEM}${'N'.repeat(100)}o.`, ['os system!']],
    ['and makes by NEWOBJ', `\x80\x04${SYSTEM})\x81.`, ['os system!']],
    ['and makes by NEWOBJ_EX', `\x80\x04${SYSTEM})}\x92.`, ['os system!']],
    ['a name that text of protocol 0 writes', 'Vos\nVsystem\n\x93.', ['os system']],
    ['a name that is escaped', 'V\\u006fs\nVsystem\n\x93.', ['os system']],
    ['a name of protocol 1', `U\x02osU\x06system\x93.`, ['os system']],
    ['a quoted name with escapes', "S'\\x6fs'\nS'\\163yst\\x65m'\n\x93.", ['os system']],
    ['a quoted name', 'S\'os\'\nS"system"\n\x93.', ['os system']],
    ['a long text', `X${uint32(2)}osX${uint32(6)}system\x93.`, ['os system']],
    ['an attribute of an attribute', `\x80\x04${imported('os', 'path.join')}.`, ['os path.join']],
    ['names beyond ASCII', `\x80\x04${imported('modül', 'näme')}.`, ['modül nÃ¤me'.replace('Ã¤', 'ä')]],
    ['twice the same', `${SYSTEM}${SYSTEM}\x86.`, ['os system']],
    ['by way of the memo', `${text('os')}\x940${text('system')}\x940h\x00h\x01\x93.`, ['os system']],
    [
      'from a memo index that was set over',
      `${text('re')}q\x05${text('os')}q\x050h\x05${text('system')}\x93.`,
      ['os system'],
    ],
    [
      'under MEMOIZE after indexes that were set by hand',
      `Nq\x070${text('os')}\x940h\x01${text('system')}\x93.`,
      ['os system'],
    ],
    ['in a second stream', `N.${SYSTEM}.`, ['os system']],
    ['in what breaks afterwards', `${SYSTEM})R\xff`, ['os system!']],
    ['in what is cut off', `${SYSTEM})R`, ['os system!']],
    ['and drops it', `${SYSTEM})R0N.`, ['os system!']],
    ['under a mark that is popped', `(${SYSTEM})R1N.`, ['os system!']],
  ])('%s, is told', (_, pickle, names) => {
    expect(namesIn(follow(pickle))).toEqual(names);
  });

  it('gives the same in chunks of every size', () => {
    const pickle = bytesOf(
      '\x80\x04\x95',
      uint64(60),
      SYSTEM,
      text('x'.repeat(40)),
      '\x85R.',
      'cposix\nsystem\n(I1\ntR.',
    );
    const whole = follow(pickle);
    expect(namesIn(whole)).toEqual(['os system!', 'posix system!']);
    for (let chunkBytes = 1; chunkBytes < pickle.length; chunkBytes++) {
      expect(follow(pickle, { chunkBytes })).toEqual(whole);
    }
  });

  it('says where, and under which protocol', () => {
    expect(follow(`\x80\x02cos\nsystem\n.`).imports).toEqual([
      {
        module: 'os',
        name: 'system',
        offset: 2,
        protocol: 2,
        called: false,
        created: false,
        firstOf: [],
        kept: true,
        modified: false,
      },
    ]);
  });

  it('lists no more than the limit, and says so', () => {
    const many = Array.from({ length: MAX_IMPORTS + 1 }, (_, i) => `cm\nn${i}\n0`).join('');
    const reading = follow(`${many}N.`);
    expect(reading.imports).toHaveLength(MAX_IMPORTS);
    expect(odditiesIn(reading)).toEqual(['too-many-imports']);
  });
});

describe('the use of an import', () => {
  const CLASS = imported('m', 'C');
  const OBJECT = imported('builtins', 'object');
  const RECONSTRUCTOR = imported('copyreg', '_reconstructor');

  it.each<[string, string, string]>([
    ['kept as a value', `${CLASS}.`, 'kept'],
    ['called by REDUCE', `${CLASS})R.`, 'called'],
    ['called by OBJ', `(${CLASS}o.`, 'called'],
    ['called by INST', '(im\nC\n.', 'called'],
    ['made by NEWOBJ', `${CLASS})\x81.`, 'created'],
    ['made by NEWOBJ_EX', `${CLASS})}\x92.`, 'created'],
    ['the first argument', `${RECONSTRUCTOR}(${CLASS}${OBJECT}NtR.`, 'first'],
    [
      'the first argument of several',
      `${RECONSTRUCTOR}(${CLASS}${OBJECT}NtR${imported('os', 'x')}(${CLASS}tR\x86.`,
      'first',
    ],
    ['another argument', `${imported('os', 'x')}(N${CLASS}tR.`, 'kept'],
    ['made over a base that runs', `${RECONSTRUCTOR}(${imported('os', 'x')}${CLASS}NtR.`, 'called'],
    ['made twice, by way of the memo', `${CLASS}q\x00)\x810h\x00)\x81.`, 'created'],
    ['made, and kept by way of the memo', `${CLASS}q\x00)\x810h\x00.`, 'created kept'],
    ['made, and kept by way of DUP', `${CLASS}2)\x81\x86.`, 'created kept'],
    ['what a call keeps', `${imported('os', 'x')}(${CLASS}${CLASS}tR.`, 'kept first'],
  ])('is told: %s', (_, pickle, uses) => {
    const found = follow(pickle).imports.find(({ name }) => name === 'C');
    const told = (['called', 'created', 'kept'] as const).filter((use) => found?.[use] === true);
    const first = (found?.firstOf.length ?? 0) > 0 ? ['first'] : [];
    expect([...told, ...first].join(' ')).toBe(uses);
  });
});

describe('what no pickler writes', () => {
  const RESULT = `${SYSTEM})R`;
  it.each([
    ['a name that a call gave', `${RESULT}${text('x')}\x93.`, ['computed-import']],
    ['a name that is longer than names are', `X${uint32(600)}${'a'.repeat(600)}${text('x')}\x93.`, ['computed-import']],
    ['a name with a space', `${text('o s')}${text('x')}\x93.`, ['computed-import']],
    ['a call of what a call gave', `${RESULT})R.`, ['computed-call']],
    ['a call of what the loader found', 'Pid\n)R.', ['persistent-id', 'computed-call']],
    ['a call of what a computed name stands for', `${RESULT}${text('x')}\x93)R.`, ['computed-import', 'computed-call']],
    ['a state that is set on an import', `${SYSTEM}}b.`, ['modified-import']],
    ['an item that is set on an import', `${SYSTEM}${text('k')}Ns.`, ['modified-import']],
    ['items that are set on an import', `${SYSTEM}(${text('k')}Nu.`, ['modified-import']],
    ['something that is appended to an import', `${SYSTEM}Na.`, ['modified-import']],
    ['an extension', '\x82\x01.', ['extension']],
    ['PROTO within a stream', 'N0\x80\x04N.', ['late-protocol']],
    ['a frame within a frame', `\x80\x04\x95${uint64(11)}\x95${uint64(2)}N.`, ['frame-crossed']],
    ['an argument over the end of a frame', `\x80\x04\x95${uint64(2)}${text('abc')}.`, ['frame-crossed']],
    ['a frame over the end of the file', `\x80\x04\x95${uint64(99)}N.`, ['frame-crossed']],
    ['a memo index out of all proportion', `Nr${uint32(MAX_MEMO_GAP + 2)}.`, ['sparse-memo']],
    ['a module name with a NUL', 'co\0s\nsystem\n.', ['unreadable-name']],
    ['a module name that is no UTF-8', 'co\xffs\nsystem\n.', ['unreadable-name']],
    ['a module name that never ends', `c${'a'.repeat(5000)}\nb\n.`, ['unreadable-name']],
  ])('is an oddity: %s', (_, pickle, kinds) => {
    expect(odditiesIn(follow(pickle))).toEqual(kinds);
  });

  it('is none: a class that a legacy checkpoint keeps with its source', () => {
    const reading = follow(`(${text('module')}${SYSTEM}${text('a')}${text('b')}tQ)R.`);
    expect(reading).toMatchObject({ oddities: [], imports: [{ module: 'os', name: 'system', called: true }] });
  });

  it('is none: what picklers do', () => {
    const ordinary = `\x80\x04\x95${uint64(24)}}\x94(${text('a')}\x94]\x94(K\x01K\x02eu\x8f\x94(K\x01\x90\x86.`;
    expect(follow(ordinary)).toMatchObject({ oddities: [], end: 'stop', streams: 1 });
  });
});

describe('the end', () => {
  it.each([
    ['of a stream', 'N.', 'stop', 2],
    ['of two streams', 'N.N.', 'stop', 4],
    ['within a stream', 'N', 'cut', 0],
    ['within an opcode', `N.X${uint32(2)}`, 'broken', 2],
    ['after a stream, at what is none', 'N.\x00', 'broken', 2],
    ['at an empty stack', '.', 'broken', 0],
    ['at an unknown protocol', '\x80\x09N.', 'broken', 0],
    ['at a memo index that is not set', 'h\x01.', 'broken', 0],
    ['at a call of data', 'N)R.', 'broken', 0],
    ['at items without a mark', ']u.', 'broken', 0],
    ['at a key without a value', '}(Nu.', 'broken', 0],
    ['at items of another mark', 'N((e.', 'broken', 0],
    ['at a number that is none', 'Iabc\n.', 'broken', 0],
    ['at a length of eight bytes that runs over the end', `\x8d${'\xff'.repeat(8)}N.`, 'broken', 0],
  ])('%s is told', (_, pickle, end, explainedBytes) => {
    expect(follow(pickle)).toMatchObject({ end, explainedBytes });
  });

  it('is not waited for: long arguments pass by, and are not kept', () => {
    const pickle = bytesOf(
      '\x80\x05\x8e',
      uint64(3_000_000),
      Buffer.alloc(3_000_000),
      'V',
      'a'.repeat(9000),
      '\n\x86.',
    );
    expect(follow(pickle, { chunkBytes: 1000 })).toMatchObject({ end: 'stop', opcodes: 5 });
  });
});

describe('what lies within a pickle', () => {
  const INNER = bytesOf(SYSTEM, ')R.');
  const within = (pickle: Uint8Array, chunkBytes?: number): { inner: Buffer; reading: ReturnType<typeof follow> } => {
    const pieces: Buffer[] = [];
    const reading = follow(pickle, {
      ...(chunkBytes !== undefined && { chunkBytes }),
      embedded: ({ head, isText }) =>
        head[0] === 0x8c && !isText
          ? () => ({
              write: (chunk) => void pieces.push(Buffer.from(chunk)),
              end: () => void pieces.push(Buffer.from('|')),
            })
          : undefined,
    });
    return { inner: Buffer.concat(pieces), reading };
  };

  it.each([1, 7, 4096])('is shown whole in chunks of %i, with what was called with it', (chunkBytes) => {
    const pickle = bytesOf(imported('pickle', 'loads'), 'C', String.fromCharCode(INNER.length), INNER, '\x85R.');
    const { inner, reading } = within(pickle, chunkBytes);
    expect(inner).toEqual(bytesOf(INNER, '|'));
    expect(namesIn(reading)).toEqual(['pickle loads!']);
    expect(reading.embeddings).toEqual([{ offset: 18, sizeBytes: INNER.length, calledWith: [0] }]);
  });

  it('is told where nothing is called with it', () => {
    const { reading } = within(bytesOf('B', uint32(INNER.length), INNER, '.'));
    expect(reading.embeddings).toEqual([{ offset: 5, sizeBytes: INNER.length, calledWith: [] }]);
  });
});

it('lists oddities of every kind, however many there are of one', () => {
  const many = '\x80\x02'.repeat(2000);
  expect(odditiesIn(follow(`\x80\x02${many}(I1\nl${text('x')}${text('a b')}\x93.`))).toContain('computed-import');
});

it('counts arguments that several calls get as one use of what is in them', () => {
  const maker = 'ccopyreg\n__newobj__\n';
  const reading = follow(`(cm\nC\ntp0\n0${maker}g0\nR0${maker}g0\nR0(cm\nC\nl.`);
  expect(reading.imports.find(({ name }) => name === 'C')).toMatchObject({ kept: true });
});

describe('more than a machine keeps', () => {
  it.each<[string, string, string]>([
    ['marks', '('.repeat(MAX_STACK + 1), 'there are too many marks'],
    ['items', 'N'.repeat(MAX_STACK + 1), 'the stack is too deep'],
    ['tuples in tuples', `)q\0${'\x85'.repeat(MAX_KEPT_TUPLES + 2)}`, 'there are too many tuples'],
  ])('ends it, and is not understood: %s', (_, pickle, broken) => {
    expect(follow(`\x80\x02${pickle}.`)).toMatchObject({ end: 'broken', broken });
  });

  it('holds as much plain data as models have', () => {
    const lists = bytesOf(
      '\x80\x04]',
      Buffer.from(']\x94a'.repeat(3_100_000), 'latin1'),
      `${SYSTEM}\x940j${uint32(3_100_000)}.`,
    );
    expect(follow(lists)).toMatchObject({ end: 'stop', oddities: [], imports: [{ module: 'os', name: 'system' }] });
  });

  it.each([['objects', `\x80\x04${SYSTEM}${')R\x94'.repeat(3_000_001)}.`, 'more in its memo than is followed']])(
    'of too many %s is not followed, and is no lie',
    (_, pickle, broken) => {
      const reading = follow(pickle);
      expect(reading).toMatchObject({ end: 'broken', broken });
      expect(odditiesIn(reading)).not.toContain('sparse-memo');
    },
  );

  it('is no text that an import may be made of', () => {
    const long = 'x'.repeat(200);
    const times = Math.ceil(MAX_MEMO_CHARS / 216);
    const texts = Array.from({ length: times }, () => `X\xc8\0\0\0${long}\x940`).join('');
    const index = uint32(times);
    const pickle = `\x80\x04${texts}X\x02\0\0\0os\x940j${index}X\x06\0\0\0system\x93.`;
    expect(odditiesIn(follow(pickle))).toContain('computed-import');
  });
});
