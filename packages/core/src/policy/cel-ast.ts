// SPDX-License-Identifier: Apache-2.0
import { MpkError } from '../errors.js';
import { quote } from '../schema/fault.js';
import { suggestion } from '../text/suggestion.js';
import type { parse } from '@bufbuild/cel';
import type { CelShape } from './cel-variables.js';

/** An expression as the CEL parser gives it, macros expanded. */
export type CelExpression = ReturnType<typeof parse>['expr'];

/** Deepest nesting of operations, brackets included: the parser, this walk and the evaluator recurse once for each. */
export const MAX_CEL_DEPTH = 200;

/** Comprehensions (`all`, `exists`, `map`, `filter`) inside one another. */
export const MAX_CEL_NESTING = 2;

const VALUE: CelShape = {};

/** Types are values in CEL. */
const CEL_TYPES = [
  'bool',
  'bytes',
  'double',
  'duration',
  'int',
  'list',
  'map',
  'null_type',
  'string',
  'timestamp',
  'type',
  'uint',
];

type Scope = Readonly<Record<string, CelShape>>;

/** What a walk over an expression finds. */
export interface CelFacts {
  /** names, fields and functions that a rule does not have, as messages */
  readonly unknown: readonly string[];
  /** names of facts that it asks for, as they are written in it */
  readonly claimNames: readonly string[];
  /** how deep comprehensions stand in one another */
  readonly nesting: number;
}

/**
 * Walks an expression without evaluating it.
 *
 * @param variables - the names that the expression may use
 * @throws MpkError `POLICY_INVALID` for one that is deeper than {@link MAX_CEL_DEPTH}
 */
export function readCelFacts(
  expression: CelExpression,
  isFunction: (name: string) => boolean,
  variables: Readonly<Record<string, CelShape>>,
): CelFacts {
  const walk = new CelWalk(isFunction);
  walk.visit(expression, variables, 0);
  return { unknown: [...walk.unknown], claimNames: [...walk.claimNames], nesting: walk.nesting };
}

/** @throws MpkError `POLICY_INVALID` for text whose brackets, in quotes or not, are deeper than {@link MAX_CEL_DEPTH} */
export function assertCelDepth(text: string): void {
  let depth = 0;
  for (const character of text) {
    if ('([{'.includes(character)) depth++;
    else if (')]}'.includes(character)) depth--;
    if (depth > MAX_CEL_DEPTH) throw tooDeep();
  }
}

const tooDeep = (): MpkError =>
  new MpkError('POLICY_INVALID', `a rule is nested too deep, expected at most ${MAX_CEL_DEPTH} levels`);

class CelWalk {
  readonly unknown = new Set<string>();
  readonly claimNames = new Set<string>();
  nesting = 0;
  #level = 0;

  constructor(private readonly isFunction: (name: string) => boolean) {}

  /** @returns the shape of the value, as far as it is known */
  visit(expression: CelExpression | undefined, scope: Scope, depth: number): CelShape {
    if (++this.#level > MAX_CEL_DEPTH) throw tooDeep();
    const shape = this.#shapeOf(expression, scope, depth);
    this.#level--;
    return shape;
  }

  #shapeOf(expression: CelExpression | undefined, scope: Scope, depth: number): CelShape {
    const kind = expression?.exprKind;
    switch (kind?.case) {
      case 'identExpr':
        return this.#name(kind.value.name, scope);
      case 'selectExpr':
        return this.#field(this.visit(kind.value.operand, scope, depth), kind.value.field);
      case 'callExpr':
        return this.#call(kind.value, scope, depth);
      case 'listExpr':
        for (const element of kind.value.elements) this.visit(element, scope, depth);
        return VALUE;
      case 'structExpr':
        for (const { keyKind, value } of kind.value.entries) {
          if (keyKind.case === 'mapKey') this.visit(keyKind.value, scope, depth);
          this.visit(value, scope, depth);
        }
        return VALUE;
      case 'comprehensionExpr':
        return this.#comprehension(kind.value, scope, depth);
      default:
        return VALUE;
    }
  }

  #name(name: string, scope: Scope): CelShape {
    if (Object.hasOwn(scope, name)) return scope[name] ?? VALUE;
    if (!CEL_TYPES.includes(name)) {
      const names = Object.keys(scope).filter((known) => !known.startsWith('@'));
      this.unknown.add(`unknown name ${quote(name)}, expected one of ${names.join(', ')}${suggestion(name, names)}`);
    }
    return VALUE;
  }

  #field(operand: CelShape, field: string): CelShape {
    this.#key(operand, field);
    if (operand.fields === undefined) return VALUE;
    if (Object.hasOwn(operand.fields, field)) return operand.fields[field] ?? VALUE;
    const names = Object.keys(operand.fields);
    this.unknown.add(`unknown field ${quote(field)}, expected one of ${names.join(', ')}${suggestion(field, names)}`);
    return VALUE;
  }

  #call(call: KindOf<'callExpr'>, scope: Scope, depth: number): CelShape {
    if (!this.isFunction(call.function)) this.unknown.add(`unknown function ${quote(call.function)}`);
    this.visit(call.target, scope, depth);
    const [first, second] = call.args.map((argument) => this.visit(argument, scope, depth));
    if (call.function === '_[_]') this.#key(first, textOf(call.args[1]));
    if (call.function === '@in') this.#key(second, textOf(call.args[0]));
    return (call.function === '_[_]' ? first?.elements : undefined) ?? VALUE;
  }

  #key(map: CelShape | undefined, key: string | undefined): void {
    if (map?.keys === 'claims' && key !== undefined) this.claimNames.add(key);
  }

  #comprehension(loop: KindOf<'comprehensionExpr'>, scope: Scope, depth: number): CelShape {
    this.nesting = Math.max(this.nesting, depth + 1);
    const range = this.visit(loop.iterRange, scope, depth);
    this.visit(loop.accuInit, scope, depth);
    const inner = { ...scope, [loop.accuVar]: VALUE, [loop.iterVar]: range.elements ?? VALUE };
    this.visit(loop.loopCondition, inner, depth + 1);
    this.visit(loop.loopStep, inner, depth + 1);
    this.visit(loop.result, inner, depth);
    return VALUE;
  }
}

/** A text that stands in the expression as it is. */
function textOf(expression: CelExpression | undefined): string | undefined {
  const kind = expression?.exprKind;
  const constant = kind?.case === 'constExpr' ? kind.value.constantKind : undefined;
  return constant?.case === 'stringValue' ? constant.value : undefined;
}

type KindOf<K extends string> = Extract<CelExpression['exprKind'], { case: K }>['value'];
