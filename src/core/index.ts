export * from './access-keys';
export * from './vendor-access';
export * from './vendor-access-options';
export * from './vendor-bucket-options';
