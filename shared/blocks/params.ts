import type { Json } from '../base/json.ts';
import type { Params, ParamSpec, PortParam } from './block.ts';

/** Parameters: read with their initial values, checked against their specs. */

/** The value of a parameter by its spec's type. */
export interface ParamValues {
  readonly text: string;
  readonly integer: number;
  readonly duration: number;
  readonly boolean: boolean;
  readonly choice: string;
  readonly 'typescript-type': string;
  readonly expression: string;
  readonly body: string;
  readonly plain: string;
  readonly ports: readonly PortParam[];
  readonly cases: readonly Json[];
  readonly json: Json;
}

/** The parameters a list of specs describes, each with its type. */
export type ParamsOf<Specs extends readonly ParamSpec[]> = {
  readonly [Spec in Specs[number] as Spec['name']]: Spec extends {
    readonly type: 'choice';
    readonly options: readonly (infer O)[];
  }
    ? O
    : ParamValues[Spec['type']];
};

/** Why a value does not fit its spec: filled into `problem.<is>` of the catalogue of texts. */
export type ParamProblem =
  | { readonly is: 'wrong-type'; readonly expected: ParamSpec['type'] }
  | { readonly is: 'out-of-range'; readonly min: number; readonly max: number }
  | { readonly is: 'too-long'; readonly max: number }
  | { readonly is: 'not-an-option'; readonly options: string };

/** The longest text a parameter may hold, in characters. */
export const MAX_PARAM_TEXT = 8 * 1024 * 1024;

/**
 * Every parameter of a kind: the document's value where it fits its spec, otherwise the initial one. Ports and
 * lowering read through this, so they never see a value that does not fit.
 */
export function readParams<const Specs extends readonly ParamSpec[]>(
  specs: Specs,
  params: Params,
): ParamsOf<Specs> {
  return Object.fromEntries(
    specs.map((spec) => [spec.name, readParam(spec, params)]),
  ) as unknown as ParamsOf<Specs>;
}

export function readParam(spec: ParamSpec, params: Params): Json {
  const value = Object.hasOwn(params, spec.name) ? params[spec.name]! : null;
  return value === null || checkParam(spec, value) !== null ? spec.initial : value;
}

/** Null when the value fits. */
export function checkParam(spec: ParamSpec, value: Json): ParamProblem | null {
  const wrong: ParamProblem = { is: 'wrong-type', expected: spec.type };
  switch (spec.type) {
    case 'text':
      return checkText(value, spec.maxLength ?? MAX_PARAM_TEXT) ?? null;
    case 'plain':
    case 'typescript-type':
    case 'expression':
    case 'body':
      return checkText(value, MAX_PARAM_TEXT);
    case 'integer':
      if (typeof value !== 'number' || !Number.isInteger(value)) return wrong;
      return inRange(value, spec.min, spec.max);
    case 'duration':
      if (typeof value !== 'number' || !Number.isFinite(value)) return wrong;
      return inRange(value, spec.min, spec.max);
    case 'boolean':
      return typeof value === 'boolean' ? null : wrong;
    case 'choice':
      if (typeof value !== 'string') return wrong;
      return spec.options.includes(value) ? null : { is: 'not-an-option', options: spec.options.join(', ') };
    case 'ports':
      return isList(value) && value.every(isPortParam) ? null : wrong;
    case 'cases':
      return isList(value) ? null : wrong;
    case 'json':
      return null;
  }

  function checkText(text: Json, max: number): ParamProblem | null {
    if (typeof text !== 'string') return wrong;
    return text.length > max ? { is: 'too-long', max } : null;
  }
}

/** A person's list of ports, as it stands in a document. */
export const isPortParam = (value: Json): value is PortParam =>
  typeof value === 'object' &&
  value !== null &&
  !isList(value) &&
  typeof value['name'] === 'string' &&
  typeof value['type'] === 'string';

const isList = (value: Json): value is readonly Json[] => Array.isArray(value);

const inRange = (value: number, min: number, max: number): ParamProblem | null =>
  value < min || value > max ? { is: 'out-of-range', min, max } : null;
