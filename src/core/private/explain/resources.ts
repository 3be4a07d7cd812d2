import { NAMES } from '../model/names';
import { plain, textOf, token } from '../policy/text';
import { readable } from '../synth/readable';
import type { Any, Assembly, Template } from './assembly';
import { generated, type Resource } from './names';
import { exportIn, pseudo } from './places';

/** The resources of all templates, which name each other by references, exports, parameters and names. */
export class Resources {
  public readonly all: readonly Resource[];
  private readonly byId = new Map<Template, Map<string, Resource>>();
  private readonly exports = new Map<string, [Template, Any]>();

  public constructor(public readonly assembly: Assembly) {
    for (const template of assembly.templates) {
      const own = Object.entries<Any>(template.json.Resources ?? {}).map((one) => resource(template, ...one));
      this.byId.set(template, new Map(own.map((one) => [one.logicalId, one])));
    }
    this.all = [...this.byId.values()].flatMap((own) => [...own.values()]);
    for (const template of assembly.templates) {
      for (const { Export, Value } of Object.values<Any>(template.json.Outputs ?? {}).filter((output) => output.Export)) {
        this.exports.set(exportIn(template, this.render(template, Export.Name)), [template, Value]);
      }
    }
  }

  /** By its logical id in a template. */
  public find(template: Template, logicalId: string): Resource | undefined {
    return this.byId.get(template)?.get(logicalId);
  }

  public ofType(...types: string[]): Resource[] {
    return this.all.filter(({ type }) => types.includes(type));
  }

  /** A value of a template, in which the same thing has the same text everywhere. */
  public render(template: Template, value: Any): Any {
    return plain(value, (intrinsic) => this.known(template, intrinsic as Any));
  }

  /** A property of a resource. */
  public property(of: Resource, name: string): Any {
    return this.render(of.template, of.properties[name]);
  }

  /** A property of a resource as a list of texts. */
  public texts(of: Resource, name: string): string[] {
    return [this.property(of, name) ?? []].flat().map(textOf);
  }

  /** What `Ref` returns. */
  public nameOf(of: Resource): string {
    const [property] = NAMES[of.type] ?? [];
    const given = property ? of.properties[property] : undefined;
    return property === undefined ? token({ Ref: of.path }) : given === undefined ? generated(of) : textOf(this.render(of.template, given));
  }

  public arnOf(of: Resource): string {
    const [, arn] = NAMES[of.type] ?? [];
    if (arn === undefined) {
      return of.type === 'AWS::IAM::ManagedPolicy' ? token({ Ref: of.path }) : token({ 'Fn::GetAtt': [of.path, 'Arn'] });
    }
    const [partition, account, region] = ['AWS::Partition', 'AWS::AccountId', 'AWS::Region'].map((Ref) =>
      textOf(this.render(of.template, { Ref })),
    );
    const path = arn.startsWith('iam') ? textOf(this.property(of, 'Path') ?? '').replace(/^\//, '') : '';
    return `arn:${partition}:${arn.replace('ACCOUNT', account).replace('REGION', region)}${path}${this.nameOf(of)}`;
  }

  /** A text for the reader: names that CloudFormation generates are written as `${path}`. */
  public legible(text: string): string {
    return readable(text).replace(/[\w.-]+-000000000000/g, (name) => {
      const found = this.ofType(...Object.keys(NAMES)).find((one) => generated(one) === name);
      return found ? `\${${found.path}}` : name;
    });
  }

  private known(template: Template, intrinsic: Any): Any {
    const { 'Fn::GetAtt': attribute, 'Fn::ImportValue': imported, Ref } = intrinsic;
    if (Ref !== undefined) {
      return pseudo(template, Ref) ?? this.attribute(template, [Ref]) ?? this.parameter(template, Ref);
    }
    if (imported !== undefined) {
      const [from, value] = this.exports.get(exportIn(template, this.render(template, imported))) ?? [];
      return from && this.render(from, value);
    }
    return attribute && this.attribute(template, attribute);
  }

  /** A nested stack gets its parameters from the stack that it is in. */
  private parameter(template: Template, name: string): Any {
    const { parent } = template;
    const value = parent?.template.json.Resources[parent.logicalId].Properties?.Parameters?.[name];
    if (parent && value !== undefined) {
      return this.render(parent.template, value);
    }
    return template.json.Parameters?.[name] && token({ Ref: `${template.name}/${name}` });
  }

  private attribute(template: Template, [logicalId, attribute]: readonly [string, string?]): Any {
    const found = this.find(template, logicalId);
    if (!found) {
      return undefined;
    }
    const [, output] = /^Outputs\.(.*)$/.exec(attribute ?? '') ?? [];
    const inner = output && this.assembly.templates.find(({ parent }) => parent?.template === template && parent.logicalId === logicalId);
    if (inner) {
      return this.render(inner, inner.json.Outputs?.[output].Value);
    }
    if (attribute === undefined) {
      return this.nameOf(found);
    }
    return /^(Arn|PolicyArn)$/.test(attribute) ? this.arnOf(found) : token({ 'Fn::GetAtt': [found.path, attribute] });
  }
}

function resource(template: Template, logicalId: string, { DeletionPolicy, Properties, Type }: Any): Resource {
  const path = template.paths.get(logicalId)?.replace(/\/Resource$/, '') ?? `${template.name}/${logicalId}`;
  return { template, logicalId, path, type: Type, properties: Properties ?? {}, deletionPolicy: DeletionPolicy };
}
