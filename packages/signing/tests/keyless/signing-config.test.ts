// SPDX-License-Identifier: Apache-2.0
import type { BundleJson } from '@mpk/core';
import { thrownCode } from '@mpk/testkit';
import { startLocalSigstore, type LocalSigstore } from '@mpk/testkit/sigstore';
import { createKeylessSigner, parseSigningConfig, type SigningConfig } from '@mpk/signing';
import { selectServices } from '../../src/keyless/select-services.js';
import { PAYLOAD } from '../bundles.js';
import { ALICE, START_TIMEOUT_MS, codeOf } from './local-signing.js';

const NOW = new Date('2026-06-01T00:00:00Z');
const CURRENT = { start: '2026-01-01T00:00:00Z' };
const OVER = { start: '2025-01-01T00:00:00Z', end: '2026-05-31T23:59:59Z' };
const TO_COME = { start: '2026-06-01T00:00:01Z' };

type Service = [url: string, version: number, operator: string, validFor?: object];

const listOf = (services: readonly Service[]): object[] =>
  services.map(([url, majorApiVersion, operator, validFor = CURRENT]) => ({
    url,
    majorApiVersion,
    operator,
    validFor,
  }));

const MEDIA_TYPE = 'application/vnd.dev.sigstore.signingconfig.v0.2+json';

const configOf = (parts: Record<string, unknown> = {}): Buffer =>
  Buffer.from(
    JSON.stringify({
      mediaType: MEDIA_TYPE,
      caUrls: listOf([['https://fulcio', 1, 'a']]),
      oidcUrls: listOf([['https://oauth', 1, 'a']]),
      rekorTlogUrls: listOf([['https://rekor', 1, 'a']]),
      rekorTlogConfig: { selector: 'ANY' },
      tsaUrls: listOf([['https://tsa', 1, 'a']]),
      tsaConfig: { selector: 'ANY' },
      ...parts,
    }),
  );

const logsOf = (services: readonly Service[], selector: object): string[] => {
  const config = parseSigningConfig(configOf({ rekorTlogUrls: listOf(services), rekorTlogConfig: selector }));
  return selectServices(config, NOW).logs.map(({ url, majorApiVersion }) => `${url} ${majorApiVersion}`);
};

describe('the services of a signing config', () => {
  it.each<[string, Service[], object | undefined, string[]]>([
    [
      'any: the first',
      [
        ['x', 1, 'a'],
        ['y', 1, 'b'],
      ],
      { selector: 'ANY' },
      ['x 1'],
    ],
    [
      'the newest version',
      [
        ['x', 1, 'a'],
        ['y', 2, 'a'],
      ],
      { selector: 'ANY' },
      ['y 2'],
    ],
    [
      'the newest version that is known',
      [
        ['x', 1, 'a'],
        ['y', 3, 'a'],
      ],
      { selector: 'ANY' },
      ['x 1'],
    ],
    [
      'the newest version of any operator',
      [
        ['x', 1, 'a'],
        ['y', 2, 'b'],
      ],
      { selector: 'ANY' },
      ['y 2'],
    ],
    [
      'the newer of one version',
      [
        ['x', 1, 'a', { start: '2025-01-01T00:00:00Z' }],
        ['y', 1, 'a'],
      ],
      { selector: 'ANY' },
      ['y 1'],
    ],
    [
      'not one that is over',
      [
        ['x', 2, 'a', OVER],
        ['y', 1, 'a'],
      ],
      { selector: 'ANY' },
      ['y 1'],
    ],
    [
      'not one that is to come',
      [
        ['x', 2, 'a', TO_COME],
        ['y', 1, 'a'],
      ],
      { selector: 'ANY' },
      ['y 1'],
    ],
    [
      'all: one of each operator',
      [
        ['x', 1, 'a'],
        ['y', 2, 'a'],
        ['z', 1, 'b'],
        ['w', 9, 'c'],
      ],
      { selector: 'ALL' },
      ['y 2', 'z 1'],
    ],
    [
      'exactly two',
      [
        ['x', 1, 'a'],
        ['y', 1, 'b'],
        ['z', 1, 'c'],
      ],
      { selector: 'EXACT', count: 2 },
      ['x 1', 'y 1'],
    ],
    [
      'all, where nothing is said',
      [
        ['x', 1, 'a'],
        ['y', 1, 'b'],
      ],
      undefined,
      ['x 1', 'y 1'],
    ],
  ])('are %s', (_, services, selector, expected) => {
    expect(logsOf(services, selector ?? (null as unknown as object))).toEqual(expected);
  });

  it.each<[string, Record<string, unknown>]>([
    ['no log', { rekorTlogUrls: [] }],
    ['no log of a known version', { rekorTlogUrls: listOf([['x', 3, 'a']]) }],
    [
      'no log now',
      {
        rekorTlogUrls: listOf([
          ['x', 1, 'a', OVER],
          ['y', 2, 'a', TO_COME],
        ]),
      },
    ],
    [
      'too few logs',
      {
        rekorTlogUrls: listOf([
          ['x', 1, 'a'],
          ['y', 1, 'b'],
        ]),
        rekorTlogConfig: { selector: 'EXACT', count: 3 },
      },
    ],
    [
      'too few operators',
      {
        rekorTlogUrls: listOf([
          ['x', 1, 'a'],
          ['y', 1, 'a'],
        ]),
        rekorTlogConfig: { selector: 'EXACT', count: 2 },
      },
    ],
    ['no authority', { caUrls: [] }],
    ['no authority of a known version', { caUrls: listOf([['x', 2, 'a']]) }],
    ['no timestamp authority now, though it names one', { tsaUrls: listOf([['x', 1, 'a', OVER]]) }],
  ])('throw INPUT_UNSUPPORTED where there is %s', async (_, parts) => {
    const config = parseSigningConfig(configOf(parts));
    await expect(thrownCode(() => selectServices(config, NOW))).resolves.toBe('INPUT_UNSUPPORTED');
  });

  it('need no timestamp authority where none is named', () => {
    const config = parseSigningConfig(configOf({ tsaUrls: undefined, tsaConfig: undefined }));
    expect(selectServices(config, NOW).timestampAuthorities).toEqual([]);
  });

  it('are read from a v0.1 as well, where they are plain addresses', () => {
    const mediaType = 'application/vnd.dev.sigstore.signingconfig.v0.1+json';
    const plain = {
      mediaType,
      caUrl: 'https://fulcio',
      oidcUrl: 'https://oauth',
      tlogUrls: ['https://rekor', 'https://other'],
      tsaUrls: ['https://tsa'],
    };
    const config = parseSigningConfig(Buffer.from(JSON.stringify(plain)));
    const { authority, logs, timestampAuthorities } = selectServices(config, NOW);
    expect([authority, ...logs, ...timestampAuthorities].map(({ url }) => url)).toEqual([
      'https://fulcio',
      'https://rekor',
      'https://tsa',
    ]);
    expect(config.identityProviders.map(({ url }) => url)).toEqual(['https://oauth']);
  });
});

describe('a signing config', () => {
  it.each<[string, string, Uint8Array]>([
    ['INPUT_MALFORMED', 'that is empty', Buffer.alloc(0)],
    ['INPUT_MALFORMED', 'that is a list', Buffer.from('[]')],
    [
      'INPUT_MALFORMED',
      'of another media type',
      configOf({ mediaType: 'application/vnd.dev.sigstore.signingconfig.v0.3+json' }),
    ],
    ['INPUT_MALFORMED', 'with a service that is text', configOf({ caUrls: ['https://fulcio'] })],
    [
      'INPUT_MALFORMED',
      'with a service without a start',
      configOf({ caUrls: [{ url: 'x', majorApiVersion: 1, validFor: {} }] }),
    ],
    [
      'INPUT_MALFORMED',
      'with a version that is text',
      configOf({ caUrls: [{ url: 'x', majorApiVersion: '1', validFor: CURRENT }] }),
    ],
    ['INPUT_MALFORMED', 'with a selector that nobody knows', configOf({ tsaConfig: { selector: 'SOME', count: 1 } })],
    ['INPUT_MALFORMED', 'with an exact selector without a count', configOf({ tsaConfig: { selector: 'EXACT' } })],
    ['INPUT_MALFORMED', 'with a count of 0', configOf({ tsaConfig: { selector: 'EXACT', count: 0 } })],
    ['INPUT_TOO_LARGE', 'with too many services', configOf({ tsaUrls: Array(65).fill({}) })],
    ['INPUT_TOO_LARGE', 'over the limit', Buffer.alloc(256 * 1024 + 1)],
  ])('throws %s when it is one %s', async (code, _, bytes) => {
    await expect(thrownCode(() => parseSigningConfig(bytes))).resolves.toBe(code);
  });
});

describe('signing by a signing config', () => {
  let sigstore: LocalSigstore;
  let other: LocalSigstore;

  beforeAll(async () => {
    [sigstore, other] = await Promise.all([startLocalSigstore(), startLocalSigstore()]);
  }, START_TIMEOUT_MS);

  afterAll(() => Promise.all([sigstore.stop(), other.stop()]));

  const sign = (signingConfig: SigningConfig): Promise<BundleJson> => {
    const identityProvider = { getToken: () => Promise.resolve(sigstore.idToken({ email: ALICE })) };
    return createKeylessSigner({ identityProvider, signingConfig, retries: 0 }).sign(PAYLOAD);
  };

  const kindsOf = (bundle: any): string[] =>
    bundle.verificationMaterial.tlogEntries.map(({ kindVersion }: any) => `${kindVersion.kind}/${kindVersion.version}`);

  it.each([
    [1, 'dsse/0.0.1'],
    [2, 'hashedrekord/0.0.2'],
  ] as const)('uses its Rekor version %d, and its timestamp authority', async (version, kind) => {
    const bundle = await sign(parseSigningConfig(sigstore.signingConfig(version)));
    expect(kindsOf(bundle)).toEqual([kind]);
    await expect(codeOf(sigstore, bundle, { thresholds: { timestamps: version === 1 ? 2 : 1 } })).resolves.toBe(
      'nothing thrown',
    );
  });

  it('uses the logs of several operators, of both versions', async () => {
    const config = JSON.parse(sigstore.signingConfig(2).toString());
    const [log] = config.rekorTlogUrls;
    config.rekorTlogUrls = [
      { ...log, majorApiVersion: 1, operator: 'first' },
      { ...log, operator: 'second' },
    ];
    config.rekorTlogConfig = { selector: 'EXACT', count: 2 };
    const bundle = await sign(parseSigningConfig(Buffer.from(JSON.stringify(config))));
    expect(kindsOf(bundle)).toEqual(['hashedrekord/0.0.2', 'dsse/0.0.1']);
    await expect(codeOf(sigstore, bundle, { thresholds: { logEntries: 2, timestamps: 2 } })).resolves.toBe(
      'nothing thrown',
    );
  });

  it('uses several timestamp authorities', async () => {
    const config = JSON.parse(sigstore.signingConfig(2).toString());
    config.tsaUrls.push({ ...config.tsaUrls[0], url: other.tsaUrl, operator: 'other' });
    config.tsaConfig = { selector: 'ALL' };
    const bundle: any = await sign(parseSigningConfig(Buffer.from(JSON.stringify(config))));
    expect(bundle.verificationMaterial.timestampVerificationData.rfc3161Timestamps).toHaveLength(2);
  });

  it('throws USAGE for a service that is not https', async () => {
    const config = JSON.parse(sigstore.signingConfig(1).toString());
    for (const kind of ['caUrls', 'rekorTlogUrls', 'tsaUrls']) {
      const changed = { ...config, [kind]: [{ ...config[kind][0], url: 'http://sigstore.example.com' }] };
      const signingConfig = parseSigningConfig(Buffer.from(JSON.stringify(changed)));
      await expect(thrownCode(() => sign(signingConfig))).resolves.toBe('USAGE');
    }
  });
});
