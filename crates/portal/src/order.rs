//! The order in which Chinese names stand in lists: by their sound, as in a directory.

use pinyin::ToPinyin as _;

/// What names are compared by: of each character its sound (its own, small, where it has none), then the character.
pub(crate) fn key(name: &str) -> Vec<(String, char)> {
    let sound = |c: char| c.to_pinyin().map_or_else(|| c.to_lowercase().to_string(), |sound| sound.plain().to_owned());
    name.chars().map(|c| (sound(c), c)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stand_by_their_sound_whatever_their_code_points() {
        let mut names =
            ["市财政局", "市住建局", "市教育局", "12345中心", "安平县", "市司法局", "市公安局", "A区", "市财证局"];
        names.sort_by_cached_key(|name| key(name));
        let expected =
            ["12345中心", "A区", "安平县", "市财政局", "市财证局", "市公安局", "市教育局", "市司法局", "市住建局"];
        assert_eq!(names, expected);
    }
}
