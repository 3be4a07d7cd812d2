import { PARTITION } from './partitions';
import { type Naming, physicalArn, physicalAttribute, physicalRef } from './physical';
import type { Environment, Json, ResolvedResource, Template } from './types';

/** What AWS::NoValue resolves to: the property or list item disappears. */
const NO_VALUE = undefined;

class Resolver {
  private readonly open = new Set<string>();

  public constructor(
    private readonly template: Template,
    private readonly env: Environment,
  ) {}

  public resource(logicalId: string): ResolvedResource {
    const { Type: type, Properties } = this.template.Resources?.[logicalId] ?? {};
    const properties = this.value(Properties ?? {}, `Resources.${logicalId}.Properties`);
    const naming = this.naming(logicalId);
    return { logicalId, type, properties, ref: physicalRef(type, naming), arn: physicalArn(type, naming) };
  }

  public exists(logicalId: string): boolean {
    const name = this.template.Resources?.[logicalId]?.Condition;
    return name === undefined || this.condition({ Condition: name }, `Resources.${logicalId}.Condition`);
  }

  public value(v: Json, path: string): Json {
    if (Array.isArray(v)) return v.map((item, i) => this.value(item, `${path}[${i}]`)).filter((item) => item !== NO_VALUE);
    if (v === null || typeof v !== 'object') return v;
    const keys = Object.keys(v);
    const intrinsic = keys.find((key) => key === 'Ref' || key.startsWith('Fn::'));
    if (intrinsic === undefined) {
      const entries = keys.map((key) => [key, this.value(v[key], `${path}.${key}`)]).filter(([, value]) => value !== NO_VALUE);
      return Object.fromEntries(entries);
    }
    if (keys.length !== 1) throw new Error(`${path}: ${intrinsic} beside other keys: ${keys.join(', ')}`);
    return this.intrinsic(intrinsic, v[intrinsic], path);
  }

  private intrinsic(name: string, arg: Json, path: string): Json {
    switch (name) {
      case 'Ref':
        return this.ref(arg, path);
      case 'Fn::GetAtt':
        return this.attribute(Array.isArray(arg) ? arg : [arg.slice(0, arg.indexOf('.')), arg.slice(arg.indexOf('.') + 1)], path);
      case 'Fn::Join':
        return this.strings(this.value(arg[1], path), path).join(arg[0]);
      case 'Fn::Sub':
        return Array.isArray(arg) ? this.sub(arg[0], arg[1], path) : this.sub(arg, {}, path);
      case 'Fn::Split':
        return String(this.text(arg[1], path)).split(arg[0]);
      case 'Fn::Select':
        return this.select(Number(this.value(arg[0], path)), this.value(arg[1], path), path);
      case 'Fn::If':
        return this.value(this.condition({ Condition: arg[0] }, path) ? arg[1] : arg[2], path);
      case 'Fn::FindInMap':
        return this.found(
          arg.map((key: Json) => this.text(key, path)).reduce((map: Json, key: string) => map?.[key], this.template.Mappings),
          `mapping ${JSON.stringify(arg)}`,
          path,
        );
      case 'Fn::GetAZs':
        return this.env.zones ?? ['a', 'b', 'c'].map((zone) => `${this.text(arg, path) || this.env.region}${zone}`);
      case 'Fn::ImportValue':
        return this.found(this.env.imports?.[this.text(arg, path)], `import ${JSON.stringify(arg)}`, path);
      default:
        throw new Error(`${path}: ${name} is not supported`);
    }
  }

  private ref(name: string, path: string): Json {
    const { account, region, partition, stackName = 'Stack' } = this.env;
    const pseudo: Record<string, Json> = {
      'AWS::Partition': partition,
      'AWS::AccountId': account,
      'AWS::Region': region,
      'AWS::URLSuffix': PARTITION[partition].urlSuffix,
      'AWS::StackName': stackName,
      'AWS::StackId': `arn:${partition}:cloudformation:${region}:${account}:stack/${stackName}/00000000-0000-0000-0000-000000000000`,
      'AWS::NoValue': NO_VALUE,
    };
    if (name in pseudo) return pseudo[name];
    const parameter = this.template.Parameters?.[name];
    if (parameter) return this.parameter(name, parameter, path);
    return this.found(physicalRef(this.type(name, path), this.naming(name)), `Ref to ${name} (${this.type(name, path)})`, path);
  }

  private parameter(name: string, parameter: Json, path: string): Json {
    const ssm = /^AWS::SSM::Parameter::Value/.test(parameter.Type);
    // The default of such a parameter is the name of an SSM parameter, not its value.
    const value = this.env.parameters?.[name] ?? (ssm ? undefined : parameter.Default);
    const text = String(this.found(value, `value of parameter ${name}`, path));
    return /List/.test(parameter.Type) ? text.split(',').map((item) => item.trim()) : text;
  }

  private attribute([logicalId, attribute]: string[], path: string): Json {
    const type = this.type(logicalId, path);
    return this.found(physicalAttribute(type, attribute, this.naming(logicalId)), `Fn::GetAtt ${logicalId}.${attribute} (${type})`, path);
  }

  private sub(text: string, variables: Record<string, Json>, path: string): string {
    return text.replace(/\$\{([^}]*)\}/g, (_all, name: string) => {
      if (name.startsWith('!')) return `\${${name.slice(1)}}`;
      if (name in variables) return this.text(variables[name], path);
      return this.text(name.includes('.') ? { 'Fn::GetAtt': name } : { Ref: name }, path);
    });
  }

  private select(index: number, items: Json, path: string): Json {
    return this.found(this.strings(items, path)[index], `item ${index} of Fn::Select`, path);
  }

  private condition(c: Json, path: string): boolean {
    const every = (): boolean[] => Object.values<Json>(c)[0].map((item: Json) => this.condition(item, path));
    switch (Object.keys(c)[0]) {
      case 'Condition':
        return this.condition(
          this.found(this.template.Conditions?.[c.Condition], `condition ${c.Condition}`, path),
          `Conditions.${c.Condition}`,
        );
      case 'Fn::Equals':
        return String(this.value(c['Fn::Equals'][0], path)) === String(this.value(c['Fn::Equals'][1], path));
      case 'Fn::And':
        return every().every(Boolean);
      case 'Fn::Or':
        return every().some(Boolean);
      case 'Fn::Not':
        return !every()[0];
      default:
        throw new Error(`${path}: condition ${Object.keys(c)[0]} is not supported`);
    }
  }

  private naming(logicalId: string): Naming {
    const properties = this.template.Resources?.[logicalId]?.Properties ?? {};
    const get = (property: string): Json => {
      const path = `Resources.${logicalId}.Properties.${property}`;
      if (this.open.has(path)) throw new Error(`${path}: the name depends on itself`);
      this.open.add(path);
      try {
        return this.value(properties[property], path);
      } finally {
        this.open.delete(path);
      }
    };
    return { logicalId, env: this.env, get, ref: this.env.refs?.[logicalId] };
  }

  private type(logicalId: string, path: string): string {
    const type = this.template.Resources?.[logicalId]?.Type;
    if (type === undefined || !this.exists(logicalId)) throw new Error(`${path}: no resource or parameter ${logicalId}`);
    return type;
  }

  private text(v: Json, path: string): string {
    const resolved = this.value(v, path);
    if (resolved === null || !['string', 'number', 'boolean'].includes(typeof resolved)) {
      throw new Error(`${path}: not a text: ${JSON.stringify(resolved)}`);
    }
    return String(resolved);
  }

  private strings(v: Json, path: string): string[] {
    if (!Array.isArray(v)) throw new Error(`${path}: not a list: ${JSON.stringify(v)}`);
    return v.map((item) => this.text(item, path));
  }

  private found<T>(value: T | undefined, what: string, path: string): T {
    if (value === undefined) throw new Error(`${path}: unknown ${what}`);
    return value;
  }
}

/**
 * Replaces every intrinsic function of a synthesized template.
 *
 * @param only the resource types to resolve; default all. References to the others still resolve.
 * @throws on everything that has no deterministic value, naming its path
 */
export function resolveTemplate(
  template: Template,
  env: Environment,
  only: (type: string) => boolean = () => true,
): Map<string, ResolvedResource> {
  const resolver = new Resolver(template, env);
  const ids = Object.keys(template.Resources ?? {}).filter((id) => only(template.Resources?.[id].Type) && resolver.exists(id));
  return new Map(ids.map((id) => [id, resolver.resource(id)]));
}
