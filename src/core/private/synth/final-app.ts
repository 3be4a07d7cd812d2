import { CfnResource, Stack, Stage } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { type FinalResource, finalResource, typeOf } from './final-resource';
import { Rendering } from './rendering';

const APPS = new WeakMap<IConstruct, FinalApp>();
const RESTARTED = new WeakSet<IConstruct>();
const rootOf = (scope: IConstruct): IConstruct => Stage.of(scope) ?? scope.node.root;

/**
 * The app as it will be deployed, after aspects, mixins, property injectors and overrides: a model for each assembly (the app, or a Stage,
 * which is synthesized separately). Checks use it and walk no tree. Renders each resource once. For references, see `Mentions`.
 */
export class FinalApp {
  /** The model of the assembly that contains a construct. Only while CDK validates the tree: before that, aspects have not run. */
  public static readonly of = (scope: IConstruct): FinalApp => FinalApp.ofRoot(FinalApp.startAnew(scope));

  /** The same, of an assembly's root. */
  public static ofRoot(root: IConstruct): FinalApp {
    const app = APPS.get(root) ?? new FinalApp(root);
    APPS.set(root, app);
    return app;
  }

  /** The same, if CDK has begun to validate the tree: for values that are known only then. */
  public static readonly known = (scope: IConstruct): FinalApp | undefined => APPS.get(rootOf(scope));

  /** Creates the model anew in each synthesis: CDK validates from the root down. Call it for each construct. Returns the assembly's root. */
  public static startAnew(scope: IConstruct): IConstruct {
    const root = rootOf(scope);
    if (!RESTARTED.has(root)) {
      RESTARTED.add(root);
      const validate = () => {
        APPS.delete(root);
        return [];
      };
      root.node.addValidation({ validate });
    }
    return root;
  }

  /** All stacks of the assembly, including nested ones. */
  public readonly stacks: Stack[] = [];
  private readonly l1s = new Map<string, CfnResource[]>();
  private readonly byType = new Map<string, readonly FinalResource[]>();
  private readonly found = new Map<IConstruct, FinalResource | undefined>();
  private readonly renderings = new Map<Stack, Rendering>();
  private readonly present = new Set<CfnResource>();
  private paths?: Map<string, CfnResource>;
  private ids?: Map<string, FinalResource>;

  private constructor(root: IConstruct) {
    this.collect(root);
  }

  /** All resources of a CloudFormation type, of any class: an L1, a `CfnResource`, or part of an included template. */
  public ofType(type: string): readonly FinalResource[] {
    const known = this.byType.get(type) ?? (this.l1s.get(type) ?? []).flatMap((l1) => this.find(l1) ?? []);
    this.byType.set(type, known);
    return known;
  }

  /** All resources. Renders the whole app. */
  public get resources(): readonly FinalResource[] {
    return [...this.l1s.keys()].flatMap((type) => this.ofType(type));
  }

  /** The resource of an L1, or of a construct with one. Undefined if it is imported, in another assembly, or removed from the tree. */
  public find(construct: IConstruct | undefined): FinalResource | undefined {
    const known = construct && this.found.get(construct);
    return known ?? (construct && !this.found.has(construct) ? this.findAnew(construct) : undefined);
  }

  private findAnew(construct: IConstruct): FinalResource | undefined {
    const l1 = CfnResource.isCfnResource(construct) ? construct : construct.node.defaultChild;
    const isThere = CfnResource.isCfnResource(l1) && this.present.has(l1);
    const final = isThere ? (l1 === construct ? finalResource(l1, this.renderingOf(l1.stack)) : this.find(l1)) : undefined;
    this.found.set(construct, final);
    return final;
  }

  /** The resource at a path now, even if it was replaced. */
  public at(path: string): FinalResource | undefined {
    this.paths ??= new Map([...this.present].map((l1) => [l1.node.path, l1]));
    return this.find(this.paths.get(path));
  }

  /** The resource that `Ref` and `Fn::GetAtt` refer to in a stack's template. */
  public byId(stack: Stack, logicalId: string): FinalResource | undefined {
    this.ids ??= new Map(this.resources.map((one) => [`${one.construct.stack.node.addr} ${one.logicalId}`, one]));
    return this.ids.get(`${stack.node.addr} ${logicalId}`);
  }

  /** A value as it will appear in the template of a stack. */
  public render(scope: IConstruct, value: unknown): unknown {
    return this.renderingOf(Stack.of(scope)).of(value);
  }

  /** How a stack's values are rendered, with the references in them. */
  public renderingOf(stack: Stack): Rendering {
    const rendering = this.renderings.get(stack) ?? new Rendering(stack);
    this.renderings.set(stack, rendering);
    return rendering;
  }

  private collect(construct: IConstruct): void {
    if (CfnResource.isCfnResource(construct)) {
      const type = typeOf(construct);
      this.l1s.get(type)?.push(construct) ?? this.l1s.set(type, [construct]);
      this.present.add(construct);
    }
    if (Stack.isStack(construct)) this.stacks.push(construct);
    for (const child of construct.node.children) {
      if (!Stage.isStage(child)) this.collect(child);
    }
  }
}
