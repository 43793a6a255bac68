// SPDX-License-Identifier: Apache-2.0
export { filesFor, generateComponents } from './components/generate.js';
export { PLACEHOLDER_IMAGE } from './components/image-reference.js';
export { POLICY_CONFIGMAP } from './components/gate-graph.js';
export { clusterAround } from './cluster.js';
export type { Cluster } from './cluster.js';
export { readConfigMap } from './configmap.js';
export { grantsFor } from './sandbox/grants.js';
export type { Grants } from './sandbox/grants.js';
