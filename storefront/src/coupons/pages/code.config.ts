export default definePageConfig({ navigationBarTitleText: '到店用券' });
