import { type ApiType, mendedGo, mendedJava } from '../../projenrc/mend-snippets';

const OURS = { assembly: 'cdk-shop', kind: 'class' };
const API: ApiType[] = [
  {
    ...OURS,
    name: 'Cart',
    namespace: 'store',
    initializer: { parameters: [{}, {}, {}] },
    methods: [{ name: 'add', parameters: [{}, {}] }],
  },
  { ...OURS, name: 'Bag', namespace: 'bags', methods: [{ name: 'add', parameters: [{}] }] },
  { ...OURS, name: 'CartProps', namespace: 'store', datatype: true },
  { ...OURS, name: 'Line', namespace: 'store', datatype: true },
  { ...OURS, name: 'Pay', methods: [{ name: 'byCard', static: true, parameters: [{}] }] },
  { assembly: 'aws-cdk-lib', kind: 'interface', name: 'IBucket', namespace: 'aws_s3' },
  { assembly: 'aws-cdk-lib', kind: 'interface', name: 'CfnOutputProps', datatype: true },
];

test.each([
  ['types of other packages', 'var bucket IBucket', 'var bucket s3.IBucket'],
  ['a struct', 'f(&CfnOutputProps{})', 'f(&awscdk.CfnOutputProps{})'],
  [
    'props that are omitted',
    'cart := store.NewCart(this, jsii.String("a, (b)"))',
    'cart := store.NewCart(this, jsii.String("a, (b)"), nil)',
  ],
  ['arguments that are omitted', 'store.NewCart(this, x, nil).Add(y)', 'store.NewCart(this, x, nil).Add(y, nil)'],
  [
    'a method that another class has too',
    'var bag bags.Bag\nbag.Add(y)\nvar cart store.Cart\ncart.Add(y)',
    'var bag bags.Bag\nbag.Add(y)\nvar cart store.Cart\ncart.Add(y, nil)',
  ],
  ['a static method', 'A: awscdk.Duration_*Days(x),', 'A: awscdk.Duration_Days(x),'],
  ['a boolean', 'A: jsii.Boolean(true),', 'A: jsii.Bool(true),'],
  ['all arguments omitted', 'cdkshop.Pay_ByCard()', 'cdkshop.Pay_ByCard(nil)'],
  ['a class of the package itself', 'A: *cdkvendoraccess.Pay_ByCard(x),', 'A: cdkvendoraccess.Pay_ByCard(x),'],
  ['a list of structs', 'A: []Line{\n&Line{},\n}', 'A: &[]*store.Line{\n&store.Line{},\n}'],
  ['a list of interfaces', 'A: []IBucket{', 'A: &[]s3.IBucket{'],
  ['a list and a map of texts', '[]*string{} map[string]*string{}', '&[]*string{} &map[string]*string{}'],
  ['a variable as a prop of the same name', 'var bucket IBucket\nBucket: Bucket,', 'var bucket s3.IBucket\nBucket: bucket,'],
  ['a text in a variable', 'Id: jsii.String(*AccountId),', 'Id: accountId,'],
  ['a property', 'cart := New()\nf(cart.bucket)', 'cart := New()\nf(cart.Bucket())'],
  ['an entry of a map', 'cart.setup[jsii.String("Name")]', '(*cart.Setup())["Name"]'],
  ['a comment that is there twice', '// why\n// why\nf()', '// why\nf()'],
])('Go: %s', (_, given, expected) => {
  expect(mendedGo(given, API)).toBe(expected);
  expect(mendedGo(expected, API)).toBe(expected); // what is mended already stays
});

test.each([
  ['an entry of a map', 'f(cart.getSetup()["Name"]);', 'f(cart.getSetup().get("Name"));'],
  ['an acronym', 'b.enforceSSL(true).bucketName(x)', 'b.enforceSsl(true).bucketName(x)'],
])('Java: %s', (_, given, expected) => {
  expect(mendedJava(given)).toBe(expected);
});
