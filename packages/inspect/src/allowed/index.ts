// SPDX-License-Identifier: Apache-2.0
export type { AllowList, Use } from './allow-list.js';
export { ALLOW_LISTS } from './lists/index.js';
export { findAllowed, type Allowed } from './find-allowed.js';
export { dangerOf, type Danger } from './known-dangerous.js';
export { python3Name } from './python2-names.js';
