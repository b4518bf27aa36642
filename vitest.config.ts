import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Colours of the machine that runs the tests must not change what they compare.
    env: { NO_COLOR: '', FORCE_COLOR: '' },
    testTimeout: 20_000,
  },
});
