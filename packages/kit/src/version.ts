// SPDX-License-Identifier: Apache-2.0
// Generated from package.json by npm run docs.
export const VERSION = '0.0.0';
