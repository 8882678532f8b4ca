//! The system's parts that the tests need, where each is looked for and which packages bring it.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::shell::{Outcome, output, program};

/// Something to find on the machine.
pub struct Part {
    /// What a person calls it.
    pub name: &'static str,
    /// Where it is, if it is.
    pub find: fn() -> Option<PathBuf>,
    apt: &'static [&'static str],
}

/// The part that Ubuntu has no package of.
pub const BROWSER: &str = "Chromium and its driver";

/// Every part.
pub const ALL: &[Part] = &[
    Part { name: "PostgreSQL server", find: postgres, apt: &["postgresql"] },
    Part { name: BROWSER, find: browser, apt: &["chromium", "chromium-driver"] },
    Part { name: "Noto CJK fonts", find: fonts, apt: &["fonts-noto-cjk"] },
    Part { name: "pdftotext", find: || program(&["pdftotext"], &[]), apt: &["poppler-utils"] },
    Part { name: "git", find: || program(&["git"], &[]), apt: &["git"] },
    Part { name: "Python with pip", find: pip, apt: &["python3-pip"] },
    Part { name: "aiosmtpd", find: mail_server, apt: &["python3-aiosmtpd"] },
];

impl Part {
    /// The packages that bring this part on this system; none where apt does not have it.
    pub fn apt_packages(&self) -> &'static [&'static str] {
        if self.name == BROWSER && on_ubuntu() { &[] } else { self.apt }
    }

    /// What to do where apt cannot help.
    pub fn note(&self) -> Option<&'static str> {
        (self.name == BROWSER).then_some(if on_ubuntu() {
            "On Ubuntu, Chromium is a snap: `sudo snap install chromium`, or install Google Chrome and its ChromeDriver. \
             Name both if they are not found: CHROMIUM=/path CHROMEDRIVER=/path."
        } else {
            "When CHROMIUM or CHROMEDRIVER is set, that file is used and no other."
        })
    }
}

/// The folder with initdb, pg_ctl and postgres. Debian keeps them out of PATH; the newest version is taken.
pub fn postgres() -> Option<PathBuf> {
    let on_path = program(&["initdb"], &["/usr/local/bin".into()]).into_iter();
    let versions = fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten().map(|entry| entry.path());
    let mut versions: Vec<PathBuf> = versions.map(|version| version.join("bin")).collect();
    versions.sort_by_key(|bin| version_of(bin));
    let mut folders = on_path.filter_map(|file| file.parent().map(Path::to_path_buf)).chain(versions.into_iter().rev());
    folders.find(|bin| ["initdb", "pg_ctl", "postgres"].iter().all(|name| bin.join(name).is_file()))
}

/// The major version in `/usr/lib/postgresql/15/bin`.
fn version_of(bin: &Path) -> u32 {
    let version = bin.parent().and_then(Path::file_name).map(|name| name.to_string_lossy().into_owned());
    version.and_then(|version| version.parse().ok()).unwrap_or(0)
}

/// The browser, named by `CHROMIUM` or found.
pub fn chromium() -> Option<PathBuf> {
    // Not `chromium-browser`: Ubuntu's is a script that asks for the snap.
    named_or("CHROMIUM", &["chromium", "google-chrome-stable", "google-chrome"])
}

/// The browser's driver, named by `CHROMEDRIVER` or found.
pub fn chromedriver() -> Option<PathBuf> {
    named_or("CHROMEDRIVER", &["chromedriver", "chromium.chromedriver"])
}

fn browser() -> Option<PathBuf> {
    chromium().filter(|_| chromedriver().is_some())
}

/// Who names a file means that one: when it is not there, another would be a surprise.
fn named_or(variable: &str, programs: &[&str]) -> Option<PathBuf> {
    match env::var_os(variable) {
        Some(file) => Some(PathBuf::from(file)).filter(|file| file.is_file()),
        None => program(programs, &["/snap/bin".into()]),
    }
}

/// A driver refuses to drive a browser of another major version, with a message that does not say so plainly.
///
/// # Errors
/// When one of them cannot be run or they disagree.
pub fn browser_and_driver_agree() -> Outcome {
    let (Some(browser), Some(driver)) = (chromium(), chromedriver()) else { return Ok(()) };
    let said = [output(Command::new(&browser).arg("--version"))?, output(Command::new(&driver).arg("--version"))?];
    let [of_browser, of_driver] = said.each_ref().map(|text| major_version(text));
    if of_browser == of_driver {
        return Ok(());
    }
    let [browser, driver] = said.each_ref().map(|text| text.trim());
    Err(format!("The browser and its driver are of different versions: {browser}; {driver}"))
}

/// The number in `Chromium 156.0.8078.79 …`.
fn major_version(said: &str) -> Option<u32> {
    said.split(|c: char| !c.is_ascii_digit()).find_map(|digits| digits.parse().ok())
}

fn fonts() -> Option<PathBuf> {
    let own = env::home_dir().map(|home| home.join(".local/share/fonts"));
    let folders = ["/usr/share/fonts", "/usr/local/share/fonts"].map(PathBuf::from).into_iter().chain(own);
    folders.into_iter().find_map(|folder| noto_cjk(&folder))
}

fn noto_cjk(folder: &Path) -> Option<PathBuf> {
    fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()).find_map(|path| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if path.is_dir() { noto_cjk(&path) } else { name.starts_with("NotoSansCJK").then(|| path.clone()) }
    })
}

fn pip() -> Option<PathBuf> {
    program(&["python3"], &[]).filter(|python| output(Command::new(python).args(["-m", "pip", "--version"])).is_ok())
}

/// The Python that has the mail server: a distribution's own is not always the first on the path.
fn mail_server() -> Option<PathBuf> {
    let has = |python: &PathBuf| output(Command::new(python).args(["-c", "import aiosmtpd"])).is_ok();
    program(&["python3"], &[]).into_iter().chain([PathBuf::from("/usr/bin/python3")]).find(has)
}

fn on_ubuntu() -> bool {
    fs::read_to_string("/etc/os-release").is_ok_and(|text| is_ubuntu(&text))
}

/// Ubuntu or a system made from it, by its `os-release`.
fn is_ubuntu(os_release: &str) -> bool {
    let ids = os_release.lines().filter_map(|line| line.strip_prefix("ID=").or(line.strip_prefix("ID_LIKE=")));
    ids.flat_map(|value| value.split(['"', ' '])).any(|id| id == "ubuntu")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ubuntu_and_its_children_are_told_from_debian() {
        assert!(is_ubuntu("NAME=\"Ubuntu\"\nID=ubuntu\nID_LIKE=debian\n"));
        assert!(is_ubuntu("ID=linuxmint\nID_LIKE=\"ubuntu debian\"\n"));
        assert!(!is_ubuntu("NAME=\"Debian GNU/Linux\"\nID=debian\nHOME_URL=\"https://ubuntu.example\"\n"));
    }

    #[test]
    fn the_major_version_is_the_first_number() {
        assert_eq!(major_version("ChromeDriver 156.0.8078.79 (abc123)"), Some(156));
        assert_eq!(major_version("no digits"), None);
    }

    #[test]
    fn of_several_postgresql_versions_the_newest_is_the_greatest_number() {
        assert!(
            version_of(Path::new("/usr/lib/postgresql/9/bin")) < version_of(Path::new("/usr/lib/postgresql/15/bin"))
        );
    }
}
