//! The fonts of the machine that Chinese official documents can be set in.

use std::fmt;
use std::path::{Path, PathBuf};

use serde::Serialize;
use ttf_parser::name_id::{FAMILY, TYPOGRAPHIC_FAMILY};
use typst::foundations::Bytes;
use typst::text::Font;

use crate::Failure;

/// The variable that names folders with fonts, instead of the system's.
pub const VARIABLE: &str = "GONGKAI_TYPESET_FONTS";

/// Where systems keep their fonts.
const FOLDERS: &[&str] =
    &["/usr/share/fonts", "/usr/local/share/fonts", "/System/Library/Fonts", "/Library/Fonts", "C:\\Windows\\Fonts"];

/// Families for each use, the best first. The last of each list are those that free systems have.
const TITLE: &[&str] = &["FZXiaoBiaoSong-B05S", "FZXiaoBiaoSong-B05", SERIF[0], SERIF[1], SERIF[2], SERIF[3], SANS[0]];
const TEXT: &[&str] =
    &["FangSong_GB2312", "FangSong", "STFangsong", SERIF[0], SERIF[1], SERIF[2], SERIF[3], SANS[0], SANS[1], SANS[2]];
const HEADING: &[&str] = &["SimHei", "STHeiti", SANS[0], SANS[1], SANS[2], SERIF[0], SERIF[1]];
const SECOND: &[&str] = &["KaiTi_GB2312", "KaiTi", "STKaiti"];
const DIGITS: &[&str] = &["SimSun", SERIF[0], SERIF[1], SERIF[2], SERIF[3], SANS[0], SANS[1], SANS[2]];

const SERIF: &[&str] = &["Noto Serif CJK SC", "Noto Serif SC", "Source Han Serif SC", "SimSun"];
const SANS: &[&str] = &["Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC"];

/// Weights that are not used, as they stand in the names of files: a family of nine is not read whole.
const OTHER_WEIGHTS: &[&str] = &["Thin", "Light", "Medium", "Black", "Heavy", "Mono"];
/// No font with the Chinese characters is smaller, in bytes.
const SMALLEST: u64 = 500_000;
/// Fonts lie this deep at most.
const DEPTH: u8 = 5;

/// The faces that were found.
pub struct Fonts {
    pub(crate) faces: Vec<Font>,
    /// Where each came from, for people.
    places: Vec<PathBuf>,
}

/// Family names by use, those that are there.
#[derive(Debug, Serialize)]
pub(crate) struct Uses {
    title: Vec<String>,
    text: Vec<String>,
    heading: Vec<String>,
    second: Vec<String>,
    digits: Vec<String>,
    /// Whether the second kind of heading has a face of its own; otherwise it is told by its weight.
    has_second: bool,
}

impl Fonts {
    /// The fonts in the folders that the environment names, else in the system's.
    ///
    /// # Errors
    /// When none of them has Chinese characters.
    pub fn installed() -> Result<Self, Failure> {
        match std::env::var_os(VARIABLE).filter(|value| !value.is_empty()) {
            Some(named) => Self::within(&std::env::split_paths(&named).collect::<Vec<_>>()),
            None => Self::within(&FOLDERS.iter().map(PathBuf::from).collect::<Vec<_>>()),
        }
    }

    /// The fonts in these folders.
    ///
    /// # Errors
    /// When none of them has Chinese characters.
    pub fn within(folders: &[PathBuf]) -> Result<Self, Failure> {
        let mut files = Vec::new();
        folders.iter().for_each(|folder| list(folder, DEPTH, &mut files));
        // The order of a folder is the system's; that of the faces is part of the result.
        files.sort();
        let mut fonts = Self { faces: Vec::new(), places: Vec::new() };
        for file in files {
            let Ok(data) = std::fs::read(&file) else { continue };
            let wanted: Vec<u32> = wanted(&data).collect();
            let data = Bytes::new(data);
            for face in wanted.into_iter().filter_map(|index| Font::new(data.clone(), index)) {
                fonts.faces.push(face);
                fonts.places.push(file.clone());
            }
        }
        if fonts.covers('的') {
            return Ok(fonts);
        }
        let looked: Vec<String> = folders.iter().map(|folder| folder.display().to_string()).collect();
        Err(Failure::Fonts { looked: looked.join(", ") })
    }

    /// Whether one of them has the character.
    pub(crate) fn covers(&self, character: char) -> bool {
        self.faces.iter().any(|face| face.info().coverage.contains(character.into()))
    }

    pub(crate) fn uses(&self) -> Uses {
        let present = |families: &[&str]| -> Vec<String> {
            let here = |family: &&&str| self.faces.iter().any(|face| face.info().family.eq_ignore_ascii_case(family));
            families.iter().filter(here).map(|family| (*family).to_owned()).collect()
        };
        let second = present(SECOND);
        let has_second = !second.is_empty();
        let text = present(TEXT);
        Uses {
            title: present(TITLE),
            heading: present(HEADING),
            second: if has_second { second } else { text.clone() },
            digits: present(DIGITS),
            text,
            has_second,
        }
    }
}

/// A line each: family, style, file.
impl fmt::Display for Fonts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (face, place) in self.faces.iter().zip(&self.places) {
            let info = face.info();
            writeln!(f, "{} {:?}  {}", info.family, info.variant.weight, place.display())?;
        }
        Ok(())
    }
}

/// The files of a folder and its folders that may be fonts of use here.
fn list(folder: &Path, depth: u8, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        let Ok(meta) = path.metadata() else { continue };
        if meta.is_dir() && depth > 0 {
            list(&path, depth - 1, files);
        } else if meta.is_file() && meta.len() >= SMALLEST && may_be(&path) {
            files.push(path);
        }
    }
}

fn may_be(file: &Path) -> bool {
    let extension = file.extension().map(|one| one.to_string_lossy().to_lowercase()).unwrap_or_default();
    let name = file.file_stem().unwrap_or_default().to_string_lossy();
    ["ttf", "otf", "ttc", "otc"].contains(&extension.as_str()) && !OTHER_WEIGHTS.iter().any(|w| name.contains(w))
}

/// The faces of a file that belong to one of the families. A collection holds the same font for other countries too,
/// whose characters look different.
fn wanted(data: &[u8]) -> impl Iterator<Item = u32> {
    let count = ttf_parser::fonts_in_collection(data).unwrap_or(1);
    (0..count).filter(|index| ttf_parser::Face::parse(data, *index).is_ok_and(|face| is_wanted(&face)))
}

fn is_wanted(face: &ttf_parser::Face<'_>) -> bool {
    let families = [TITLE, TEXT, HEADING, SECOND, DIGITS];
    let named = |name: &str| families.iter().any(|list| list.iter().any(|one| one.eq_ignore_ascii_case(name)));
    let names = face.names().into_iter().filter(|name| matches!(name.name_id, FAMILY | TYPOGRAPHIC_FAMILY));
    names.filter_map(|name| name.to_string()).any(|name| named(&name)) && !face.is_italic()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_systems_fonts_have_a_face_for_each_use() {
        let fonts = Fonts::installed().unwrap();
        let uses = fonts.uses();
        for use_ in [&uses.title, &uses.text, &uses.heading, &uses.second, &uses.digits] {
            assert!(!use_.is_empty(), "{uses:?}");
        }
        assert!(fonts.covers('府') && fonts.covers('〔') && fonts.covers('〓'));
        let japanese = fonts.faces.iter().filter(|face| face.info().family.ends_with("JP"));
        assert_eq!(japanese.count(), 0);
    }

    #[test]
    fn a_folder_without_chinese_fonts_is_told_with_the_package_to_install() {
        let folder = tempfile::tempdir().unwrap();
        let failure = Fonts::within(&[folder.path().to_owned()]).err().unwrap().to_string();
        assert!(failure.contains("fonts-noto-cjk") && failure.contains(VARIABLE), "{failure}");
    }
}
