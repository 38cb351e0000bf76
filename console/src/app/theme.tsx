import { App, ConfigProvider, type ThemeConfig, theme } from 'antd';
import enUS from 'antd/locale/en_US';
import zhCN from 'antd/locale/zh_CN';
import dayjs from 'dayjs';
import 'dayjs/locale/zh-cn';
import { type ReactNode, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { currentLanguage } from '../ui/language.ts';
import { useMode } from '../ui/mode.ts';
import { cssVariables, fontFamily, type Mode, palettes, sizes } from '../ui/tokens.ts';

/** Feeds the tokens to antd and to the style sheets, and keeps language and mode of everything below in step. */
export function Theme({ children }: { readonly children: ReactNode }) {
  const mode = useMode();
  useTranslation();
  const language = currentLanguage();
  dayjs.locale(language === 'en' ? 'en' : 'zh-cn');
  useEffect(() => {
    document.documentElement.dataset.mode = mode;
    document.documentElement.lang = language;
  }, [mode, language]);
  return (
    <ConfigProvider
      theme={antdTheme(mode)}
      locale={language === 'en' ? enUS : zhCN}
      button={{ autoInsertSpace: false }}
      wave={{ disabled: true }}
    >
      <style>{cssVariables(mode)}</style>
      <App message={{ maxCount: 3 }}>{children}</App>
    </ConfigProvider>
  );
}

const asGiven = ['colorPrimary', 'colorInfo', 'colorLink', 'colorSuccess', 'colorWarning', 'colorError'] as const;
type Algorithm = typeof theme.darkAlgorithm;

/** The dark algorithm dims the colours it is given; ours are chosen for dark ground already. */
const darkAlgorithm: Algorithm = (seed, map) => {
  const given = asGiven.map((name) => [name, seed[name]]);
  return { ...theme.darkAlgorithm(seed, map), ...Object.fromEntries(given) };
};

export function antdTheme(mode: Mode): ThemeConfig {
  const palette = palettes[mode];
  return {
    algorithm: mode === 'dark' ? darkAlgorithm : theme.defaultAlgorithm,
    token: {
      colorPrimary: palette.primary,
      colorInfo: palette.primary,
      colorSuccess: palette.success,
      colorWarning: palette.warning,
      colorError: palette.danger,
      colorTextBase: palette.ink,
      colorBgBase: palette.surface,
      // antd thins the text out for these until nobody reads them; ours keep 4.5 : 1.
      colorTextSecondary: palette.inkSoft,
      colorTextTertiary: palette.inkFaint,
      colorTextDescription: palette.inkFaint,
      colorTextPlaceholder: palette.inkFaint,
      // On what is filled: white on a deep colour, dark on a bright one.
      colorTextLightSolid: palette.surface,
      ...(mode === 'dark' ? { colorBgSpotlight: palette.ink } : {}),
      // The dark algorithm would tint these towards blue.
      colorBgContainer: palette.surface,
      colorBgElevated: palette.raised,
      colorBgLayout: palette.paper,
      colorBorder: palette.line,
      colorBorderSecondary: palette.lineSoft,
      colorLink: palette.primary,
      colorPrimaryBg: palette.primarySoft,
      colorInfoBg: palette.primarySoft,
      colorInfoBorder: palette.line,
      colorWarningBg: palette.warningSoft,
      colorWarningBorder: palette.line,
      colorErrorBg: palette.dangerSoft,
      colorErrorBorder: palette.line,
      colorSuccessBg: palette.successSoft,
      colorSuccessBorder: palette.line,
      borderRadius: sizes.radius,
      borderRadiusLG: sizes.radius,
      borderRadiusSM: 6,
      fontFamily,
      fontSize: sizes.text,
      boxShadowSecondary: palette.shadow,
      boxShadow: palette.shadow,
      motionDurationMid: '0.14s',
      motionDurationSlow: '0.2s',
    },
    components: {
      Table: {
        headerBg: palette.surfaceSoft,
        headerColor: palette.inkSoft,
        headerSplitColor: 'transparent',
        cellPaddingBlockMD: 10,
        cellPaddingInlineMD: 12,
        rowHoverBg: palette.surfaceSoft,
        rowSelectedBg: palette.primarySoft,
        rowSelectedHoverBg: palette.primarySoft,
      },
      Menu: {
        itemHeight: 34,
        subMenuItemBg: 'transparent',
        itemSelectedBg: palette.primarySoft,
        itemActiveBg: palette.primarySoft,
        itemColor: palette.ink,
        itemBg: 'transparent',
        itemMarginInline: 8,
      },
      Button: { primaryShadow: 'none', defaultShadow: 'none', dangerShadow: 'none' },
      Form: { itemMarginBottom: 16, verticalLabelPadding: '0 0 4px' },
      Tabs: { horizontalMargin: '0 0 16px 0' },
      Segmented: { trackBg: palette.surfaceSoft },
      // Over a veil that is dark in either mode.
      Image: { colorTextLightSolid: '#FFFFFF' },
    },
  };
}
