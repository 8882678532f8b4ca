//! What the demonstration is made of: `samples/`, embedded in the program.

use directory::UnitKind;
use rust_embed::RustEmbed;
use serde::Deserialize;

use crate::run::Failure;

#[derive(RustEmbed)]
#[folder = "../../samples/"]
struct Files;

/// `samples/demo.toml`
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Samples {
    /// Parents before children.
    #[serde(rename = "government")]
    pub(super) governments: Vec<SampleGovernment>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SampleGovernment {
    pub(super) slug: String,
    pub(super) parent: Option<String>,
    pub(super) name: String,
    pub(super) short_name: String,
    pub(super) level: directory::Level,
    /// Who runs the site; a government without only stands in the tree.
    pub(super) host_unit: Option<String>,
    /// Files of `samples/plans/`.
    #[serde(default)]
    pub(super) plans: Vec<String>,
    /// To whom tasks go that name no unit, as a plan would write it.
    #[serde(default)]
    pub(super) unassigned: String,
    #[serde(default, rename = "unit")]
    pub(super) units: Vec<SampleUnits>,
    #[serde(default, rename = "group")]
    pub(super) groups: Vec<SampleGroup>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SampleUnits {
    pub(super) kind: UnitKind,
    pub(super) names: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SampleGroup {
    pub(super) name: String,
    #[serde(default)]
    pub(super) aliases: Vec<String>,
    pub(super) kinds: Vec<UnitKind>,
}

impl Samples {
    pub(super) fn read() -> Result<Self, Failure> {
        let text = bytes("demo.toml")?;
        toml::from_str(&String::from_utf8_lossy(&text)).map_err(|e| format!("samples/demo.toml: {e}"))
    }
}

/// A file of `samples/`.
pub(super) fn bytes(path: &str) -> Result<Vec<u8>, Failure> {
    Files::get(path).map(|f| f.data.into_owned()).ok_or_else(|| format!("samples/{path} is missing from the program"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_samples_are_whole() {
        let samples = Samples::read().unwrap();
        let plans: Vec<_> = samples.governments.iter().flat_map(|g| &g.plans).collect();
        assert_eq!(plans.len(), 5);
        for file in plans {
            assert!(!bytes(&format!("plans/{file}")).unwrap().is_empty());
        }
        let hosted = samples.governments.iter().filter(|g| g.host_unit.is_some());
        assert_eq!(hosted.count(), 4);
    }
}
