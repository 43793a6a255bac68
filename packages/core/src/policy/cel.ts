// SPDX-License-Identifier: Apache-2.0
import { runInNewContext } from 'node:vm';
import { codeOf, MpkError } from '../errors.js';
import { assertCelDepth, MAX_CEL_NESTING, readCelFacts } from './cel-ast.js';
import { quote } from '../schema/fault.js';
import { printable } from '../text/printable.js';
import { MAX_CEL_CHARS } from './schema-parts.js';
import type { Verdict } from '../gate/result.js';
import type { CelExpression, CelFacts } from './cel-ast.js';
import { CEL_VARIABLES, type CelShapes } from './cel-variables.js';
import type { CelBindings } from './cel-context.js';
import type { PolicyRule } from './types.js';

/** Longest time that one rule may take. Length and nesting are bounded too, but `replace` alone can grow without end. */
export const MAX_RULE_MS = 5000;

/** What a rule makes of a model. */
export interface RuleOutcome {
  readonly outcome: Verdict;
  /** what the expression gave, where that was not `true`; the rule's own `message` is not in it */
  readonly message: string;
}

/** CEL, loaded. */
export interface CelEngine {
  /**
   * Parses an expression and reports what it names that is not there.
   *
   * @param variables - what it may name; default what rules see
   * @throws MpkError `POLICY_INVALID` when it is not CEL, is too long or too deep, or nests more than
   * {@link MAX_CEL_NESTING} comprehensions
   */
  readCelFacts(expression: string, variables?: CelShapes): CelFacts;
  /**
   * Evaluates a rule or another expression: `pass` on literal `true`, `fail` on any other value or error, `undecided` when it takes longer than
   * `maxMs` or more memory than there is.
   *
   * @throws MpkError `POLICY_INVALID` as `readCelFacts`
   */
  evaluateRule(rule: Pick<PolicyRule, 'cel'>, context: CelBindings, maxMs?: number): RuleOutcome;
}

let loaded: Promise<CelEngine> | undefined;

/** Loads CEL: only policies with rules pay for it. Its regular expressions are RE2 and take linear time. */
export function loadCel(): Promise<CelEngine> {
  loaded ??= createEngine();
  return loaded;
}

async function createEngine(): Promise<CelEngine> {
  const [{ celEnv, isCelError, parse, plan }, { strings }] = await Promise.all([
    import('@bufbuild/cel'),
    import('@bufbuild/cel/ext'),
  ]);
  const env = celEnv({ funcs: strings });
  const isFunction = (name: string): boolean => OPERATORS.test(name) || env.funcs.find(name) !== undefined;

  const read = (text: string, variables: CelShapes): { expression: CelExpression; facts: CelFacts } => {
    const expression = parseBounded(text, parse);
    const facts = readCelFacts(expression, isFunction, variables);
    if (facts.nesting > MAX_CEL_NESTING) {
      const found = `${facts.nesting} loops inside one another, expected at most ${MAX_CEL_NESTING}`;
      throw new MpkError('POLICY_INVALID', `a rule has ${found}`);
    }
    return { expression, facts };
  };

  return {
    readCelFacts: (text, variables = CEL_VARIABLES) => read(text, variables).facts,
    evaluateRule(rule, context, maxMs = MAX_RULE_MS) {
      // Names that are not there give errors of their own when they are evaluated.
      const { expression } = read(rule.cel, CEL_VARIABLES);
      const evaluate = (): RuleOutcome => {
        const value: unknown = plan(env, expression)(bindings(context));
        if (isCelError(value)) return ofError(value);
        return value === true
          ? { outcome: 'pass', message: '' }
          : { outcome: 'fail', message: `gave ${describe(value)}` };
      };
      return withinTime(evaluate, maxMs);
    },
  };
}

/** Evaluates one rule; see {@link CelEngine.evaluateRule}. */
export const evaluateRule = async (rule: Pick<PolicyRule, 'cel'>, context: CelBindings): Promise<RuleOutcome> =>
  (await loadCel()).evaluateRule(rule, context);

/** Operators are functions with such names, and the planner knows some of them itself. */
const OPERATORS = /^(?:_\W.*|[!-]_|@[a-z_]+)$/;

function parseBounded(text: string, parse: (text: string) => { expr: CelExpression }): CelExpression {
  if (text.length > MAX_CEL_CHARS) {
    throw new MpkError('POLICY_INVALID', `a rule has ${text.length} characters, expected at most ${MAX_CEL_CHARS}`);
  }
  assertCelDepth(text);
  try {
    return parse(text).expr;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message.replace('<input>:', '') : 'unknown reason';
    throw new MpkError('POLICY_INVALID', `not a CEL expression: ${printable(reason)}`, { cause });
  }
}

/** No prototype: the engine would find `constructor` among the variables. */
function bindings({ now, ...variables }: CelBindings): Record<string, never> {
  const milliseconds = now.getTime();
  const seconds = Math.floor(milliseconds / 1000);
  const timestamp = {
    $typeName: 'google.protobuf.Timestamp',
    seconds: BigInt(seconds),
    nanos: (milliseconds - seconds * 1000) * 1_000_000,
  };
  return Object.assign(Object.create(null) as Record<string, never>, variables, { now: timestamp });
}

function ofError(error: Error): RuleOutcome {
  const { cause } = error;
  if (cause instanceof Error && cause.name === 'RangeError') {
    return { outcome: 'undecided', message: 'the model is too large for this rule' };
  }
  return { outcome: 'fail', message: `gave an error: ${quote(error.message)}` };
}

function describe(value: unknown): string {
  if (typeof value === 'string') return quote(value);
  const plain = typeof value === 'boolean' || typeof value === 'number' || typeof value === 'bigint';
  return plain ? String(value) : 'a value that is not true or false';
}

/** A time limit on synchronous code, which only node:vm has. Its context is no wall and nothing rests on it as one. */
function withinTime(evaluate: () => RuleOutcome, maxMs: number): RuleOutcome {
  try {
    const sandbox = Object.assign(Object.create(null) as object, { evaluate });
    return runInNewContext('evaluate()', sandbox, { timeout: maxMs }) as RuleOutcome;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_SCRIPT_EXECUTION_TIMEOUT') {
      return { outcome: 'undecided', message: `took longer than ${maxMs} ms` };
    }
    return { outcome: 'undecided', message: `could not be evaluated: ${codeOf(error)}` };
  }
}
