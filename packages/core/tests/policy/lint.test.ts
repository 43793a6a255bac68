// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { isMpkError, parsePolicy, policyFaults, renderFault } from '../../src/index.js';
import { bytesOf, DIGEST, FULL_POLICY, policyText } from './example.js';

const now = new Date('2026-06-01T00:00:00Z');

/** Rendered faults with their severity. */
const lint = async (text: string): Promise<readonly string[]> =>
  (await policyFaults(bytesOf(text), { now })).map((fault) => `${fault.severity} ${renderFault(fault, 'p')}`);

const keyless = (issuer: string, identity: string): string =>
  policyText(
    'trust:',
    '  roots: {corp: {trustedRoot: t}}',
    '  signers:',
    '    a:',
    '      keyless:',
    '        root: corp',
    `        issuer: ${issuer}`,
    `        identity: ${identity}`,
    'requirements: {signature: {anyOf: [a]}}',
  );

describe('policyFaults', () => {
  it('has nothing to say of a good policy', async () => {
    expect(await lint(keyless('https://issuer.example', 'https://acme.example/w.yml@refs/tags/v1'))).toEqual([]);
  });

  it('gives errors as parsing does, with place and pointer', async () => {
    expect(await policyFaults(bytesOf(policyText('mode: enfroce')))).toEqual([
      {
        severity: 'error',
        line: 5,
        column: 9,
        pointer: '/spec/mode',
        message: 'found "enfroce", expected enforce, warn, audit; did you mean "enforce"?',
      },
    ]);
  });

  it('gives errors and warnings together, in the order of the text', async () => {
    const rules = ['rules:', '  - {id: a, cel: "modle == 1", message: m}', '  - {id: b, cel: "(", message: m}'];
    expect(
      (await lint(policyText('trust: {roots: {x: {trustedRoot: t}}}', ...rules))).map((l) => l.slice(0, 14)),
    ).toEqual(['warning p:5:19', 'warning p:7:20', 'error p:8:20: ']);
  });

  it('warns of every field that is not enforced', async () => {
    const warnings = (await lint(FULL_POLICY)).filter((line) => line.includes('not enforced by this version'));
    expect(warnings).toHaveLength(4);
    expect(warnings[0]).toBe('warning p:32:5: not enforced by this version: the verdict will be undecided');
  });

  it.each<[string, string, readonly string[]]>([
    [
      'a signer that nobody names',
      policyText('trust: {signers: {a: {key: {file: k}}}}', 'rules: [{id: a, cel: "true", message: m}]'),
      ['warning p:5:21: no requirement names the signer "a"'],
    ],
    [
      'a timestamp authority that nobody names',
      policyText('trust: {timestampAuthorities: {a: {ca: {file: t}}}}', 'rules: [{id: a, cel: "true", message: m}]'),
      ['warning p:5:34: no signer names the timestamp authority "a"'],
    ],
    [
      'a key that never counts',
      policyText(
        'trust: {signers: {a: {key: {file: k, notBefore: 2027-01-02, notAfter: 2027-01-01}}}}',
        'requirements: {signature: {anyOf: [a]}}',
      ),
      ['warning p:5:51: the key counts from 2027-01-02 and until 2027-01-01: never'],
    ],
    [
      'a root that nobody names',
      policyText('trust: {roots: {a: {trustedRoot: t}}}', 'rules: [{id: a, cel: "true", message: m}]'),
      ['warning p:5:19: no signer names the root "a"'],
    ],
    [
      'an issuer that looks like a pattern',
      keyless('https://*.example', 'me@acme.example'),
      ['warning p:11:19: looks like a pattern, but the issuer is compared exactly; use issuerPattern for one'],
    ],
    [
      'an identity that looks like a regular expression',
      keyless('https://a.example', '^https://acme\\.example/.+$'),
      ['warning p:12:21: looks like a pattern, but the identity is compared exactly; use identityPattern for one'],
    ],
    [
      'a key that is over',
      policyText(
        'trust: {signers: {a: {key: {file: k, notAfter: 2026-05-31}}}}',
        'requirements: {signature: {anyOf: [a]}}',
      ),
      ['warning p:5:50: the key counted until 2026-05-31 only'],
    ],
    [
      'one key under two names',
      policyText(
        'trust: {signers: {a: {key: {file: k}}, b: {key: {file: k}}}}',
        'requirements: {signature: {anyOf: [a, b], threshold: 2}}',
      ),
      ['warning p:6:41: "b" and "a" are one signer and count once'],
    ],
    [
      'an exception that is over, for a requirement that is not there',
      policyText(
        'requirements: {files: {deny: [x]}}',
        'exceptions:',
        `  - {id: e, requirement: formats, match: {digest: "${DIGEST}"}, reason: r, expires: 2026-05-31}`,
      ),
      [
        'warning p:7:28: the policy has no requirement "formats" to waive',
        'warning p:7:149: the exception "e" is over since 2026-05-31',
      ],
    ],
    [
      'a rule of unknown names',
      policyText('rules: [{id: a, cel: "model.size < 1", message: m}]'),
      [
        'warning p:5:24: unknown field "size", expected one of name, uri, sizeBytes, manifestDigest, omsRootDigest, files; ' +
          'the expression will fail',
      ],
    ],
    [
      'an expression over an attestation that names what is not there',
      policyText(
        'trust: {signers: {a: {key: {file: k}}}}',
        'requirements: {attestations: [{id: t, predicateType: t, signedBy: [a], cel: signatures.size() == 1}]}',
      ),
      [
        'warning p:6:79: unknown name "signatures", expected one of predicate, predicateType, subjects, signer, model, now; ' +
          'the expression will fail',
      ],
    ],
    ['no requirements', policyText(), ['warning p:4:1: the policy has no requirements: nothing can pass or fail']],
    [
      'only advice',
      policyText('rules: [{id: a, cel: "true", message: m, mode: warn}]'),
      ['warning p:4:1: the policy has no requirements: nothing can pass or fail'],
    ],
  ])('warns of %s', async (_, text, expected) => {
    expect(await lint(text)).toEqual(expected);
  });

  it.each(['relase', 'constructor', 'toString'])('reports the unknown signer %s where parsing does', async (name) => {
    const text = policyText(
      'trust: {signers: {release: {key: {file: k}}, b: {key: {file: l}}}}',
      `requirements: {signature: {anyOf: [b, release, ${name}]}}`,
    );
    const faults = await lint(text);
    expect(faults).toEqual([`error ${await messageOf(text)}`]);
    expect(faults[0]).toContain(`error p:6:50: found "${name}", expected a name under spec.trust.signers`);
  });

  it('never throws for what the bytes hold', async () => {
    for (const bytes of [new Uint8Array(0), new Uint8Array([0xff]), new Uint8Array(2 ** 21), bytesOf('\0')]) {
      expect((await policyFaults(bytes)).some((fault) => fault.severity === 'error')).toBe(true);
    }
  });

  it('never throws for a policy with lines or values changed, and has errors exactly where parsing refuses', async () => {
    const changes = { spliced: fc.tuple(fc.nat(), fc.nat(40), fc.constantFrom(...FRAGMENTS)), replaced: replacement };
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof(changes.spliced, changes.replaced), { minLength: 1, maxLength: 3 }),
        async (edits) => {
          const text = edits.reduce(edited, FULL_POLICY);
          const refused = (await policyFaults(bytesOf(text), { now })).some((fault) => fault.severity === 'error');
          expect(refused).toBe((await messageOf(text)) !== '');
        },
      ),
      { numRuns: 300 },
    );
  });
});

/** What stands in the way of readers: names of every object's properties, wrong types, syntax. */
const FRAGMENTS = [
  '',
  ' ',
  ':',
  '{',
  ']',
  '- ',
  '"',
  '#',
  '&a',
  '*a',
  'null',
  '[]',
  '{}',
  '1e999',
  'constructor',
  '__proto__: {}',
  '"("',
];

const replacement = fc.record({ word: fc.nat(), by: fc.constantFrom(...FRAGMENTS) });

type Edit = readonly [number, number, string] | { readonly word: number; readonly by: string };

/** Replaces one word of the text, or a few characters anywhere. */
function edited(text: string, edit: Edit): string {
  if (!('word' in edit)) {
    const at = edit[0] % text.length;
    return text.slice(0, at) + edit[2] + text.slice(at + edit[1]);
  }
  const words = [...text.matchAll(/[\w.-]+/g)];
  const word = words[edit.word % words.length];
  return word === undefined ? text : text.slice(0, word.index) + edit.by + text.slice(word.index + word[0].length);
}

/** With what parsing refuses a policy; nothing where it accepts it. */
async function messageOf(text: string): Promise<string> {
  try {
    await parsePolicy(bytesOf(text), { path: 'p' });
    return '';
  } catch (error) {
    if (!isMpkError(error)) throw error;
    return error.message;
  }
}
