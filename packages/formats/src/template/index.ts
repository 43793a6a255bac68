// SPDX-License-Identifier: Apache-2.0
// A door of its own: it loads a parser of Jinja, which the workers of the pass need not.
export { readTemplate } from './read-template.js';
export type { Gate, TemplateReading } from './template-reading.js';
