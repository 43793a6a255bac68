// SPDX-License-Identifier: Apache-2.0
// A door of its own: it loads a parser of YAML, which the workers of the pass need not.
export { MAX_YAML_DEPTH, MAX_YAML_VALUES, readYaml } from './read-yaml.js';
export type { YamlReading, YamlTag } from './read-yaml.js';
