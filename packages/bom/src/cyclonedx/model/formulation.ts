// SPDX-License-Identifier: Apache-2.0
import type { MlComponent } from './ml-component.js';
import type { Property } from './property.js';

/** How something was made: what took part, and what was done. */
export interface Formula {
  readonly bomRef?: string;
  readonly components?: readonly MlComponent[];
  readonly workflows?: readonly Workflow[];
  readonly properties?: readonly Property[];
}

export type Workflow = {
  readonly 'bom-ref': string;
  readonly uid: string;
  readonly name?: string;
  readonly description?: string;
  readonly tasks?: readonly Task[];
  readonly taskTypes: readonly TaskType[];
  readonly inputs?: readonly Input[];
  readonly outputs?: readonly Output[];
  /** ISO 8601 with a time zone */
  readonly timeStart?: string;
  readonly timeEnd?: string;
  readonly properties?: readonly Property[];
};

export type Task = Omit<Workflow, 'tasks'>;

export type TaskType =
  | 'copy'
  | 'clone'
  | 'lint'
  | 'scan'
  | 'merge'
  | 'build'
  | 'test'
  | 'deliver'
  | 'deploy'
  | 'release'
  | 'clean'
  | 'other';

/** Something of the BOM, or something outside of it. */
export type Resource =
  { readonly ref: string } | { readonly externalReference: { readonly type: string; readonly url: string } };

export type Input =
  | { readonly resource: Resource; readonly properties?: readonly Property[] }
  | { readonly parameters: readonly { readonly name: string; readonly value: string }[] };

export type Output = { readonly type?: 'artifact' | 'metrics' | 'log' | 'other'; readonly resource: Resource };
