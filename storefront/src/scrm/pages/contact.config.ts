export default definePageConfig({ navigationBarTitleText: '添加导购' });
