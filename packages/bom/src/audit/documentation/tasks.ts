// SPDX-License-Identifier: Apache-2.0
import type { AuditedModel } from '../audited-model.js';
import type { AuditRule } from '../rule.js';
import { adapterTasks } from './adapter-tasks.js';
import { CLASS_TASKS, HUB_TASKS, type ClassTasks } from '../../claims/hub-tasks.js';

const classOf = (architecture: string): ClassTasks | undefined =>
  CLASS_TASKS.find((known) => known.architecture.test(architecture));

const isUnfitting = ({ fitting, unfitting = [] }: ClassTasks, task: string): boolean =>
  unfitting.includes(task) || fitting?.includes(task) === false;

/** Parts of a configuration that only models have that see or hear. */
const hasSenses = (model: AuditedModel): boolean =>
  model.of('hidden-size').some(({ source }) => /^\/(?:vision|audio)_config\//.test(source.pointer ?? ''));

export const taskDiffers: AuditRule = {
  id: 'task-differs',
  theme: 'documentation',
  severity: 'medium',
  description: 'The card names another task than the class of the model, or its adapter, is for.',
  risk: 'A pipeline that goes by the card makes up the missing layers at random.',
  fix: 'Correct `pipeline_tag`.',
  limits:
    'Classes that are used for many tasks are passed over. Of those that write text alone, tasks of pictures and sounds are told. Of ' +
    'adapters, by their `task_type`, tasks that no base makes them fit for.',
  *check(model) {
    yield* adapterTasks(model);
    for (const architecture of model.texts('architecture')) {
      const known = classOf(architecture.value);
      if (known === undefined || (known.unfitting !== undefined && hasSenses(model))) continue;
      for (const task of model.texts('task')) {
        if (isUnfitting(known, task.value))
          yield { message: `${task.value} by a ${architecture.value}`, evidence: [task, architecture] };
      }
    }
  },
};

export const taskMissing: AuditRule = {
  id: 'task-missing',
  theme: 'documentation',
  severity: 'info',
  description: 'No task is named.',
  risk: 'What goes in and what comes out is not said.',
  fix: 'Set `pipeline_tag` in the card.',
  limits: 'As at the Hub, a tag that is a task counts, and so does a class of models that is for few.',
  isOfModelsAlone: true,
  ofCard: 'front matter',
  *check(model) {
    const isTold =
      model.has('task') ||
      model.texts('tag').some(({ value }) => HUB_TASKS.has(value)) ||
      model.texts('architecture').some(({ value }) => classOf(value) !== undefined);
    if (!isTold) yield { message: 'no task is named' };
  },
};
