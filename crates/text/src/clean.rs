//! Characters: what is dropped, what is folded, before text leaves the crate.

use unicode_normalization::UnicodeNormalization;

/// Adds `text` to `out` without control, invisible and direction-override characters; line ends become `\n`, a form feed a blank line.
pub(crate) fn push_clean(out: &mut String, text: &str) {
    let mut after_cr = false;
    for c in text.chars() {
        match c {
            '\n' if after_cr => {}
            '\r' | '\n' | '\u{b}' | '\u{85}' | '\u{2028}' | '\u{2029}' => out.push('\n'),
            '\u{c}' => out.push_str("\n\n"),
            '\t' => out.push('\t'),
            '\u{a0}' | '\u{202f}' => out.push(' '),
            c if is_invisible(c) => {}
            c => push_folded(out, c),
        }
        after_cr = c == '\r';
    }
}

/// `text` on one line: every run of tabs and line ends is one space, the ends trimmed.
pub(crate) fn one_line(text: &str) -> String {
    let mut clean = String::with_capacity(text.len());
    push_clean(&mut clean, text);
    let mut line = String::with_capacity(clean.len());
    for part in clean.split(['\n', '\t']).map(str::trim).filter(|part| !part.is_empty()) {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(part);
    }
    line
}

fn is_invisible(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}'
            | '\u{fe00}'..='\u{fe0f}' | '\u{fff9}'..='\u{fffb}' | '\u{fffe}' | '\u{ffff}' | '\u{e0000}'..='\u{e01ef}')
}

/// Radicals and compatibility ideographs stand for the everyday character: PDF programs write ⼯ where 工 is meant.
/// Nothing else is folded, so full-width punctuation stays.
fn push_folded(out: &mut String, c: char) {
    match c {
        '\u{2e80}'..='\u{2eff}' => out.push(supplement(c).unwrap_or(c)),
        // Unicode decomposes these two to forms not used in simplified Chinese.
        '⼾' => out.push('户'),
        '⾭' => out.push('青'),
        '\u{2f00}'..='\u{2fdf}' | '\u{f900}'..='\u{faff}' => out.extend(std::iter::once(c).nfkc()),
        c => out.push(c),
    }
}

/// CJK Radicals Supplement to the ideograph that looks the same; Unicode gives these no decomposition
/// (see `EquivalentUnifiedIdeograph.txt` of the Unicode character database).
fn supplement(c: char) -> Option<char> {
    Some(match c {
        '⺁' => '厂',
        '⺇' => '几',
        '⺌' | '⺍' => '小',
        '⺎' | '⺏' => '尢',
        '⺑' => '尣',
        '⺒' => '巳',
        '⺓' => '幺',
        '⺛' => '旡',
        '⺟' => '母',
        '⺠' => '民',
        '⺡' => '氵',
        '⺢' => '氺',
        '⺣' => '灬',
        '⺤' => '爫',
        '⺩' => '王',
        '⺬' => '示',
        '⺮' => '竹',
        '⺰' => '纟',
        '⺳' | '⺴' => '网',
        '⺷' | '⺸' => '羊',
        '⺹' => '老',
        '⺻' => '聿',
        '⺼' => '肉',
        '⺽' => '臼',
        '⺾' | '⺿' | '⻀' => '艹',
        '⻁' => '虎',
        '⻂' => '衤',
        '⻄' | '⻃' => '西',
        '⻅' => '见',
        '⻆' => '角',
        '⻈' => '讠',
        '⻉' => '贝',
        '⻋' => '车',
        '⻌' | '⻍' | '⻎' => '辶',
        '⻏' | '⻖' => '阝',
        '⻐' => '钅',
        '⻑' => '長',
        '⻒' | '⻓' => '长',
        '⻔' => '门',
        '⻗' => '雨',
        '⻘' => '青',
        '⻙' => '韦',
        '⻚' => '页',
        '⻛' => '风',
        '⻜' => '飞',
        '⻝' | '⻞' => '食',
        '⻠' => '饣',
        '⻢' => '马',
        '⻣' => '骨',
        '⻤' => '鬼',
        '⻥' => '鱼',
        '⻦' => '鸟',
        '⻧' => '卤',
        '⻨' => '麦',
        '⻩' => '黄',
        '⻪' => '黾',
        '⻫' => '斉',
        '⻬' => '齐',
        '⻭' => '歯',
        '⻮' => '齿',
        '⻯' => '竜',
        '⻰' => '龙',
        '⻱' | '⻲' => '亀',
        '⻳' => '龟',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clean(text: &str) -> String {
        let mut out = String::new();
        push_clean(&mut out, text);
        out
    }

    #[test]
    fn every_kind_of_line_end_becomes_one_newline() {
        assert_eq!(clean("甲\r\n乙\r丙\n丁\u{2028}戊"), "甲\n乙\n丙\n丁\n戊");
    }

    #[test]
    fn a_form_feed_becomes_a_blank_line() {
        assert_eq!(clean("第一页\u{c}第二页"), "第一页\n\n第二页");
    }

    #[test]
    fn control_and_invisible_characters_are_dropped() {
        assert_eq!(clean("政\u{0}务\u{200b}公\u{ad}开\u{202e}\u{feff}"), "政务公开");
    }

    #[test]
    fn radicals_become_everyday_characters_and_full_width_punctuation_stays() {
        assert_eq!(clean("⼯作（⻔⼾⻚⾯），１：⺠⻅豈"), "工作（门户页面），１：民见豈");
    }

    #[test]
    fn a_cell_is_one_line_without_tabs() {
        assert_eq!(one_line(" 市财政局\n\t市审计局 \r\n"), "市财政局 市审计局");
    }
}
