// SPDX-License-Identifier: Apache-2.0

type Outcome<T> = { readonly value: T } | { readonly error: unknown };

/**
 * A reader that reads each object once, whoever asks: all signers of a policy are tried on one and the same bundle.
 *
 * What it threw it throws again. Remembered as long as the object lives, so the object must not change.
 */
export function readOnce<From extends object, To>(read: (from: From) => To): (from: From) => To {
  const outcomes = new WeakMap<From, Outcome<To>>();
  return (from) => {
    const outcome = outcomes.get(from) ?? outcomeOf(() => read(from));
    outcomes.set(from, outcome);
    if ('error' in outcome) throw outcome.error;
    return outcome.value;
  };
}

function outcomeOf<T>(action: () => T): Outcome<T> {
  try {
    return { value: action() };
  } catch (error) {
    return { error };
  }
}
