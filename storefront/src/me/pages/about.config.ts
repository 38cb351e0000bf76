export default definePageConfig({ navigationBarTitleText: '关于这个演示' });
