// SPDX-License-Identifier: Apache-2.0
export { thrownCode } from './thrown-code.js';
export { withTempFolder } from './temp-folder.js';
