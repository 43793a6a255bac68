// SPDX-License-Identifier: Apache-2.0
import { X509Certificate } from 'node:crypto';
import { createRoot } from '@mpk/testkit/pki';

describe('createRoot', () => {
  it('makes a chain that OpenSSL accepts', async () => {
    const root = await createRoot({ subject: 'CN=root' });
    const leaf = await root.issue({ subject: 'CN=leaf', alternativeNames: [{ type: 'email', value: 'a@b.example' }] });
    const [top, bottom] = [root, leaf].map(({ pem }) => new X509Certificate(pem)) as [X509Certificate, X509Certificate];
    expect(bottom.checkIssued(top)).toBe(true);
    expect(bottom.verify(top.publicKey)).toBe(true);
    expect([top.ca, bottom.ca, bottom.subjectAltName]).toEqual([true, false, 'email:a@b.example']);
  });

  it('renews a certificate with the same key', async () => {
    const root = await createRoot({ subject: 'CN=root' });
    const renewed = await root.renew({ subject: 'CN=root' });
    expect(renewed.publicKeyPem).toBe(root.publicKeyPem);
    expect(renewed.der.equals(root.der)).toBe(false);
  });
});
