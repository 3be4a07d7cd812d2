export * from './access-keys';
export * from './existing-user-access-options';
export * from './setup-output-options';
export * from './vendor-access';
export * from './vendor-access-options';
export * from './vendor-bucket-access';
export * from './vendor-bucket-options';
export * from './vendor-principal';
