// SPDX-License-Identifier: Apache-2.0
import { publicUri, withPublicUris } from '../../src/record/uri-secrets.js';

const LOGIN = 'user name and password';

describe('an address that is written down', () => {
  test.each<[string, string, readonly string[]]>([
    ['https://user:pw@data.example/x', 'https://data.example/x', [LOGIN]],
    ['https://token@data.example/x', 'https://data.example/x', [LOGIN]],
    ['https://a@b:pw@data.example/x', 'https://data.example/x', [LOGIN]],
    ['git+ssh://git:pw@data.example/x', 'git+ssh://git@data.example/x', [LOGIN]],
    ['s3://AKIA:secret@bucket/x', 's3://bucket/x', [LOGIN]],
    ['https://b.example/x?X-Amz-Signature=abc', 'https://b.example/x', ['X-Amz-Signature']],
    ['https://b.example/x?a=1&sig=abc&b=2', 'https://b.example/x?a=1&b=2', ['sig']],
    ['https://b.example/x?X%2DAmz%2DSignature=abc&b=2#top', 'https://b.example/x?b=2#top', ['X-Amz-Signature']],
    ['https://b.example/x?token=abc&v=1#api_key=abc', 'https://b.example/x?v=1', ['token', 'api_key']],
    ['https://b.example/x?v=1;password=abc', 'https://b.example/x?v=1', ['password']],
    ['https://b.example/x?x=%E0%A4%A&token=abc', 'https://b.example/x?x=%E0%A4%A', ['token']],
    ['pkg:generic/x@1?download_url=https%3A%2F%2Fu%3Apw%40b.example', 'pkg:generic/x@1', ['download_url']],
    ['https://u:pw@b.example/x?token=t', 'https://b.example/x', [LOGIN, 'token']],
  ])('%s', (uri, expected, removed) => {
    expect(publicUri(uri)).toEqual({ uri: expected, removed });
  });

  test.each([
    'https://data.example/x?page=2&revision=ab724760e0d4a5ed946c470a467e01f14f1eb514#part',
    'git+ssh://git@git.example/a/b@refs/heads/main',
    `pkg:oci/train@sha256%3A${'ab12'.repeat(16)}?repository_url=registry.example%2Ftrain`,
    'pkg:huggingface/acme/base@ab724760e0d4a5ed946c470a467e01f14f1eb514',
    'urn:uuid:b795e144-12ba-4cf2-82f3-035493da003c',
    'airflow:dag/run%3A1/task/1',
    'https://github.com/acme/train/.github/workflows/train.yml@refs/heads/main',
    'is it a text? yes: token=',
    '',
  ])('stays where nothing is secret: %s', (uri) => {
    expect(publicUri(uri)).toEqual({ uri, removed: [] });
  });
});

it('all addresses of a document are looked at, and what is taken out is told by place and name', () => {
  const notRecorded = ['argument 2'];
  const document = [
    { uri: 'https://u:pw@a.example/x', n: 1, card: { license_link: ['https://a.example/?sig=x'] } },
    null,
  ];
  expect(withPublicUris(document, 'inputs', notRecorded)).toEqual([
    { uri: 'https://a.example/x', n: 1, card: { license_link: ['https://a.example/'] } },
    null,
  ]);
  expect(notRecorded).toEqual([
    'argument 2',
    'inputs[0].uri (user name and password)',
    'inputs[0].card.license_link[0] (sig)',
  ]);
});
