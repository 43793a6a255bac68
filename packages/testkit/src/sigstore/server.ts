// SPDX-License-Identifier: Apache-2.0
// The process behind startLocalSigstore. Node runs this source itself: relative imports name .ts files, and the syntax is
// only what can be stripped.
import type { SigstoreFaults } from './faults.ts';
import { listen } from './http-server.ts';

const sigstore = await listen({ port: 0, rsaTsa: process.argv.includes('--rsa-tsa') });

process.on('message', (faults: SigstoreFaults) => {
  sigstore.setFaults(faults);
  process.send?.('set');
});
// Whoever started this is gone, or wants it gone.
process.on('disconnect', () => process.kill(process.pid));
process.send?.(sigstore.description);
