//! Document numbers (发文字号) in pieces, so that any bracket and any part of one finds it.

/// The pieces of a number in one form: pairs of its letters, and its numerals whole.
pub(crate) fn pieces(form: &str) -> Vec<String> {
    let mut pieces = Vec::new();
    for run in runs(form) {
        if run.starts_with(|c: char| c.is_ascii_digit()) {
            let bare = run.trim_start_matches('0');
            pieces.push(if bare.is_empty() { "0" } else { bare }.to_owned());
        } else {
            let chars: Vec<char> = run.chars().collect();
            if let [only] = chars[..] {
                pieces.push(only.to_string());
            }
            pieces.extend(chars.windows(2).map(|pair| pair.iter().collect::<String>()));
        }
    }
    pieces
}

/// What in a question in one form may be a number: with a serial after a year, or before 号.
pub(crate) fn asked(form: &str) -> Option<Vec<String>> {
    // 关于……号文件的通知: what stands around a number is no part of it.
    let form = form.trim_start_matches("关于").trim_start_matches('第');
    let end = form.rfind('号').filter(|at| form[..*at].ends_with(|c: char| c.is_ascii_digit()));
    let form = end.map_or(form, |at| &form[..at + '号'.len_utf8()]);
    let digits: Vec<&str> = form.split(|c: char| !c.is_ascii_digit()).filter(|run| !run.is_empty()).collect();
    let year = digits.iter().any(|run| run.len() == 4 && (run.starts_with("19") || run.starts_with("20")));
    let serial = digits.iter().any(|run| run.len() <= 4 && form.contains(&format!("{run}号")));
    let bracketed = year && (form.contains('(') || form.contains(')'));
    let short = form.chars().count() <= 30;
    (short && (serial || bracketed || (year && digits.len() == 2))).then(|| pieces(form)).filter(|p| !p.is_empty())
}

/// Runs of letters and of digits; what stands between them, and 年, 第 and 号 beside digits, is left out.
fn runs(form: &str) -> Vec<String> {
    let chars: Vec<char> = form.chars().collect();
    let digit = |at: Option<usize>| at.and_then(|at| chars.get(at)).is_some_and(char::is_ascii_digit);
    let mut runs: Vec<String> = Vec::new();
    let mut open = false;
    for (at, c) in chars.iter().enumerate() {
        let joint = match c {
            '年' | '号' => digit(at.checked_sub(1)),
            '第' => digit(Some(at + 1)),
            _ => !c.is_alphanumeric(),
        };
        if joint {
            open = false;
            continue;
        }
        let same = runs.last().is_some_and(|run| run.ends_with(|l: char| l.is_ascii_digit()) == c.is_ascii_digit());
        match runs.last_mut() {
            Some(run) if open && same => run.push(*c),
            _ => runs.push(c.to_string()),
        }
        open = true;
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::normal;

    #[test]
    fn every_way_of_writing_has_the_same_pieces() {
        let whole = pieces(&normal("青政办发〔2022〕7号"));
        assert_eq!(whole, ["青政", "政办", "办发", "2022", "7"]);
        for way in ["青政办发[2022]7号", "青政办发（２０２２）第07号", "青政办发 2022 7", "青政辦發2022年7號"]
        {
            assert_eq!(asked(&normal(way)), Some(whole.clone()), "{way}");
        }
    }

    #[test]
    fn parts_are_asked_for_and_plain_words_are_not() {
        for part in [
            "7号文",
            "青政办发〔2022〕7号文件",
            "关于〔2022〕7号的通知",
            "〔2022〕7号",
            "办发〔2022〕",
            "7号",
            "政办发 2022 7",
        ] {
            let asked = asked(&normal(part)).unwrap();
            assert!(asked.iter().all(|piece| pieces("青政办发(2022)7号").contains(piece)), "{part}: {asked:?}");
        }
        for words in ["2022年工作要点", "政务公开", "12345", "十四五"] {
            assert_eq!(asked(&normal(words)), None, "{words}");
        }
    }
}
