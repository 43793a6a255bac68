// SPDX-License-Identifier: Apache-2.0
import { CEL_VARIABLES, celContext, evaluateRule, loadCel, MAX_CEL_CHARS } from '../../src/index.js';
import { thrownCode } from '@mpk/testkit';
import { evidenceOf, policyOf } from './example.js';
import type { CelContext } from '../../src/index.js';

const sha256 = 'd'.repeat(64);
const now = new Date('2026-06-01T00:00:00.500Z');

async function context(): Promise<CelContext> {
  const evidence = evidenceOf([
    { name: 'config.json', sizeBytes: 10, sha256, format: { id: 'json', contains: [] } },
    { name: 'model.pt', sizeBytes: 39_999_999_989, sha256, format: { id: 'pytorch', contains: ['zip', 'pickle'] } },
    { name: 'unread', sizeBytes: 0, sha256 },
  ]);
  const signatures = [
    { method: 'keyless', signer: 'release', identity: 'me@acme.example', issuer: 'https://issuer.example' },
    { method: 'key', signer: 'offline' },
  ] as const;
  return celContext(evidence, { signatures, attestations: [], policy: (await policyOf()).document, now });
}

const outcomeOf = async (cel: string): Promise<string> => (await evaluateRule({ cel }, await context())).outcome;

describe('a rule', () => {
  it.each([
    'model.sizeBytes < 40000000000',
    'model.sizeBytes == 39999999999',
    'model.name == "tiny" && model.uri.startsWith("hf://acme/")',
    'model.manifestDigest.startsWith("sha256:") && model.omsRootDigest != model.manifestDigest',
    'model.files.size() == 3',
    'model.files.exists(f, has(f.format) && f.format == "json")',
    'model.files.exists(f, has(f.contains) && "pickle" in f.contains)',
    'model.files.filter(f, f.name.endsWith(".json")).all(f, f.sizeBytes < 100)',
    'model.files.all(f, f.sha256.matches("^[0-9a-f]{64}$"))',
    'signatures.exists(s, s.method == "keyless" && s.issuer == "https://issuer.example")',
    'signatures.exists_one(s, !has(s.identity)) && signatures.all(s, s.signer in ["release", "offline"])',
    'policy.name == "test" && !has(policy.version)',
    'now > timestamp("2026-06-01T00:00:00.4Z") && now < timestamp("2026-06-01T00:00:00.6Z")',
    'now.getFullYear() == 2026',
    '"A,B".lowerAscii().split(",").join("-") == "a-b"',
  ])('passes on %s', async (cel) => {
    expect(await evaluateRule({ cel }, await context())).toEqual({ outcome: 'pass', message: '' });
  });

  it.each([
    ['false', 'gave false'],
    ['1', 'gave 1'],
    ['1.5', 'gave 1.5'],
    ['"true"', 'gave "true"'],
    ['null', 'gave a value that is not true or false'],
    ['[true]', 'gave a value that is not true or false'],
    ['{"a": true}', 'gave a value that is not true or false'],
    ['bool', 'gave a value that is not true or false'],
    ['now', 'gave a value that is not true or false'],
    ['nope', expect.stringContaining('gave an error: ')],
    ['constructor', expect.stringContaining('gave an error: ')],
    ['model.constructor', 'gave an error: "field not found: constructor"'],
    ['model.nope == 1', 'gave an error: "field not found: nope"'],
    ['nope(1)', expect.stringContaining('gave an error: ')],
    ['1 / 0 == 1', expect.stringContaining('gave an error: ')],
    ['model.files[99].name == "x"', expect.stringContaining('gave an error: ')],
    ['"x".matches("(")', expect.stringContaining('gave an error: ')],
    ['"x".matches("(?=x)")', expect.stringContaining('gave an error: ')],
    ['model.files.all(f, f.format != "pickle")', 'gave an error: "field not found: format"'],
  ])('fails on %s', async (cel, message) => {
    expect(await evaluateRule({ cel }, await context())).toEqual({ outcome: 'fail', message });
  });

  it('ends on a regular expression that makes backtracking engines run for years', async () => {
    expect(await outcomeOf(`"${'a'.repeat(60)}!".matches("^(a+)+$")`)).toBe('fail');
    expect(await outcomeOf(`"${'a'.repeat(60)}".matches("^(a|a)*$")`)).toBe('pass');
  });

  it.each([
    ['a text', `"aaaaaaaaaa"${'.replace("a", "aaaaaaaaaa")'.repeat(20)} == ""`],
    ['a list', `[[1]]${'.map(a, a + a)'.repeat(60)}[0].all(x, x == 1)`],
  ])('is undecided when it grows %s without end', async (_, cel) => {
    const engine = await loadCel();
    expect(engine.evaluateRule({ cel }, await context(), 100)).toEqual({
      outcome: 'undecided',
      message: 'took longer than 100 ms',
    });
    expect(await outcomeOf('true')).toBe('pass');
  });

  it('is never passed over a model that is too large for it', async () => {
    const files = Array.from({ length: 100_000 }, (_, i) => ({ name: `f${i}`, sizeBytes: 1, sha256 }));
    const large = celContext(evidenceOf(files), {
      signatures: [],
      attestations: [],
      policy: (await policyOf()).document,
      now,
    });
    const engine = await loadCel();
    const { outcome } = engine.evaluateRule(
      { cel: 'model.files.filter(f, f.sizeBytes > 0).all(f, true)' },
      large,
      1000,
    );
    expect(outcome).toBe('undecided');
  });

  it.each([
    ['not CEL', 'a &&'],
    ['empty', ''],
    ['too long', `true${' '.repeat(MAX_CEL_CHARS)}`],
    ['a tower of parentheses', `${'('.repeat(201)}true${')'.repeat(201)}`],
    ['a tower of brackets', `${'['.repeat(2000)}${']'.repeat(2000)} == []`],
    ['an endless sum', `${'1+'.repeat(1900)}1 == 1`],
    ['an endless negation', `${'(-'.repeat(300)}1${')'.repeat(300)} == 1`],
    ['an endless chain of fields', `model${'.a'.repeat(1900)}`],
    ['three loops deep', '[1].all(a, [1].exists(b, [1].map(c, c) == []))'],
    ['three loops deep in the step of a map', '[1].map(a, [1].filter(b, [1].exists_one(c, c == 1))) == []'],
  ])('is refused when it is %s', async (_, cel) => {
    expect(await thrownCode(() => outcomeOf(cel))).toBe('POLICY_INVALID');
  });

  it('may be as deep as people write', async () => {
    expect(await outcomeOf(`${'('.repeat(100)}true${')'.repeat(100)}`)).toBe('pass');
    expect(await outcomeOf(Array.from({ length: 150 }, (_, i) => `model.name != "${i}"`).join(' && '))).toBe('pass');
    expect(await outcomeOf(`${'1+'.repeat(150)}1 == 151`)).toBe('pass');
  });

  it('may have loops one after the other', async () => {
    expect(await outcomeOf('[1].map(a, a).map(b, b).map(c, c).all(d, [d].all(e, e == 1))')).toBe('pass');
  });
});

describe('celContext', () => {
  it('has the variables that rules are checked against, and no others', async () => {
    const withVersion = (await policyOf()).document;
    const policy = { ...withVersion, metadata: { name: 'test', version: '1' } };
    const file = { name: 'a', sizeBytes: 1, sha256, format: { id: 'json', contains: [] } };
    const made = celContext(evidenceOf([file]), { signatures: [], attestations: [], policy, now });
    const { model, policy: about } = CEL_VARIABLES;
    expect(Object.keys(made)).toEqual(Object.keys(CEL_VARIABLES));
    expect(Object.keys(made.model)).toEqual(Object.keys(model!.fields!));
    expect(Object.keys(made.model.files[0]!)).toEqual(Object.keys(model!.fields!.files!.elements!.fields!));
    expect(Object.keys(made.policy)).toEqual(Object.keys(about!.fields!));
  });

  it('leaves out what was not read', async () => {
    const made = celContext(evidenceOf([{ name: 'a', sizeBytes: 1, sha256 }]), {
      signatures: [],
      attestations: [],
      policy: (await policyOf()).document,
      now,
    });
    expect(made.model.files).toEqual([{ name: 'a', sizeBytes: 1n, sha256 }]);
    expect(made.policy).toEqual({ name: 'test' });
  });
});

describe('readCelFacts', () => {
  const unknown = async (cel: string): Promise<readonly string[]> => (await loadCel()).readCelFacts(cel).unknown;

  it.each([
    [
      'modle.name == "x"',
      'unknown name "modle", expected one of model, signatures, attestations, claims, policy, now; did you mean "model"?',
    ],
    [
      'model.sizebytes < 1',
      'unknown field "sizebytes", expected one of name, uri, sizeBytes, manifestDigest, omsRootDigest, files; did you mean ' +
        '"sizeBytes"?',
    ],
    [
      'model.files.all(f, f.nam == "")',
      'unknown field "nam", expected one of name, sizeBytes, sha256, format, contains; did you mean "name"?',
    ],
    ['model.files[0].nam == ""', expect.stringContaining('unknown field "nam"')],
    ['signatures.exists(s, s.signer == x)', expect.stringContaining('unknown name "x"')],
    ['has(policy.names)', expect.stringContaining('unknown field "names"')],
    ['{"a": nope}.a', expect.stringContaining('unknown name "nope"')],
    ['{nope: 1} == {}', expect.stringContaining('unknown name "nope"')],
    ['"a".contians("b")', 'unknown function "contians"'],
    ['f.name == ""', expect.stringContaining('unknown name "f"')],
    ['model.files.all(f, true) && f == 1', expect.stringContaining('unknown name "f"')],
  ])('%s has an %s', async (cel, message) => {
    expect(await unknown(cel)).toEqual([message]);
  });

  it.each([
    'int("1") == 1 && type(1) == int && -1 < 2 && !false && (true ? 1 : 2) == 1 && 1 in [1] && [1][0] == 1',
    'model.files.map(f, f.name).exists(n, n.startsWith("a")) && size(signatures) >= 1 && 5 % 2 - 1 * 3 / 1 + 1 != 0',
    'now - timestamp("2026-01-01T00:00:00Z") < duration("24h") || model.files.exists_one(f, f.sizeBytes > 1)',
  ])('%s has nothing unknown', async (cel) => {
    expect(await unknown(cel)).toEqual([]);
  });
});
