//! The browser of a session, in words its owner recognises.

/// Names by marks in what browsers say of themselves; the first that fits, because they all claim to be their elders.
const BROWSERS: &[(&str, &str)] = &[
    ("MicroMessenger", "微信"),
    ("DingTalk", "钉钉"),
    ("QQBrowser", "QQ 浏览器"),
    ("QIHU", "360 浏览器"),
    ("Edg", "Edge"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
];
const SYSTEMS: &[(&str, &str)] = &[
    ("Windows", "Windows"),
    ("Android", "安卓手机"),
    ("HarmonyOS", "鸿蒙设备"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Mac OS X", "苹果电脑"),
    ("Linux", "Linux"),
];

/// E.g. `Edge，Windows`; 未知浏览器 when it says nothing that is known.
pub(crate) fn described(agent: &str) -> String {
    let named = |table: &[(&str, &'static str)]| table.iter().find(|(mark, _)| agent.contains(mark)).map(|(_, n)| *n);
    match (named(BROWSERS), named(SYSTEMS)) {
        (Some(browser), Some(system)) => format!("{browser}，{system}"),
        (Some(one), None) | (None, Some(one)) => one.to_owned(),
        (None, None) => "未知浏览器".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::described;

    #[test]
    fn a_browser_is_told_from_those_it_claims_to_be() {
        let edge = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/104.0 \
                    Safari/537.36 Edg/104.0";
        assert_eq!(described(edge), "Edge，Windows");
        assert_eq!(described("Mozilla/5.0 (iPhone; CPU iPhone OS 15_5 like Mac OS X) Safari/604.1"), "Safari，iPhone");
        assert_eq!(described("curl/8"), "未知浏览器");
    }
}
