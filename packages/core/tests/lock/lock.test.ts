// SPDX-License-Identifier: Apache-2.0
import { thrownCode } from '@mpk/testkit';
import { Ajv2020 } from 'ajv/dist/2020.js';
import {
  LOCK_SCHEMA,
  MAX_LOCK_BYTES,
  createLock,
  createManifest,
  diffLock,
  lockSchema,
  manifestDigest,
  parseLock,
  serializeLock,
} from '../../src/index.js';

const A = 'a'.repeat(64);
const B = 'b'.repeat(64);
const COMMIT = '0123456789abcdef0123456789abcdef01234567';
const manifest = createManifest([
  { name: 'weights/model.safetensors', sizeBytes: 12, sha256: B },
  { name: 'config.json', sizeBytes: 2, sha256: A },
]);
const lock = createLock(manifest, {
  uri: `hf://acme/model@${COMMIT}`,
  commit: COMMIT,
  createdAt: new Date('2026-11-23T10:00:00Z'),
});

type Json = Record<string, any>;
const parseEdited = (edit: (json: Json) => void): unknown => {
  const json = JSON.parse(serializeLock(lock)) as Json;
  edit(json);
  return parseLock(Buffer.from(JSON.stringify(json)));
};

describe('createLock and serializeLock', () => {
  it('pins names, sizes and both digests', () => {
    expect(lock).toMatchObject({ schema: LOCK_SCHEMA, commit: COMMIT, manifestDigest: manifestDigest(manifest) });
    expect(lock.files.map((f) => f.name)).toEqual(['config.json', 'weights/model.safetensors']);
  });

  it('writes one text for one lock, however its members and files are ordered', () => {
    const shuffled = { ...Object.fromEntries(Object.entries(lock).reverse()), files: [...lock.files].reverse() };
    expect(serializeLock(shuffled as unknown as typeof lock)).toBe(serializeLock(lock));
    expect(serializeLock(lock)).toMatch(/^\{\n {2}"schema": .*\}\n$/s);
  });

  it('reads back what it wrote', () => {
    expect(parseLock(Buffer.from(serializeLock(lock)))).toEqual(lock);
  });

  it('leaves out uri and commit where there are none', () => {
    const bare = createLock(manifest, { createdAt: new Date(0) });
    expect(Object.keys(bare)).not.toContain('uri');
    expect(parseLock(Buffer.from(serializeLock(bare)))).toEqual(bare);
  });

  it.each(['no scheme', 'hf://a b', 'hf://a\u0007', ''])('refuses the uri %j', async (uri) => {
    expect(await thrownCode(() => createLock(manifest, { uri, createdAt: new Date(0) }))).toBe('INPUT_MALFORMED');
  });

  it('refuses a short commit', async () => {
    const options = { commit: 'abc1234', createdAt: new Date(0) };
    expect(await thrownCode(() => createLock(manifest, options))).toBe('INPUT_MALFORMED');
  });
});

describe('parseLock', () => {
  it('accepts files in any order and returns them in OMS order', () => {
    expect(parseEdited((json) => json['files'].reverse())).toEqual(lock);
  });

  const refused: [string, (json: Json) => void, string][] = [
    ['a manifestDigest of other files', (j) => (j['manifestDigest'] = `sha256:${A}`), 'INPUT_MALFORMED'],
    ['an omsRootDigest of other files', (j) => (j['omsRootDigest'] = `sha256:${A}`), 'INPUT_MALFORMED'],
    ['a file whose digest was swapped', (j) => (j['files'][0].sha256 = B), 'INPUT_MALFORMED'],
    ['a file whose size was changed', (j) => (j['files'][0].sizeBytes = 3), 'INPUT_MALFORMED'],
    ['a file that was renamed', (j) => (j['files'][0].name = 'a.json'), 'INPUT_MALFORMED'],
    ['a file that was dropped', (j) => j['files'].pop(), 'INPUT_MALFORMED'],
    ['no files', (j) => (j['files'] = []), 'INPUT_MALFORMED'],
    ['files that are no array', (j) => (j['files'] = {}), 'INPUT_MALFORMED'],
    ['an unknown key', (j) => (j['allowExtraFiles'] = true), 'INPUT_MALFORMED'],
    ['an unknown key of a file', (j) => (j['files'][0].optional = true), 'INPUT_MALFORMED'],
    ['another schema', (j) => (j['schema'] = 'modelprovenance.dev/lock/v9'), 'INPUT_UNSUPPORTED'],
    ['a missing schema', (j) => delete j['schema'], 'INPUT_UNSUPPORTED'],
    ['an uppercase digest', (j) => (j['files'][0].sha256 = A.toUpperCase()), 'INPUT_MALFORMED'],
    ['a negative size', (j) => (j['files'][0].sizeBytes = -1), 'INPUT_MALFORMED'],
    ['a size beyond 2^53', (j) => (j['files'][0].sizeBytes = 2 ** 53), 'INPUT_MALFORMED'],
    ['a day that does not exist', (j) => (j['createdAt'] = '2026-02-30T00:00:00Z'), 'INPUT_MALFORMED'],
    ['a local time', (j) => (j['createdAt'] = '2026-02-03T00:00:00+01:00'), 'INPUT_MALFORMED'],
    ['a commit that is a branch', (j) => (j['commit'] = 'main'), 'INPUT_MALFORMED'],
    ['a uri with a line feed', (j) => (j['uri'] = 'hf://a/b\nx'), 'INPUT_MALFORMED'],
    ['a name that leaves the model', (j) => (j['files'][0].name = '../x'), 'MODEL_NAME_INVALID'],
    ['a name that stands twice', (j) => j['files'].push(j['files'][0]), 'MODEL_NAME_INVALID'],
  ];
  it.each(refused)('refuses %s', async (_, edit, code) => {
    expect(await thrownCode(() => parseEdited(edit))).toBe(code);
  });

  it.each([
    ['a duplicate key', '{"schema": "a", "schema": "b"}', 'INPUT_MALFORMED'],
    ['an array', '[]', 'INPUT_MALFORMED'],
    ['text', 'lock', 'INPUT_MALFORMED'],
    ['nothing', '', 'INPUT_MALFORMED'],
  ])('refuses %s', async (_, text, code) => {
    expect(await thrownCode(() => parseLock(Buffer.from(text)))).toBe(code);
  });

  it('refuses a lock over the limit before it parses it', async () => {
    expect(await thrownCode(() => parseLock(Buffer.alloc(MAX_LOCK_BYTES + 1, 0x20)))).toBe('INPUT_TOO_LARGE');
  });
});

describe('diffLock', () => {
  it('finds nothing between equal locks', () => {
    expect(diffLock(lock, lock)).toEqual({
      same: true,
      files: { missing: [], changed: [], added: [] },
      sizeBytes: { from: 14, to: 14 },
    });
  });

  it('names what changed, came and went, and another commit', () => {
    const next = createLock(
      createManifest([
        { name: 'config.json', sizeBytes: 5, sha256: B },
        { name: 'new.txt', sizeBytes: 1, sha256: A },
      ]),
      { createdAt: new Date(0), commit: COMMIT.replace('0', 'f') },
    );
    expect(diffLock(lock, next)).toEqual({
      same: false,
      files: { missing: ['weights/model.safetensors'], changed: ['config.json'], added: ['new.txt'] },
      sizeBytes: { from: 14, to: 6 },
      uri: { from: lock.uri, to: undefined },
      commit: { from: COMMIT, to: next.commit },
    });
  });
});

describe('lockSchema', () => {
  const validate = new Ajv2020({ strict: true }).compile(lockSchema);
  const edited = (edit: (json: Json) => void): unknown => {
    const json = JSON.parse(serializeLock(lock)) as Json;
    edit(json);
    return json;
  };

  it('accepts what serializeLock writes', () => {
    expect(validate(JSON.parse(serializeLock(lock)))).toBe(true);
  });

  it.each<[string, (json: Json) => void]>([
    ['an unknown key', (j) => (j['extra'] = 1)],
    ['no files', (j) => (j['files'] = [])],
    ['a short digest', (j) => (j['files'][0].sha256 = 'ab')],
    ['another schema', (j) => (j['schema'] = 'x')],
    ['no creation time', (j) => delete j['createdAt']],
  ])('refuses %s, as parseLock does', async (_, edit) => {
    expect(validate(edited(edit))).toBe(false);
    expect(await thrownCode(() => parseEdited(edit))).not.toBe('nothing thrown');
  });
});
