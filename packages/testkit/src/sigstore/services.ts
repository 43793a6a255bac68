// SPDX-License-Identifier: Apache-2.0
import type { SigstoreDescription } from './description.ts';
import type { CurrentFaults, SigstoreFaults, WireFault } from './faults.ts';
import { createFulcio } from './fulcio.ts';
import { createIdToken } from './id-token.ts';
import { createRekorV1 } from './rekor-v1.ts';
import { createRekorV2 } from './rekor-v2.ts';
import { json, refuse, type Route } from './route.ts';
import { signingConfigJson } from './signing-config.ts';
import { createTimestampAuthority } from './timestamp-authority.ts';
import { timestampRoute } from './timestamp-route.ts';
import { trustedRootJson } from './trusted-root.ts';
import { createTufRepository } from './tuf-repository.ts';

/** A path, the service behind it, and what it does. Paths that end in a slash stand for all below them. */
export interface ServicePath {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly service?: keyof SigstoreFaults;
  readonly route: Route;
}

/** All services of one Sigstore. */
export interface Services {
  readonly paths: readonly ServicePath[];
  readonly description: SigstoreDescription;
  faultOf(service: keyof SigstoreFaults): WireFault;
}

/** Makes the services with fresh keys. RSA keys take a second, so that they are made on demand. */
export async function createServices(
  url: string,
  faults: CurrentFaults,
  options: { rsaTsa: boolean },
): Promise<Services> {
  const [fulcio, tsa, rsaTsa] = await Promise.all([
    createFulcio(faults),
    createTimestampAuthority(),
    options.rsaTsa ? createTimestampAuthority({ scheme: 'rsa', hash: 'sha512', intermediate: true }) : undefined,
  ]);
  const [rekorV1, rekorV2] = [createRekorV1(url, faults), createRekorV2(url, faults)];
  const trustedRoot = trustedRootJson(url, {
    fulcioChain: fulcio.chain,
    certificateLog: fulcio.logKey,
    transparencyLogs: [rekorV1.key, rekorV2.key],
    timestampChains: [tsa, ...(rsaTsa ? [rsaTsa] : [])].map(({ chain }) => chain),
  });
  const signingConfigs = { 1: signingConfigJson(url, 1), 2: signingConfigJson(url, 2) };
  const tuf = createTufRepository({ 'trusted_root.json': trustedRoot, 'signing_config.v0.2.json': signingConfigs[2] });
  const paths: ServicePath[] = [
    { method: 'POST', path: '/api/v2/signingCert', service: 'fulcio', route: fulcio.route },
    { method: 'POST', path: '/api/v1/log/entries', service: 'rekorV1', route: rekorV1.route },
    { method: 'GET', path: '/api/v1/log/entries/', service: 'rekorV1', route: rekorV1.entries },
    { method: 'POST', path: '/api/v2/log/entries', service: 'rekorV2', route: rekorV2.route },
    {
      method: 'POST',
      path: '/api/v1/timestamp',
      service: 'tsa',
      route: timestampRoute(tsa, { json: true, fault: () => faults.current.tsa ?? {} }),
    },
    { method: 'GET', path: '/tuf/', service: 'tuf', route: ({ rest }) => file(tuf.files.get(rest)) },
    { method: 'GET', path: '/trusted_root.json', route: () => file(trustedRoot) },
    { method: 'GET', path: '/signing_config.v0.2.json', route: () => file(signingConfigs[2]) },
    { method: 'GET', path: '/signing_config_rekor_v1.v0.2.json', route: () => file(signingConfigs[1]) },
    {
      method: 'GET',
      path: '/token',
      route: ({ query }) => ({ status: 200, type: 'text/plain', body: createIdToken(Object.fromEntries(query)) }),
    },
  ];
  if (rsaTsa !== undefined) {
    const route = timestampRoute(rsaTsa, { json: false, fault: () => faults.current.rsaTsa ?? {} });
    paths.push({ method: 'POST', path: '/rsa-tsa', service: 'rsaTsa', route });
  }
  return {
    paths,
    description: {
      url,
      trustedRoot,
      signingConfigs,
      tufRoot: tuf.root.toString(),
      rsaTsaChain: (rsaTsa?.chain ?? []).slice(1).map((der) => der.toString('base64')),
    },
    faultOf: (service) => faults.current[service] ?? {},
  };
}

const file = (body: string | Uint8Array | undefined): ReturnType<Route> =>
  body === undefined ? refuse(404, 'there is no such file') : { ...json(200, null), body };
