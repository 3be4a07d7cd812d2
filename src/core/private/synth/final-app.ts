import { CfnResource, Stack, Stage } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { type FinalResource, finalResource, typeOf } from './final-resource';
import { Rendering } from './rendering';

const APPS = new WeakMap<IConstruct, FinalApp>();
const RESTARTED = new WeakSet<IConstruct>();

/**
 * The app as it will be deployed, after aspects, mixins, property injectors and overrides: one model for each assembly (the app, or a Stage, which
 * is synthesized by itself, before the aspects of its siblings have run). Whatever checks the final template asks it, and walks no tree.
 *
 * Each resource is rendered once, when somebody first asks for it. Who refers to whom: `Mentions`.
 */
export class FinalApp {
  /** The model of the assembly that a construct is in. Only while CDK validates the tree: earlier, aspects have not run. */
  public static of(scope: IConstruct): FinalApp {
    const root = FinalApp.startAnew(scope);
    const app = APPS.get(root) ?? new FinalApp(root);
    APPS.set(root, app);
    return app;
  }

  /**
   * Has the model made anew in each synthesis: CDK validates from the root down, so that the root is the first to be asked. To be called when
   * a construct is made. Returns the root of its assembly.
   */
  public static startAnew(scope: IConstruct): IConstruct {
    const root = Stage.of(scope) ?? scope.node.root;
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

  /** All stacks of the assembly, nested ones too. */
  public readonly stacks: Stack[] = [];
  private readonly l1s = new Map<string, CfnResource[]>();
  private readonly byType = new Map<string, readonly FinalResource[]>();
  private readonly rendered = new Map<CfnResource, FinalResource | undefined>();
  private readonly renderings = new Map<Stack, Rendering>();
  private readonly present = new Set<CfnResource>();
  private paths?: Map<string, CfnResource>;
  private ids?: Map<string, FinalResource>;

  private constructor(root: IConstruct) {
    this.collect(root);
  }

  /** All resources of a CloudFormation type, of whichever class: L1, `CfnResource`, or of an included template. */
  public ofType(type: string): readonly FinalResource[] {
    const known = this.byType.get(type) ?? (this.l1s.get(type) ?? []).flatMap((l1) => this.find(l1) ?? []);
    this.byType.set(type, known);
    return known;
  }

  /** The types that occur. */
  public get types(): readonly string[] {
    return [...this.l1s.keys()];
  }

  /** All resources. Renders the whole app: ask for types where that is enough. */
  public get resources(): readonly FinalResource[] {
    return this.types.flatMap((type) => this.ofType(type));
  }

  /** The resource of an L1, or of a construct with one: undefined if it is imported, of another assembly, or was taken out of the tree. */
  public find(construct: IConstruct | undefined): FinalResource | undefined {
    const l1 = CfnResource.isCfnResource(construct) ? construct : construct?.node.defaultChild;
    if (!CfnResource.isCfnResource(l1)) {
      return undefined;
    }
    if (!this.rendered.has(l1)) {
      this.rendered.set(l1, this.present.has(l1) ? finalResource(l1, this.renderingOf(l1.stack)) : undefined);
    }
    return this.rendered.get(l1);
  }

  /** The resource that stands at a path now, whatever stood there before. */
  public at(path: string): FinalResource | undefined {
    this.paths ??= new Map([...this.present].map((l1) => [l1.node.path, l1]));
    return this.find(this.paths.get(path));
  }

  /** The resource that `Ref` and `Fn::GetAtt` of a stack's template mean. */
  public byId(stack: Stack, logicalId: string): FinalResource | undefined {
    this.ids ??= new Map(this.resources.map((one) => [`${one.construct.stack.node.addr} ${one.logicalId}`, one]));
    return this.ids.get(`${stack.node.addr} ${logicalId}`);
  }

  /** A value as it will stand in the template of a stack. */
  public render(scope: IConstruct, value: unknown): unknown {
    return this.renderingOf(Stack.of(scope)).of(value);
  }

  /** How a stack's values are rendered: with the references that were met. */
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
    if (Stack.isStack(construct)) {
      this.stacks.push(construct);
    }
    for (const child of construct.node.children) {
      if (!Stage.isStage(child)) {
        this.collect(child);
      }
    }
  }
}
