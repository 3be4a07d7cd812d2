import type { Stack } from 'aws-cdk-lib';
import type { FinalApp } from './final-app';
import type { Rendering } from './rendering';

/**
 * Asks a question about something of the final app once: several checks ask the same. The key is an object of one model, such as a resource, so
 * that no answer outlives it.
 */
export function once<K extends object, T>(ask: (app: FinalApp, key: K) => T): (app: FinalApp, key: K) => T {
  const answers = new WeakMap<K, { readonly answer: T }>();
  return (app, key) => {
    const known = answers.get(key) ?? { answer: ask(app, key) };
    answers.set(key, known);
    return known.answer;
  };
}

/** The same with a key that outlives the model, such as what a construct was given. */
export function oncePerModel<K extends object, T>(ask: (app: FinalApp, key: K) => T): (app: FinalApp, key: K) => T {
  const inModel = oncePerApp(() => once(ask));
  return (app, key) => inModel(app)(app, key);
}

/** The same of the whole app. */
export function oncePerApp<T>(ask: (app: FinalApp) => T): (app: FinalApp) => T {
  const ofApp = once((app, _: FinalApp) => ask(app));
  return (app) => ofApp(app, app);
}

/** The same for each stack: its templates repeat the same few values. */
export function oncePerStack<T>(ask: (app: FinalApp, stack: Stack) => T): (app: FinalApp, stack: Stack) => T {
  const inRendering = once((app, { stack }: Rendering) => ask(app, stack));
  return (app, stack) => inRendering(app, app.renderingOf(stack));
}

/** Makes a value when it is first asked for. */
export function lazily<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
