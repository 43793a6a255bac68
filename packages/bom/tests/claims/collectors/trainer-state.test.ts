// SPDX-License-Identifier: Apache-2.0
import { claimsIn, showClaim, shownClaims } from '../../model.js';

describe('trainer_state.json', () => {
  it('tells how long was trained, where, and the last evaluation', () => {
    const { claims } = claimsIn({
      'trainer_state.json': {
        global_step: 100,
        epoch: 2.5,
        total_flos: 1.5e18,
        best_model_checkpoint: '/home/me/out/checkpoint-50',
        num_train_epochs: 3,
        log_history: [{ eval_loss: 2 }, { eval_loss: 1.5, eval_runtime: 3, epoch: 2.5 }, { loss: 1 }],
      },
    });
    expect(claims.map((claim) => `${claim.name}: ${showClaim(claim)}`)).toEqual([
      'training.steps: 100 <declared trainer_state.json#/global_step>',
      'training.epochs: 2.5 <declared trainer_state.json#/epoch>',
      'training.flops: 1500000000000000000 <declared trainer_state.json#/total_flos>',
      'training.path: /home/me/out/checkpoint-50 <declared trainer_state.json#/best_model_checkpoint>',
      'training.hyperparameter: {"name":"num_train_epochs","value":3} <declared trainer_state.json#/num_train_epochs>',
      'metric: {"metric":"loss","value":1.5} <declared trainer_state.json#/log_history/1/eval_loss>',
    ]);
  });

  it('that never evaluated has no results', () => {
    expect(shownClaims({ 'trainer_state.json': { log_history: [{ loss: 1 }, null, 'x'] } }, 'metric')).toEqual([]);
  });

  it('of wrong types is remarked, and tells nothing', () => {
    const { claims, remarks } = claimsIn({
      'trainer_state.json': {
        global_step: 'x',
        epoch: [],
        total_flos: NaN,
        best_model_checkpoint: 3,
        log_history: 'x',
      },
    });
    expect(claims).toEqual([]);
    expect(remarks.map(({ pointer }) => pointer)).toEqual([
      '/global_step',
      '/epoch',
      '/best_model_checkpoint',
      '/log_history',
    ]);
  });

  it('with a log that is too large to keep tells all but the log, and is remarked', () => {
    const log_history = Array.from({ length: 60_000 }, (_, step) => ({ loss: 1, step }));
    const files = { 'trainer_state.json': { epoch: 3, log_history, global_step: 60_000 } };
    const { claims, remarks } = claimsIn(files);
    expect(claims.map(({ name, value }) => [name, value])).toEqual([
      ['training.steps', 60_000],
      ['training.epochs', 3],
    ]);
    expect(remarks.map(({ kind }) => kind)).toEqual(['too-large']);
  });
});
