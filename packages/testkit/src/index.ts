// SPDX-License-Identifier: Apache-2.0
export { thrownCode } from './thrown-code.js';
export { withTempFolder } from './temp-folder.js';
export { startLocalHub, withLocalHub } from './hub/local-hub.js';
export type { HubRequest, LocalHub, LocalHubOptions } from './hub/local-hub.js';
export type { HubFaults } from './hub/hub-faults.js';
export { gitBlobId } from './hub/hub-repo.js';
export type { HubFiles } from './hub/hub-repo.js';
