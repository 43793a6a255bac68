// SPDX-License-Identifier: Apache-2.0
import { readTokenIdentity } from '../../src/keyless/token-identity.js';

const read = (claims: object) => readTokenIdentity(`x.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.x`);

describe('what a certificate for a token can say', () => {
  it.each<[string, object, string[]]>([
    ['the e-mail address, or the subject', { email: 'a@b.example', sub: '123' }, ['a@b.example', '123']],
    [
      'the workflow of GitHub',
      { sub: 's', job_workflow_ref: 'o/r/w.yml@main' },
      ['s', 'https://github.com/o/r/w.yml@main'],
    ],
    [
      'the pipeline of GitLab',
      { sub: 's', ci_config_ref_uri: 'gitlab.com/o/r//w.yml@main' },
      ['s', 'https://gitlab.com/o/r//w.yml@main'],
    ],
    [
      'the pipeline of Buildkite',
      { sub: 's', organization_slug: 'o', pipeline_slug: 'p' },
      ['s', 'https://buildkite.com/o/p'],
    ],
    ['no pipeline without its organization', { sub: 's', pipeline_slug: 'p' }, ['s']],
    ['no pipeline without its name', { sub: 's', organization_slug: 'o' }, ['s']],
    [
      'the service account of Kubernetes',
      { sub: 's', 'kubernetes.io': { namespace: 'n', serviceaccount: { name: 'a' } } },
      ['s', 'https://kubernetes.io/namespaces/n/serviceaccounts/a'],
    ],
    [
      'no service account without its namespace',
      { sub: 's', 'kubernetes.io': { serviceaccount: { name: 'a' } } },
      ['s'],
    ],
    ['no service account without its name', { sub: 's', 'kubernetes.io': { namespace: 'n' } }, ['s']],
    [
      'nothing of claims of another type',
      { sub: 's', email: 7, job_workflow_ref: {}, 'kubernetes.io': [], ci_config_ref_uri: '' },
      ['s'],
    ],
  ])('is %s', (_, claims, identities) => {
    expect(read(claims).identities).toEqual(identities);
  });

  it('is the issuer, or the one behind it', () => {
    expect(read({ iss: 'https://a.example', federated_claims: { connector_id: 'https://b.example' } }).issuers).toEqual(
      ['https://a.example', 'https://b.example'],
    );
    expect(read({ iss: 'https://a.example', federated_claims: 'x' }).issuers).toEqual(['https://a.example']);
  });

  it('is proven over the e-mail address, else over the subject', () => {
    expect(read({ email: 'a@b.example', sub: '123' }).challenge).toBe('a@b.example');
    expect(read({ sub: '123' }).challenge).toBe('123');
  });
});
