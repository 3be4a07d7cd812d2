export * from './backup-location';
export * from './backup-location-props';
export * from './bucket-grants';
export * from './grant-options';
