import { join } from 'node:path';
import { defineConfig } from '@tarojs/cli';
import { apiAddress } from './api-address.ts';

/**
 * One source, two outputs: dist/weapp (the mini program) and dist/h5 (served at `/` by the server).
 * HUOSHUI_API is the server's address for the mini program (api-address.ts); H5 is served by the server itself and stays
 * same-origin.
 */
/** The progress bar redraws itself thousands of times in a log; the summary at the end says all. */
type Chain = {
  plugins: { delete: (name: string) => unknown };
  performance: { hints: (on: boolean) => unknown };
  plugin: (name: string) => { use: (plugin: unknown, options: readonly unknown[]) => unknown };
};
const quiet = (chain: Chain) => {
  chain.plugins.delete('webpackbar');
  // Sizes are checked by the test run against our own limits.
  chain.performance.hints(false);
};

/** A real phone needs no word about the played one: what explains it stays out of the package. */
const withoutDemo = (chain: Chain, webpack: { NormalModuleReplacementPlugin: unknown }) => {
  quiet(chain);
  chain
    .plugin('without-demo')
    .use(webpack.NormalModuleReplacementPlugin, [/welcome\/Welcome\.tsx$/, './welcome/Nothing.tsx']);
};

/** The words of enums are declared once for every client, in TypeScript that is not ours: it is compiled with ours. */
const wordsOfContracts = (file: string) => /[\\/]contracts[\\/]src[\\/]/.test(file);

export default defineConfig(async (_merge, { mode }) => {
  const weapp = process.env.TARO_ENV === 'weapp';
  return {
    projectName: 'huoshui-storefront',
    date: '2026-11-21',
    designWidth: 375,
    deviceRatio: { 375: 2 },
    sourceRoot: 'src',
    outputRoot: weapp ? 'dist/weapp' : 'dist/h5',
    framework: 'react',
    compiler: { type: 'webpack5', prebundle: { enable: false } },
    // app.config reads its pages from the table, which the framework's own key for what is kept does not know.
    cache: { enable: true, buildDependencies: { pages: [join(process.cwd(), 'src/ui/pages.ts')] } },
    // Several times faster than terser, for a few percent of size.
    jsMinimizer: 'esbuild',
    esbuild: { minify: { config: { target: 'es2017' } } },
    plugins: ['@tarojs/plugin-framework-react', weapp ? '@tarojs/plugin-platform-weapp' : '@tarojs/plugin-platform-h5'],
    defineConstants: {
      API_BASE: JSON.stringify(weapp ? apiAddress(process.env.HUOSHUI_API) : ''),
    },
    mini: {
      webpackChain: withoutDemo,
      enableSourceMap: false,
      compile: { include: [wordsOfContracts] },
      // Component styles are imported in whatever order pages load; modules do not depend on it.
      miniCssExtractPluginOption: { ignoreOrder: true },
      postcss: {
        pxtransform: { enable: true, config: {} },
        cssModules: { enable: true, config: { namingPattern: 'module', generateScopedName: '[name]-[local]' } },
      },
    },
    h5: {
      webpackChain: quiet,
      enableSourceMap: false,
      compile: { include: [wordsOfContracts] },
      publicPath: '/',
      staticDirectory: 'static',
      router: { mode: 'hash' },
      output: { filename: 'js/[name].[contenthash:8].js', chunkFilename: 'js/[name].[contenthash:8].js' },
      miniCssExtractPluginOption: {
        ignoreOrder: true,
        filename: 'css/[name].[contenthash:8].css',
        chunkFilename: 'css/[name].[contenthash:8].css',
      },
      postcss: {
        // The root size follows the phone's width, so what is drawn at 375 looks the same at 390; capped for tablets.
        pxtransform: { enable: true, config: { baseFontSize: 20, minRootSize: 16, maxRootSize: 24 } },
        cssModules: { enable: true, config: { namingPattern: 'module', generateScopedName: '[name]-[local]' } },
      },
    },
    ...(mode === 'development' ? { logger: { quiet: false } } : {}),
  };
});
