// SPDX-License-Identifier: Apache-2.0
import { parsePolicy, parsePolicyDocument } from '../../src/index.js';
import { thrownCode } from '@mpk/testkit';
import { bytesOf, DIGEST, faultsOf, FULL_POLICY, policyOf, policyText } from './example.js';

const signer = (value: string): string => policyText('trust:', '  signers:', `    a: ${value}`);
const requirement = (value: string): string => policyText('requirements:', `  ${value}`);
const exception = (fields: string): string =>
  policyText('rules: [{id: size, cel: "true", message: m}]', 'exceptions:', `  - {id: e, reason: r, ${fields}}`);
const found = `match: {digest: "${DIGEST}"}, expires: 2026-12-31`;

describe('parsePolicy', () => {
  it('accepts a document with every field and names those that are not enforced', async () => {
    const { document, notEnforced } = await parsePolicy(bytesOf(FULL_POLICY));
    expect(document.metadata.version).toBe('1.0.0');
    expect(document.spec.requirements?.signature?.threshold).toBe(2);
    expect(notEnforced).toEqual([
      '/spec/requirements/lineage',
      '/spec/extends',
      '/spec/overridable',
      '/spec/permitExceptions',
    ]);
  });

  it('accepts the smallest document and reports every field of it as enforced', async () => {
    expect((await policyOf()).notEnforced).toEqual([]);
  });

  it('reads JSON as the YAML that it is, tabs and all', async () => {
    const { document } = await parsePolicy(bytesOf(FULL_POLICY));
    expect((await parsePolicy(bytesOf(JSON.stringify(document, null, '\t')))).document).toEqual(document);
  });

  it('gives the same for a document made in memory', async () => {
    const parsed = await parsePolicy(bytesOf(FULL_POLICY));
    expect(await parsePolicyDocument(parsed.document)).toEqual(parsed);
  });

  it('names pointers where there is no text', async () => {
    await expect(parsePolicyDocument({ apiVersion: 'x' }, { path: 'flags' })).rejects.toThrow(
      'flags:/apiVersion: found "x", expected "modelprovenance.dev/v1alpha1"',
    );
    await expect(parsePolicyDocument(undefined)).rejects.toThrow('policy:/: found a undefined, expected a mapping');
  });

  const table: readonly [string, string, readonly string[]][] = [
    ['a list', '[]', ['p:1:1: found a list, expected a mapping']],
    ['a text', 'x', ['p:1:1: found "x", expected a mapping']],
    [
      'another apiVersion',
      policyText().replace('v1alpha1', 'v1'),
      ['p:1:13: found "modelprovenance.dev/v1", expected "modelprovenance.dev/v1alpha1"'],
    ],
    [
      'a misspelt kind',
      policyText().replace('ModelPolicy', 'ModelPolciy'),
      ['p:2:7: found "ModelPolciy", expected ModelPolicy, ClusterModelPolicy; did you mean "ModelPolicy"?'],
    ],
    [
      'a version that YAML reads as a number',
      policyText().replace('name: test', 'name: test, version: 1.0'),
      ['p:3:33: found the number 1, expected text (put it in quotes)'],
    ],
    ['no name', policyText().replace('name: test', ''), ['p:3:1: found no field "name", which is required']],
    [
      'a misspelt field',
      policyText('requirments: {}'),
      [
        'p:5:3: found the unknown field "requirments", expected one of mode, match, trust, requirements, rules, exceptions, ' +
          'vsa, extends, overridable, permitExceptions; did you mean "requirements"?',
      ],
    ],
    [
      'a misspelt mode',
      policyText('mode: enfroce'),
      ['p:5:9: found "enfroce", expected enforce, warn, audit; did you mean "enforce"?'],
    ],
    [
      'an unknown signer',
      requirement('signature: {anyOf: [relaese]}'),
      ['p:6:25: found "relaese", expected a name under spec.trust.signers'],
    ],
    [
      'a signer named like a property of every object',
      requirement('signature: {anyOf: [constructor]}'),
      ['p:6:25: found "constructor", expected a name under spec.trust.signers'],
    ],
    [
      'an unknown root',
      signer('{keyless: {root: corp, issuer: i, identity: s}}'),
      ['p:7:27: found "corp", expected a name under spec.trust.roots'],
    ],
    [
      'a signer without an identity',
      signer('{keyless: {root: corp, issuer: i}}'),
      ['p:7:11: found none of the alternatives, expected exactly one of identity, identityPattern'],
    ],
    [
      'an identity stated twice',
      signer('{keyless: {root: corp, issuer: i, identity: s, identityPattern: s}}'),
      ['p:7:11: found identity and identityPattern together, expected exactly one of identity, identityPattern'],
    ],
    [
      'a signer with an unknown timestamp authority',
      signer('{key: {file: k, timestamps: {from: [tsa]}}}'),
      ['p:7:46: found "tsa", expected a name under spec.trust.timestampAuthorities'],
    ],
    [
      'a timestamp authority of an unknown root',
      policyText('trust: {timestampAuthorities: {tsa: {root: corp}}}'),
      ['p:5:46: found "corp", expected a name under spec.trust.roots'],
    ],
    [
      'a private key where an authority is expected',
      policyText('trust: {timestampAuthorities: {tsa: {ca: {inline: "-----BEGIN PRIVATE KEY-----"}}}}'),
      ['p:5:53: found a private key, expected public material only; consider this key lost'],
    ],
    [
      'a root of two kinds',
      policyText('trust: {roots: {a: {trustedRoot: t, sigstore: public-good}}}'),
      ['p:5:19: found trustedRoot and sigstore together, expected exactly one of trustedRoot, sigstore, tuf'],
    ],
    [
      'a TUF repository that is no address',
      policyText('trust: {roots: {a: {tuf: {url: ftp://x}}}}'),
      ['p:5:34: found "ftp://x", expected the https address of a TUF repository'],
    ],
    [
      'a threshold that asks for no time',
      policyText('trust: {roots: {a: {sigstore: public-good, thresholds: {timestamps: 0}}}}'),
      ['p:5:71: found 0, expected 1 to 8'],
    ],
    [
      'a revocation of something else',
      policyText('trust: {revoked: [{digest: "abc"}]}'),
      ['p:5:30: found "abc", expected "sha256:" and 64 lowercase hex digits'],
    ],
    [
      'a signer of no kind',
      signer('{}'),
      ['p:7:7: found none of the alternatives, expected exactly one of key, certificate, keyless'],
    ],
    [
      'a signer of two kinds',
      signer('{key: {file: k}, certificate: {ca: {file: c}, subject: s}}'),
      ['p:7:7: found key and certificate together, expected exactly one of key, certificate, keyless'],
    ],
    [
      'a certificate without subject or identity',
      signer('{certificate: {ca: {file: c}}}'),
      ['p:7:11: found none of the alternatives, expected at least one of subject, identity'],
    ],
    [
      'a key both as a file and in place',
      signer('{key: {file: k, inline: x}}'),
      ['p:7:11: found file and inline together, expected exactly one of file, inline'],
    ],
    ['an empty identity', signer('{keyless: {root: corp, issuer: i, identity: ""}}'), ['p:7:54: found an empty text']],
    [
      'a private key in place, which is not repeated',
      signer('{key: {inline: "-----BEGIN PRIVATE KEY-----"}}'),
      ['p:7:25: found a private key, expected public material only; consider this key lost'],
    ],
    [
      'key material where a path belongs, which is not repeated',
      requirement('identity: {digest: "-----BEGIN PRIVATE KEY-----"}'),
      ['p:6:24: found a PEM text, expected "sha256:" and 64 lowercase hex digits'],
    ],
    [
      'a threshold that cannot be met',
      policyText('trust: {signers: {a: {key: {file: k}}}}', 'requirements: {signature: {anyOf: [a], threshold: 2}}'),
      ['p:6:53: found 2, expected at most 1, the number of signers in anyOf'],
    ],
    [
      'a threshold of nobody',
      requirement('signature: {anyOf: [a], threshold: 0}'),
      ['p:6:40: found 0, expected 1 to 1000'],
    ],
    [
      'a threshold that is no whole number',
      requirement('signature: {anyOf: [a], threshold: 1.5}'),
      ['p:6:40: found the number 1.5, expected a whole number'],
    ],
    ['a signer named twice', requirement('signature: {anyOf: [a, a]}'), ['p:6:28: found "a" a second time']],
    [
      'nobody to sign',
      requirement('signature: {anyOf: []}'),
      ['p:6:24: found an empty list, expected at least one entry'],
    ],
    [
      'a list of inputs that nothing matches',
      requirement('datasets: {signedBy: [a], deny: ["evil", "**/x", "hf://evil/*"]}'),
      [
        'p:6:27: found "a", expected a name under spec.trust.signers',
        'p:6:38: "evil" matches nothing: expected a glob of URIs or digests, such as hf://acme/*, pkg:huggingface/acme/* or sha256:...',
      ],
    ],
    ['a requirement of nothing', requirement('files: {}'), ['p:6:12: found no fields, expected one of require, deny']],
    ['a requirement left empty', requirement('formats:'), ['p:6:13: found nothing, expected a mapping']],
    [
      'a digest in capitals',
      requirement(`identity: {digest: "sha256:${'A'.repeat(64)}"}`),
      [`p:6:24: found "sha256:${'A'.repeat(53)}...", expected "sha256:" and 64 lowercase hex digits`],
    ],
    [
      'a glob with braces',
      policyText('match: [{uri: "hf://{a,b}/*"}]'),
      [
        'p:5:17: found "hf://{a,b}/*", expected a glob of literal characters, "*", "**" and "?"; [ ] { } \\ and a leading "!" ' +
          'are not supported',
      ],
    ],
    [
      'a match of both kinds',
      policyText('match: [{uri: a, path: b}]'),
      ['p:5:11: found uri and path together, expected exactly one of uri, path'],
    ],
    [
      'a signer name that is none',
      policyText('trust: {signers: {"a b": {key: {file: k}}}}'),
      [
        'p:5:21: found "a b", expected a name of letters, digits, "-", "_" and ".", at most 63, that starts with a letter or ' +
          'digit',
      ],
    ],
    [
      'a day that does not exist',
      signer('{key: {file: k, notAfter: 2026-02-30}}'),
      ['p:7:36: found "2026-02-30", expected a calendar date as YYYY-MM-DD'],
    ],
    [
      'a rule that is not CEL',
      policyText('rules: [{id: a, cel: "model.files.all(", message: m}]'),
      ['p:5:24: not a CEL expression: 1:12: found . but expecting end of input'],
    ],
    [
      'two rules of one id',
      policyText('rules:', '  - {id: a, cel: "true", message: m}', '  - {id: a, cel: "true", message: m}'),
      ['p:7:12: found the id "a" a second time'],
    ],
    [
      'loops in loops in loops',
      policyText('rules: [{id: a, cel: "[1].all(a, [1].all(b, [1].all(c, true)))", message: m}]'),
      ['p:5:24: a rule has 3 loops inside one another, expected at most 2'],
    ],
    [
      'a rule that is too long',
      policyText(`rules: [{id: a, cel: "true${' || true'.repeat(600)}", message: m}]`),
      ['p:5:24: found 4804 characters, expected at most 4096'],
    ],
    [
      'an exception for the signature',
      exception(`requirement: signature, ${found}`),
      [
        'p:7:39: found "signature", expected a requirement that may be waived (files, formats, inspection, audit, licenses, metadata, ' +
          'bom, provenance, baseModels, datasets, lineage); no exception waives signature or identity',
      ],
    ],
    [
      'an exception for the identity',
      exception(`requirement: identity, ${found}`),
      [expect.stringContaining('p:7:39: found "identity"')],
    ],
    [
      'an exception for nothing',
      exception(found),
      ['p:7:7: found none of the alternatives, expected exactly one of requirement, attestation, rule, check'],
    ],
    [
      'an exception for two things',
      exception(`requirement: formats, rule: size, ${found}`),
      ['p:7:7: found requirement and rule together, expected exactly one of requirement, attestation, rule, check'],
    ],
    [
      'an exception for an unknown rule',
      exception(`rule: sise, ${found}`),
      ['p:7:32: found "sise", expected a name under spec.rules; did you mean "size"?'],
    ],
    [
      'an exception without an end',
      exception(`rule: size, match: {digest: "${DIGEST}"}`),
      ['p:7:7: found no field "expires", which is required'],
    ],
    [
      'an exception that ends on no day',
      exception(`rule: size, match: {digest: "${DIGEST}"}, expires: 2026-13-01`),
      [expect.stringMatching(/^p:7:\d+: found "2026-13-01", expected a calendar date as YYYY-MM-DD$/)],
    ],
    [
      'an exception for any model',
      exception('rule: size, match: {}, expires: 2026-12-31'),
      ['p:7:38: found no field "digest", which is required'],
    ],
    [
      'an exception for a model by a short digest',
      exception('rule: size, match: {digest: "sha256:abc"}, expires: 2026-12-31'),
      [expect.stringContaining('found "sha256:abc", expected "sha256:" and 64 lowercase hex digits')],
    ],
    [
      'an exception for an unknown attestation',
      exception(`attestation: trianing, ${found}`),
      ['p:7:39: found "trianing", expected a name under spec.requirements.attestations'],
    ],
    [
      'an exception for all attestations',
      exception(`requirement: attestations, ${found}`),
      [expect.stringContaining('found "attestations", expected a requirement that may be waived')],
    ],
    [
      'an attestation by more signers than are named',
      policyText(
        'trust: {signers: {a: {key: {file: k}}}}',
        'requirements: {attestations: [{id: t, predicateType: t, signedBy: [a], threshold: 2}]}',
      ),
      ['p:6:85: found 2, expected at most 1, the number of signers in signedBy'],
    ],
    [
      'two attestations of one id',
      policyText(
        'trust: {signers: {a: {key: {file: k}}}}',
        'requirements:',
        '  attestations:',
        '    - {id: t, predicateType: t, signedBy: [a]}',
        '    - {id: t, predicateType: u, signedBy: [a]}',
      ),
      ['p:9:14: found the id "t" a second time'],
    ],
    [
      'base models of whom nobody says who must have signed',
      requirement('baseModels: {require: signed}'),
      ['p:6:5: found no signedBy, which is required where the policy has no requirement for the signature'],
    ],
    [
      'an expression over an attestation that is no CEL',
      policyText(
        'trust: {signers: {a: {key: {file: k}}}}',
        'requirements: {attestations: [{id: t, predicateType: t, signedBy: [a], validations: [{cel: "1 +", message: m}]}]}',
      ),
      [expect.stringMatching(/^p:6:94: not a CEL expression/)],
    ],
    ['summaries of any verifier', policyText('vsa: {acceptFrom: [a]}'), [expect.stringContaining('verifierId')]],
    [
      'an attestation by an unknown signer',
      requirement('attestations: [{id: a, predicateType: t, signedBy: [b]}]'),
      ['p:6:57: found "b", expected a name under spec.trust.signers'],
    ],
    [
      'a duration in weeks',
      requirement('attestations: [{id: a, predicateType: t, signedBy: [b], maxAge: 2w}]'),
      ['p:6:69: found "2w", expected a whole number of days or hours, such as 90d or 12h'],
    ],
    ['a share over one', requirement('bom: {profile: p, minimum: 1.5}'), ['p:6:32: found 1.5, expected 0 to 1']],
    [
      'a share that is no number',
      requirement('bom: {profile: p, minimum: .nan}'),
      [expect.stringContaining('p:6:32:')],
    ],
  ];
  it.each(table)('refuses %s', async (_, text, expected) => {
    const faults = await faultsOf(text);
    expect(faults).toEqual(expected);
    // The table was written by people: what a fault quotes must stand where it points.
    for (const fault of faults) {
      const [, line, column, quoted] = /^p:(\d+):(\d+): found (?:the unknown field )?"([^".]+)"/.exec(fault) ?? [];
      const rest = text.split('\n')[Number(line) - 1]?.slice(Number(column) - 1) ?? '';
      if (quoted !== undefined && !/\[|\{/.test(quoted)) expect(rest.replace(/^"/, '').startsWith(quoted)).toBe(true);
    }
  });

  it('reports all faults of a document at once, in the order of the text', async () => {
    const text = policyText('mode: 1', 'match: {}', 'rules: nope', 'x: 1').replace('name: test', 'name: TEST');
    expect((await faultsOf(text)).map((line) => line.split(' ')[0])).toEqual([
      'p:3:18:',
      'p:5:9:',
      'p:6:10:',
      'p:7:10:',
      'p:8:3:',
    ]);
  });

  it('bounds the message about a document with endless faults', async () => {
    const lines = await faultsOf(policyText(...Array.from({ length: 5000 }, (_, i) => `x${i}: 1`)));
    expect(lines).toHaveLength(21);
    expect(lines.at(-1)).toBe('and 80 or more other faults');
  });

  it('refuses rules that are not CEL behind any number of doubtful ones', async () => {
    const rules = Array.from({ length: 150 }, (_, i) => `  - {id: r${i}, cel: "nope${i}", message: m}`);
    expect(await faultsOf(policyText('rules:', ...rules, '  - {id: z, cel: "(", message: m}'))).toEqual([
      expect.stringContaining('p:156:20: not a CEL expression'),
    ]);
  });

  it.each([
    ['a value', policyText('mode: "\\e[2J\\x9b\\u202e"'), '\\u001b[2J\\u009b\\u202e'],
    ['a field', policyText('"\\x9bx": 1'), '\\u009bx'],
    ['a rule', policyText('rules: [{id: a, cel: "\\x9b", message: m}]'), '\\u009b'],
    ['a tag', policyText('mode: !<\u200f> x'), '\\u200f'],
  ])('shows control characters of %s and does not print them', async (_, text, shown) => {
    const message = (await faultsOf(text)).join();
    expect(message).toContain(shown);
    expect(message).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  });

  it('gives a next step', async () => {
    await expect(parsePolicy(bytesOf('[]'))).rejects.toMatchObject({
      hint: expect.stringContaining('mpk policy lint'),
    });
  });
});

describe('parsePolicyDocument', () => {
  it.each([null, 1, 'x', [], { __proto__: null }, new Date(), () => 1])('refuses %p', async (value) => {
    expect(await thrownCode(() => parsePolicyDocument(value))).toBe('POLICY_INVALID');
  });
});
