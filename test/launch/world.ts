import type { Launch } from '../../docs/launch/launch';
import { made } from '../../docs/launch/launches';
import { rightValues, templateBefore, type Whole } from '../../docs/launch/template';
import { resolveTemplate } from '../matrix';
import type { Environment, Json } from '../matrix/types';
import { World } from '../matrix/world';

/** What a stack shows after its deployment. */
export function outputsOf({ Outputs = {}, ...template }: Whole, env: Environment): Record<string, string> {
  const outputs = Object.entries(Outputs).map(([id, { Value }]) => [`Output${id}`, { Type: 'Output', Properties: { Value } }]);
  const resolved = resolveTemplate(
    { ...template, Resources: { ...template.Resources, ...Object.fromEntries(outputs) } },
    env,
    (type) => type === 'Output',
  );
  return Object.fromEntries([...resolved].map(([id, { properties }]) => [id.replace(/^Output/, ''), properties.Value]));
}

/** What there is before, and what the template makes, with right values: those that only the deployment knows, from before. */
export function launched(name: string, launch: Launch, env: Environment): World {
  const right = rightValues(launch);
  const before = templateBefore(name, launch, right);
  const parameters = { ...right, ...outputsOf(before, env) };
  const { Rules: _, Outputs: __, ...template } = made(name).template;
  const Resources: Json = { ...before.Resources, ...template.Resources };
  return World.fromTemplate(structuredClone({ ...template, Resources }), { ...env, parameters });
}
