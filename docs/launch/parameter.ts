// The parameters of the templates: what CloudFormation itself has to refuse, in its own terms.

/** A parameter of a template, with values that a test and a demonstration pass. */
export interface Parameter {
  readonly name: string;
  readonly description: string;
  /** What CloudFormation says when it refuses a value. */
  readonly constraint: string;
  /** Java's regular expressions, as far as JavaScript's and Python's mean the same. */
  readonly pattern?: string;
  readonly length?: readonly [least: number, most: number];
  readonly values?: readonly string[];
  /** It is a number. */
  readonly range?: readonly [from: number, to: number];
  /** A rule of the template, beside the constraints of the parameter. */
  readonly rule?: Rule;
  readonly right: string;
  readonly wrong: readonly string[];
  /** In the command of the page, where the value is one that only the reader knows. */
  readonly shown?: string;
}

/** An assertion: the parameter must not have this value, such as the account of the stack. */
export interface Rule {
  readonly not: { readonly Ref: string };
  readonly says: string;
}

/** A parameter of a kind, with what differs. */
export type Varying = Partial<Parameter> & Pick<Parameter, 'right'>;
