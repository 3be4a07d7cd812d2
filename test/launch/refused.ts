import type { Whole } from '../../docs/launch/template';
import type { Json } from '../matrix/types';

/**
 * Why CloudFormation refuses the values of parameters, as its pages say: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/
 * parameters-section-structure.html and rules-section-structure.html, read 2026-11-29. A pattern has to match the whole value.
 */
export function refusalOf(
  { Parameters = {}, Rules = {} }: Whole,
  values: Readonly<Record<string, string>>,
  account: string,
): string | undefined {
  const wrong = Object.entries<Json>(Parameters).find(([name, parameter]) => !fits(values[name] ?? '', parameter));
  if (wrong) return `${wrong[0]}: ${wrong[1].ConstraintDescription}`;
  const assertions = Object.values<Json>(Rules).flatMap((rule) => rule.Assertions as Json[]);
  return assertions.find(({ Assert }) => !holds(Assert, { ...values, 'AWS::AccountId': account }))?.AssertDescription;
}

function fits(value: string, { AllowedPattern, AllowedValues, MaxLength, MaxValue, MinLength, MinValue, Type }: Json): boolean {
  if (Type === 'Number') return /^-?\d+(\.\d+)?$/.test(value) && Number(value) >= MinValue && Number(value) <= MaxValue;
  return (
    (AllowedValues?.includes(value) ?? true) &&
    (AllowedPattern === undefined || new RegExp(`^(?:${AllowedPattern})$`).test(value)) &&
    value.length >= (MinLength ?? 0) &&
    value.length <= (MaxLength ?? Number.MAX_SAFE_INTEGER)
  );
}

function holds({ 'Fn::Equals': equal, 'Fn::Not': not }: Json, values: Readonly<Record<string, string>>): boolean {
  if (not) return !holds(not[0], values);
  const [one, other] = equal.map((side: Json) => (typeof side === 'string' ? side : values[side.Ref]));
  return one === other;
}
