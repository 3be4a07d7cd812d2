import { NAMES } from '../model/names';
import { partsOf } from '../policy/document';
import { plain, textOf, token } from '../policy/text';
import { groupedBy } from '../synth/grouped-by';
import { readable } from '../synth/readable';
import type { Any, Assembly, Template } from './assembly';
import { conditioned, decidingOn } from './conditions';
import { known } from './intrinsics';
import { generated, type Resource, resourceIn } from './names';
import { exportIn, shareAccount } from './places';

/** A text of a list, and when it is there, if the deployment may leave it out. */
export interface Listed {
  readonly text: string;
  readonly when?: string;
}

/** The resources of all templates, which name each other by references, exports, parameters and names. */
export class Resources {
  public readonly all: readonly Resource[];
  private readonly byId = new Map<Template, Map<string, Resource>>();
  private readonly byType: ReadonlyMap<string, readonly Resource[]>;
  private readonly exports = new Map<string, [Template, Any]>();
  private readonly byName: ReadonlyMap<string, readonly Resource[]>;
  private readonly generated: ReadonlyMap<string, string>;

  public constructor(public readonly assembly: Assembly) {
    for (const template of assembly.templates) {
      const own = Object.entries<Any>(template.json.Resources ?? {}).map((one) => resourceIn(template, ...one));
      this.byId.set(template, new Map(own.map((one) => [one.logicalId, one])));
    }
    this.all = [...this.byId.values()].flatMap((own) => [...own.values()]);
    this.byType = groupedBy(this.all.map((one) => [one.type, one]));
    for (const template of assembly.templates) {
      for (const { Export, Value } of Object.values<Any>(template.json.Outputs ?? {}).filter((output) => output.Export)) {
        this.exports.set(exportIn(template, this.render(template, Export.Name)), [template, Value]);
      }
    }
    const named = this.ofType(...Object.keys(NAMES));
    this.byName = groupedBy(named.map((one) => [nameIn(one.type, this.nameOf(one)), one]));
    this.generated = new Map(named.map((one) => [generated(one), one.path]));
  }

  /** By its logical id in a template. */
  public find(template: Template, logicalId: string): Resource | undefined {
    return this.byId.get(template)?.get(logicalId);
  }

  public ofType(...types: string[]): Resource[] {
    return types.flatMap((type) => this.byType.get(type) ?? []);
  }

  /** By its name, as a template means it: each account has names of its own. */
  public named(type: string, name: string, from: Template): Resource | undefined {
    return this.byName.get(nameIn(type, name))?.find(({ template }) => shareAccount(template, from));
  }

  /** A value of a template, in which the same thing has the same text everywhere. */
  public render(template: Template, value: Any): Any {
    return plain(
      conditioned(template, value, (one) => this.render(template, one)),
      (intrinsic) => known(this, template, intrinsic as Any),
    );
  }

  /** A property of a resource. */
  public property(of: Resource, name: string): Any {
    return this.render(of.template, of.properties[name]);
  }

  /** A property of a resource as a list of texts: those of both branches, where the deployment decides. */
  public listed(of: Resource, name: string): Listed[] {
    const all = this.property(of, name);
    return partsOf(all).map(({ at, sure, value }) => ({ text: textOf(value), when: sure ? undefined : decidingOn(all, at) }));
  }

  public texts(of: Resource, name: string): string[] {
    return this.listed(of, name).map(({ text }) => text);
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

  public exported(template: Template, name: Any): readonly [Template, Any] | undefined {
    return this.exports.get(exportIn(template, this.render(template, name)));
  }

  public inside(template: Template, logicalId: string): Template | undefined {
    return this.assembly.templates.find(({ parent }) => parent?.template === template && parent.logicalId === logicalId);
  }

  /** A text for the reader: names that CloudFormation generates are written as `${path}`. */
  public legible(text: string): string {
    return readable(text).replace(/[\w.-]+-0000[\da-f]{8}/g, (name) =>
      this.generated.has(name) ? `\${${this.generated.get(name)}}` : name,
    );
  }
}

const nameIn = (type: string, name: string): string => `${type} ${name}`;
