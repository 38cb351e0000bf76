export default definePageConfig({ navigationBarTitleText: '趣味测试' });
